/** Passes from program to program that keep what it computes, and make it cheaper. */
@NullMarked
package bayes.compiler.simplify;

import org.jspecify.annotations.NullMarked;
