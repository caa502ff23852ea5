/** Tests of the interactive session. */
@NullMarked
package bayes.cli.repl;

import org.jspecify.annotations.NullMarked;
