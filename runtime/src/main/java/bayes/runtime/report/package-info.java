/** Summaries of draws and verdicts on them as values, and their rendering as text and JSON. */
@NullMarked
package bayes.runtime.report;

import org.jspecify.annotations.NullMarked;
