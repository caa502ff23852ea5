/** The formatter: one way to lay a model out, which keeps comments and line breaks. */
@NullMarked
package bayes.compiler.format;

import org.jspecify.annotations.NullMarked;
