/** What went wrong, where, and what to do: values, rendered as text and JSON. */
@NullMarked
package bayes.compiler.diagnostic;

import org.jspecify.annotations.NullMarked;
