/** Tests of the data values and readers. */
@NullMarked
package bayes.runtime.data;

import org.jspecify.annotations.NullMarked;
