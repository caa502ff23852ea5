/** Integrates conjugate latents out. */
@NullMarked
package bayes.compiler.plan.conjugate;

import org.jspecify.annotations.NullMarked;
