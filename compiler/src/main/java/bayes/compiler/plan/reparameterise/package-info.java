/** Chooses centred or non-centred forms. */
@NullMarked
package bayes.compiler.plan.reparameterise;

import org.jspecify.annotations.NullMarked;
