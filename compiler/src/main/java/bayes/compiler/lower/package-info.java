/** From a typed model and its plan to programs: one engine, several programs. */
@NullMarked
package bayes.compiler.lower;

import org.jspecify.annotations.NullMarked;
