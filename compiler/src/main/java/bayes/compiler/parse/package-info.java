/** From text to the syntax tree; the only importer of ANTLR. */
@NullMarked
package bayes.compiler.parse;

import org.jspecify.annotations.NullMarked;
