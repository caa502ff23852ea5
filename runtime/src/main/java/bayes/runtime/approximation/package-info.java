/** Modes of densities, their curvature, and the Laplace approximation. */
@NullMarked
package bayes.runtime.approximation;

import org.jspecify.annotations.NullMarked;
