/**
 * The quality of draws: R-hat, effective sample sizes, Monte Carlo standard errors, energy, and
 * Pareto-smoothed importance weights.
 */
@NullMarked
package bayes.runtime.convergence;

import org.jspecify.annotations.NullMarked;
