/** Tempered populations of particles: how far to cool, where they lie, how they move. */
@NullMarked
package bayes.runtime.sampler.smc;

import org.jspecify.annotations.NullMarked;
