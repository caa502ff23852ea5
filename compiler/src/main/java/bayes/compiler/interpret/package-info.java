/** Evaluates a program plainly, statement by statement: the oracle of the compiled code. */
@NullMarked
package bayes.compiler.interpret;

import org.jspecify.annotations.NullMarked;
