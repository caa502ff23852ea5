/** From syntax to the typed model: one file per family of rules. */
@NullMarked
package bayes.compiler.check;

import org.jspecify.annotations.NullMarked;
