/** Fits data to a model's declarations: sets get their members, variables their values. */
@NullMarked
package bayes.compiler.bind;

import org.jspecify.annotations.NullMarked;
