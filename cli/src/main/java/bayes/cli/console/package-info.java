/** Where a command writes, how it ends early, and how it is interrupted. */
@NullMarked
package bayes.cli.console;

import org.jspecify.annotations.NullMarked;
