/** Labelled draws, their summaries' raw material, and their files (Stan CSV, run.json). */
@NullMarked
package bayes.runtime.draws;

import org.jspecify.annotations.NullMarked;
