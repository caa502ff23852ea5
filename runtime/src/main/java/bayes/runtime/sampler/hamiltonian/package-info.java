/** Hamiltonian transitions: the leapfrog, a diagonal metric, and the No-U-Turn sampler. */
@NullMarked
package bayes.runtime.sampler.hamiltonian;

import org.jspecify.annotations.NullMarked;
