/** Commands, terminal and REPL: the only place that does input and output on its own account. */
@NullMarked
package bayes.cli;

import org.jspecify.annotations.NullMarked;
