/** Importance weights, the evidence they estimate, and resampling. */
@NullMarked
package bayes.runtime.sampler.importance;

import org.jspecify.annotations.NullMarked;
