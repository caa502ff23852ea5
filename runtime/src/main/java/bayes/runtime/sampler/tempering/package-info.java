/** Ladders of temperatures, and the replicas that climb them. */
@NullMarked
package bayes.runtime.sampler.tempering;

import org.jspecify.annotations.NullMarked;
