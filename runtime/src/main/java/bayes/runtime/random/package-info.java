/**
 * Splittable seeded streams of random numbers, and samplers whose draws a seed determines for good.
 */
@NullMarked
package bayes.runtime.random;

import org.jspecify.annotations.NullMarked;
