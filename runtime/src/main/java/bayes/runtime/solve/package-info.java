/**
 * What is defined by a function and not by a formula: solutions of differential equations,
 * integrals, roots; each with its pullback. Called by generated code, with functions that are
 * generated code.
 */
@NullMarked
package bayes.runtime.solve;

import org.jspecify.annotations.NullMarked;
