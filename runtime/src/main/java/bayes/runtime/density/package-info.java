/** The waist: {@link bayes.runtime.density.LogDensity} and its outcomes. */
@NullMarked
package bayes.runtime.density;

import org.jspecify.annotations.NullMarked;
