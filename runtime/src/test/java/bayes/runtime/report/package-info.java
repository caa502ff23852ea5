/** Tests of summaries, verdicts and their rendering. */
@NullMarked
package bayes.runtime.report;

import org.jspecify.annotations.NullMarked;
