/** From files and options to a finished run and its report. */
@NullMarked
package bayes.cli.run;

import org.jspecify.annotations.NullMarked;
