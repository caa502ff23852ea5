/** Writes likelihoods as functions of statistics of the data. */
@NullMarked
package bayes.compiler.plan.statistics;

import org.jspecify.annotations.NullMarked;
