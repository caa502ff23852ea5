/** Typed, labelled data values, and the readers that make them of named streams of JSON and CSV. */
@NullMarked
package bayes.runtime.data;

import org.jspecify.annotations.NullMarked;
