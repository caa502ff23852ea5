/** The loop-preserving IR over doubles, ints and flat arrays; its builder, verifier and printer. */
@NullMarked
package bayes.compiler.program;

import org.jspecify.annotations.NullMarked;
