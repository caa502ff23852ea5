/** Runs chains and particles, in parallel and cancellable, and reports their progress as events. */
@NullMarked
package bayes.runtime.inference;

import org.jspecify.annotations.NullMarked;
