/** Tests of the command line, run as its users run it. */
@NullMarked
package bayes.cli;

import org.jspecify.annotations.NullMarked;
