package bayes.runtime.approximation;

import bayes.runtime.approximation.Pathfinder.Candidate;
import bayes.runtime.approximation.Pathfinder.Effort;
import bayes.runtime.convergence.ParetoSmoothing;
import bayes.runtime.density.LogDensity;
import bayes.runtime.math.Elementary;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.InitialPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Several paths from random points, whose distributions make one mixture: algorithm 5 of Zhang et
 * al. (2022), but that draws are weighted by the density of the mixture instead of that of the path
 * which they come from. Weights are smaller that way wherever paths overlap, and two paths to the
 * same mode do not compete.
 */
public final class Multipath {
  private static final int PATHS = 6;

  /** Paths whose bound is this much below the best lead to places of no mass. */
  private static final double HOPELESS = 25;

  private static final int PILOT = 400;
  private static final int ROUNDS = 3;
  private static final double LEAST_SHARE = 0.01;

  private final LogDensity density;
  private final BooleanSupplier stop;

  /** Paths on {@code density}, given up when {@code stop} says so. */
  public Multipath(LogDensity density, BooleanSupplier stop) {
    this.density = density;
    this.stop = stop;
  }

  /** The mixture; empty if no path leads to a distribution. Each path has a stream of its own. */
  public Optional<NormalMixture> find(Streams streams) {
    List<Candidate> found = new ArrayList<>();
    for (int path = 0; path < PATHS && !stop.getAsBoolean(); path++) {
      RandomGenerator random = streams.chain(path);
      ChainState start = new ChainState(density.dimension());
      if (InitialPoint.find(density, true, random, start).isPresent()) continue;
      new Pathfinder(density, Effort.thorough())
          .from(start.position(), random, stop)
          .best()
          .ifPresent(found::add);
    }
    if (found.isEmpty()) return Optional.empty();
    double most = found.stream().mapToDouble(Candidate::bound).max().orElseThrow();
    List<LowRankNormal> kept =
        found.stream().filter(c -> c.bound() >= most - HOPELESS).map(Candidate::normal).toList();
    double[] equal = new double[kept.size()];
    Arrays.fill(equal, 1);
    return Optional.of(weighted(new NormalMixture(kept, equal), streams.chain(PATHS)));
  }

  private NormalMixture weighted(NormalMixture equal, RandomGenerator random) {
    NormalMixture mixture = equal;
    for (int round = 0; mixture.size() > 1 && round < ROUNDS; round++) {
      double[][] draws = new double[PILOT][density.dimension()];
      double[] logRatios = new double[PILOT];
      for (int i = 0; i < PILOT; i++) {
        mixture.sample(random, draws[i]);
        double ratio = density.logDensity(draws[i]) - mixture.logDensity(draws[i]);
        logRatios[i] = Double.isFinite(ratio) ? ratio : Double.NEGATIVE_INFINITY;
      }
      double[] logWeights = ParetoSmoothing.smooth(logRatios).logWeights();
      if (Double.isNaN(logWeights[0])) return mixture;
      double[] weights = Arrays.stream(logWeights).map(Elementary::exp).toArray();
      mixture = mixture.withSharesFrom(draws, weights, LEAST_SHARE);
    }
    return mixture;
  }
}
