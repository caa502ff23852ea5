/** Adaptation during warmup, one iteration at a time: step sizes, metrics and their windows. */
@NullMarked
package bayes.runtime.warmup;

import org.jspecify.annotations.NullMarked;
