/** The compiler's front door: the pipeline, written once, and the embedded API. */
@NullMarked
package bayes.compiler;

import org.jspecify.annotations.NullMarked;
