/**
 * Numerically stable functions of real numbers, called by generated code and by samplers: pure
 * static methods that allocate nothing.
 */
@NullMarked
package bayes.runtime.math;

import org.jspecify.annotations.NullMarked;
