/**
 * Decides which discrete latents are drawn one by one with everything around them integrated out.
 */
@NullMarked
package bayes.compiler.plan.collapse;

import org.jspecify.annotations.NullMarked;
