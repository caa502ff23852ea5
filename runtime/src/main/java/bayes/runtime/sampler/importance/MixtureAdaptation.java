package bayes.runtime.sampler.importance;

import bayes.runtime.convergence.ParetoSmoothing;
import bayes.runtime.density.LogDensity;
import bayes.runtime.math.Elementary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Adapts a mixture to a density in rounds. All draws so far count in each of them, weighted by the
 * average of the densities of all mixtures that have been drawn from, whichever a draw came from
 * (the deterministic mixture weights of J.-M. Cornuet, J.-M. Marin, A. Mira and C. Robert,
 * "Adaptive multiple importance sampling", Scandinavian Journal of Statistics 39, 2012).
 *
 * <p>What is estimated should come from fresh draws of the result: those of the rounds have chosen
 * it, and know it too well.
 */
public final class MixtureAdaptation {
  private static final int ROUNDS = 10;
  private static final int DRAWS = 1000;

  /** Draws of a round for each coordinate, if that is more. */
  private static final int DRAWS_PER_COORDINATE = 20;

  /** A mixture whose draws count for so many of them is good enough. */
  private static final double ENOUGH = 0.8;

  private static final double HEAVY = 0.7;

  private final LogDensity density;
  private final int perRound;
  private final List<StudentMixture> mixtures = new ArrayList<>();
  private final List<double[]> draws = new ArrayList<>();
  private final List<Double> logDensities = new ArrayList<>();

  /** The sum of the densities of all mixtures at each draw, as a logarithm. */
  private final List<Double> logSums = new ArrayList<>();

  /** Adapts to {@code density}. */
  public MixtureAdaptation(LogDensity density) {
    this.density = density;
    perRound = Math.max(DRAWS, DRAWS_PER_COORDINATE * density.dimension());
  }

  /** The best mixture found, from {@code first} on. */
  public StudentMixture adapt(StudentMixture first, RandomGenerator random, BooleanSupplier stop) {
    StudentMixture mixture = first;
    for (int round = 0; round < ROUNDS && !stop.getAsBoolean(); round++) {
      double effective = draw(mixture, random);
      double[] weights = weights();
      if (effective > ENOUGH || weights.length == 0) break;
      mixture = mixture.adapted(draws.toArray(double[][]::new), weights);
    }
    return best(first);
  }

  /**
   * The mixture with the greatest mean log density over the posterior, as all draws tell it. A
   * mixture's own draws would not do: one that leaves out a part of the posterior never sees it.
   */
  private StudentMixture best(StudentMixture first) {
    double[] weights = weights();
    StudentMixture best = first;
    double most = Double.NEGATIVE_INFINITY;
    for (StudentMixture mixture : mixtures) {
      double mean = 0;
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] > 0) mean += weights[i] * mixture.logDensity(draws.get(i));
      }
      if (weights.length > 0 && mean > most) {
        most = mean;
        best = mixture;
      }
    }
    return best;
  }

  /** The smoothed weights of all draws, which sum to one; empty if all are zero. */
  private double[] weights() {
    if (draws.isEmpty()) return new double[0];
    ParetoSmoothing all = smoothed(0, logSums, Math.log(mixtures.size()));
    if (!(all.ess() > 0)) return new double[0];
    return Arrays.stream(all.logWeights()).map(Elementary::exp).toArray();
  }

  /** Draws a round; returns the effective share of its draws. */
  private double draw(StudentMixture mixture, RandomGenerator random) {
    for (int i = 0; i < draws.size(); i++) {
      logSums.set(i, logSum(logSums.get(i), mixture.logDensity(draws.get(i))));
    }
    int from = draws.size();
    List<Double> own = new ArrayList<>(logDensities);
    for (int i = 0; i < perRound; i++) {
      double[] position = new double[density.dimension()];
      mixture.sample(random, position);
      double logDensity = density.logDensity(position);
      double logProposal = mixture.logDensity(position);
      double logTotal = logProposal;
      for (StudentMixture earlier : mixtures) {
        logTotal = logSum(logTotal, earlier.logDensity(position));
      }
      draws.add(position);
      logDensities.add(Double.isFinite(logDensity) ? logDensity : Double.NEGATIVE_INFINITY);
      logSums.add(logTotal);
      own.add(logProposal);
    }
    mixtures.add(mixture);
    ParetoSmoothing smoothed = smoothed(from, own, 0);
    if (!(smoothed.ess() > 0)) return 0;
    return smoothed.k() > HEAVY ? 0 : smoothed.ess() / perRound;
  }

  private ParetoSmoothing smoothed(int from, List<Double> logProposals, double logCount) {
    double[] logRatios = new double[draws.size() - from];
    for (int i = 0; i < logRatios.length; i++) {
      logRatios[i] = logDensities.get(from + i) - logProposals.get(from + i) + logCount;
    }
    return ParetoSmoothing.smooth(logRatios);
  }

  private static double logSum(double a, double b) {
    double most = Math.max(a, b);
    return most == Double.NEGATIVE_INFINITY
        ? most
        : most + Math.log(Elementary.exp(a - most) + Elementary.exp(b - most));
  }
}
