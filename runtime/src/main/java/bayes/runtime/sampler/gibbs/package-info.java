/**
 * Collapsed Gibbs sampling of discrete latents under Dirichlet rows that are integrated out: what
 * the rows and their balls are ({@link bayes.runtime.sampler.gibbs.Urns}), and the transition
 * ({@link bayes.runtime.sampler.gibbs.UrnGibbs}).
 */
@NullMarked
package bayes.runtime.sampler.gibbs;

import org.jspecify.annotations.NullMarked;
