/** What is wrong with files before they are a model or data, as diagnostics. */
@NullMarked
package bayes.compiler.input;

import org.jspecify.annotations.NullMarked;
