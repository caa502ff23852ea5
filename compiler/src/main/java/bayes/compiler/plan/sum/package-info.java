/** Sums finite discrete latents out. */
@NullMarked
package bayes.compiler.plan.sum;

import org.jspecify.annotations.NullMarked;
