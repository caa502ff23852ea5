/** Reverse-mode differentiation, from program to program, without a tape. */
@NullMarked
package bayes.compiler.differentiate;

import org.jspecify.annotations.NullMarked;
