/**
 * Where values live, and the maps between there and unconstrained coordinates, with their
 * log-Jacobians.
 */
@NullMarked
package bayes.runtime.support;

import org.jspecify.annotations.NullMarked;
