package bayes.runtime.inference;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.InitialPoint;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where a chain with discrete coordinates starts. These are drawn from the prior, or uniformly near
 * their bounds where it cannot be simulated; the continuous ones start as in every chain, and in
 * every second attempt with the draw from the prior that the others come from.
 */
final class MixedInitialPoint {
  /** A site without a bound starts this near to the other one, or to 0. */
  private static final int NEAR = 16;

  private static final double RADIUS = 2;

  private final LogDensity density;
  private final boolean needsGradient;
  private final DiscreteSites sites;
  private final Optional<Target.PriorSampler> prior;

  /**
   * Starts of chains of {@code density}.
   *
   * @param needsGradient whether the gradient has to be finite too
   */
  MixedInitialPoint(LogDensity density, Target target, boolean needsGradient) {
    this.density = density;
    this.needsGradient = needsGradient;
    this.sites = target.discreteSites();
    this.prior = target.newPriorSampler();
  }

  /** Moves {@code state} to a starting point; says why if there is none. */
  Optional<String> find(RandomGenerator random, ChainState state) {
    int rejected = 0;
    int failed = 0;
    int badGradient = 0;
    double[] position = state.position();
    for (int attempt = 0; attempt < InitialPoint.ATTEMPTS; attempt++) {
      if (prior.isPresent()) prior.get().sample(random, position);
      else drawSites(random, position);
      if (prior.isEmpty() || attempt % 2 == 0) {
        for (int i = 0; i < sites.continuous(position.length); i++) {
          position[i] = RADIUS * (2 * random.nextDouble() - 1);
        }
      }
      double logDensity =
          needsGradient
              ? density.logDensityAndGradient(position, state.gradient())
              : density.logDensity(position);
      boolean hasGradient = !needsGradient || allFinite(state.gradient());
      if (Double.isFinite(logDensity) && hasGradient) {
        state.setLogDensity(logDensity);
        return Optional.empty();
      }
      if (logDensity == Double.NEGATIVE_INFINITY) rejected++;
      else if (Double.isFinite(logDensity)) badGradient++;
      else failed++;
    }
    return Optional.of(
        new InitialPoint.Failure(InitialPoint.ATTEMPTS, rejected, failed, badGradient).reason());
  }

  private static boolean allFinite(double[] values) {
    for (double value : values) if (!Double.isFinite(value)) return false;
    return true;
  }

  private void drawSites(RandomGenerator random, double[] position) {
    for (int site = 0; site < sites.count(); site++) {
      long lower = sites.lower(site);
      long upper = sites.upper(site);
      if (lower == DiscreteSites.NO_LOWER) lower = Math.min(0, upper) - NEAR;
      if (upper == DiscreteSites.NO_UPPER) upper = Math.max(0, lower) + NEAR;
      position[sites.coordinate(site)] = random.nextLong(lower, upper + 1);
    }
  }
}
