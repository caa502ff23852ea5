/** Random-walk Metropolis transitions, of single components and of blocks. */
@NullMarked
package bayes.runtime.sampler.metropolis;

import org.jspecify.annotations.NullMarked;
