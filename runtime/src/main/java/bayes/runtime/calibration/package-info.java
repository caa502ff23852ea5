/**
 * Simulation-based calibration: whether a method infers what a model says, found out by inferring
 * latents that are known because they were drawn from the prior.
 */
@NullMarked
package bayes.runtime.calibration;

import org.jspecify.annotations.NullMarked;
