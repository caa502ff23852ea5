/** The interactive session: statements, runs, and questions to the draws. */
@NullMarked
package bayes.cli.repl;

import org.jspecify.annotations.NullMarked;
