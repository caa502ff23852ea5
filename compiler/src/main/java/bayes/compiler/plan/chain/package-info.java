/** Sums chains of discrete latents out by the forward algorithm. */
@NullMarked
package bayes.compiler.plan.chain;

import org.jspecify.annotations.NullMarked;
