package bayes.runtime.inference;

import bayes.runtime.approximation.LowRankNormal;
import bayes.runtime.approximation.Pathfinder.Candidate;
import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.InitialPoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Moves one chain to its starting point.
 *
 * <p>With {@link StartPoints.Pathfinder}, of the normal distributions that were found along the
 * paths of the run one is chosen with the probability that it has as a share of the posterior, by
 * its evidence lower bound: modes of similar mass are all started from, by one chain or another, a
 * mode of no mass by none. The start is a draw from it, more dispersed than the posterior, so that
 * chains which agree in the end have forgotten where they came from.
 */
final class ChainStart {
  /** The draw is this many times as far from the mean as one of the approximation. */
  private static final double DISPERSION = 1.5;

  /** A draw this much lower than others, beyond one for each coordinate, is a bad place. */
  private static final double LOW = 10;

  private static final int ATTEMPTS = 6;

  private final StartPoints points;
  private final Supplier<List<Candidate>> paths;
  private final int chain;
  private Optional<LowRankNormal> approximation = Optional.empty();

  /**
   * The start of chain number {@code chain}, from 0.
   *
   * @param paths gives the distributions that were found; not asked if they are not needed
   */
  ChainStart(StartPoints points, Supplier<List<Candidate>> paths, int chain) {
    this.points = points;
    this.paths = paths;
    this.chain = chain;
  }

  /** The distribution that the start was drawn from, if it was: a first guess of the scales. */
  Optional<LowRankNormal> approximation() {
    return approximation;
  }

  /**
   * Moves {@code state} to the start; says why if there is none.
   *
   * @param needsGradient whether the sampler needs the gradient, which is then left in the state
   */
  Optional<String> find(
      LogDensity density, boolean needsGradient, RandomGenerator random, ChainState state) {
    if (points instanceof StartPoints.Given given) {
      return InitialPoint.findNear(given.position(chain), density, needsGradient, random, state)
          .map(InitialPoint.Failure::reason);
    }
    if (points instanceof StartPoints.Pathfinder
        && state.dimension() > 0
        && draw(density, needsGradient, random, state)) {
      return Optional.empty();
    }
    return InitialPoint.find(density, needsGradient, random, state)
        .map(InitialPoint.Failure::reason);
  }

  private boolean draw(
      LogDensity density, boolean needsGradient, RandomGenerator random, ChainState state) {
    List<Candidate> candidates = paths.get();
    if (candidates.isEmpty()) return false;
    Candidate candidate = choose(candidates, random);
    // The paths are those of all chains, which draw at the same time.
    LowRankNormal normal = candidate.normal().copy();
    double lowest = candidate.meanLogDensity() - state.dimension() - LOW;
    double spread = DISPERSION;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      normal.sample(random, spread, state.position());
      double logDensity =
          needsGradient
              ? density.logDensityAndGradient(state.position(), state.gradient())
              : density.logDensity(state.position());
      state.setLogDensity(logDensity);
      if (logDensity > lowest && isFinite(logDensity, needsGradient, state.gradient())) {
        approximation = Optional.of(normal);
        return true;
      }
      spread /= 2;
    }
    return false;
  }

  /** One of them, by the masses that their bounds stand for. */
  private static Candidate choose(List<Candidate> candidates, RandomGenerator random) {
    double most = candidates.stream().mapToDouble(Candidate::bound).max().orElseThrow();
    double total = candidates.stream().mapToDouble(c -> Math.exp(c.bound() - most)).sum();
    double rest = random.nextDouble() * total;
    for (Candidate candidate : candidates) {
      rest -= Math.exp(candidate.bound() - most);
      if (rest < 0) return candidate;
    }
    return candidates.get(candidates.size() - 1);
  }

  private static boolean isFinite(double logDensity, boolean needsGradient, double[] gradient) {
    if (!Double.isFinite(logDensity)) return false;
    if (needsGradient) {
      for (double value : gradient) if (!Double.isFinite(value)) return false;
    }
    return true;
  }
}
