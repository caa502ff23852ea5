package bayes.runtime.inference;

import bayes.runtime.draws.Draws;
import bayes.runtime.inference.ApproximationSettings.Kind;
import java.util.List;

/**
 * Draws from an approximation of the posterior, and how far it can be trusted.
 *
 * @param settings the settings of the run
 * @param kind the approximation: not {@link Kind#QUICK}, but what that chose
 * @param independent whether its coordinates are independent, each with its width given the others:
 *     the Laplace approximation where there are too many coordinates for a Hessian
 * @param draws one chain of draws, equally weighted; the sampler's columns are {@code lp__} and
 *     {@code lp_approx__}, the log densities of the posterior (up to a constant) and of the
 *     approximation
 * @param paretoK the shape of the tail of their ratios: how far the approximation is from the
 *     posterior as a whole
 * @param limit above which Pareto k is bad
 * @param quantityK the shape for each recorded value: of its weighted tails, if that is worse
 * @param shifts how far the mean of each recorded value is from that of the weighted draws, in
 *     standard deviations; NaN for what does not vary
 * @param ess how many independent draws the draws are worth
 * @param resampled whether draws were resampled by their ratios, as Pathfinder's are
 * @param failedDraws draws at which the density could not be evaluated
 * @param cancelled whether it was stopped early
 * @param seconds the time it took
 */
public record ApproximationFit(
    ApproximationSettings settings,
    Kind kind,
    boolean independent,
    Draws draws,
    double paretoK,
    double limit,
    List<Double> quantityK,
    List<Double> shifts,
    double ess,
    boolean resampled,
    int failedDraws,
    boolean cancelled,
    double seconds) {
  public ApproximationFit {
    quantityK = List.copyOf(quantityK);
    shifts = List.copyOf(shifts);
  }
}
