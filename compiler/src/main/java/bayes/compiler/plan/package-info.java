/** What to do with each latent: the inference plan, a value that can be printed. */
@NullMarked
package bayes.compiler.plan;

import org.jspecify.annotations.NullMarked;
