package bayes.runtime.approximation;

import bayes.runtime.density.LogDensity;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Finds the normal distribution that is closest to a density along a path of ascent: L. Zhang, B.
 * Carpenter, A. Gelman and A. Vehtari, "Pathfinder: parallel quasi-Newton variational inference",
 * JMLR 23 (2022), algorithms 1 to 4.
 *
 * <p>L-BFGS climbs from a starting point. Each position on its way suggests a normal distribution
 * q, and the one with the greatest evidence lower bound E_q[log p - log q], estimated from a few
 * draws, is kept. Where a density grows without limit, as in the neck of a funnel, that is not the
 * last one: the bound weighs the height of a place against its volume.
 *
 * <p>Positions at which the density is rejected or fails count as too far for the ascent, and rule
 * out a distribution that draws them.
 */
public final class Pathfinder {
  private static final int MEMORY = 10;

  /** After so many steps in a row that gain little, the top is reached. */
  private static final int PATIENCE = 5;

  /** A first draw this much below the best bound so far is enough to give a distribution up. */
  private static final double HOPELESS = 20;

  private final LogDensity density;
  private final Effort effort;
  private final int n;
  private int evaluations;

  /** Climbs {@code density} with this much effort. */
  public Pathfinder(LogDensity density, Effort effort) {
    this.density = density;
    this.effort = effort;
    n = density.dimension();
  }

  /**
   * How much a path may cost.
   *
   * @param gradients the most evaluations of the gradient
   * @param candidates the most positions whose distributions are tried
   * @param draws from each distribution, at least 2, one evaluation of the density each
   * @param gain of log density below which a step counts as small
   */
  public record Effort(int gradients, int candidates, int draws, double gain) {
    public Effort {
      if (gradients < 1 || candidates < 1 || draws < 2 || !(gain >= 0)) {
        throw new IllegalArgumentException("an effort needs a gradient, a candidate and two draws");
      }
    }

    /** Enough for an approximation that is used as such. */
    public static Effort thorough() {
      return new Effort(2000, 100, 20, 1e-7);
    }

    /** Enough for a place to start from. */
    public static Effort brief() {
      return new Effort(100, 40, 4, 1e-3);
    }
  }

  /**
   * A distribution on the way, and estimates from draws of it.
   *
   * @param normal the distribution q
   * @param bound the evidence lower bound E_q[log p - log q]
   * @param boundError its standard error
   * @param meanLogDensity E_q[log p], which a draw from q has on average
   */
  public record Candidate(
      LowRankNormal normal, double bound, double boundError, double meanLogDensity) {
    /** The bound less what may be luck: of many estimates the greatest is one of great error. */
    private double cautious() {
      return bound - 2 * boundError;
    }
  }

  /**
   * What was found along one path.
   *
   * @param best the distribution with the greatest bound; empty if none could be evaluated
   * @param top the highest position
   * @param topLogDensity its log density
   * @param gradients the evaluations of the gradient
   * @param evaluations the evaluations of the density alone
   */
  public record Path(
      Optional<Candidate> best,
      double[] top,
      double topLogDensity,
      int gradients,
      int evaluations) {}

  /**
   * Climbs from {@code start}, where log density and gradient are finite.
   *
   * @param stop ends the ascent early; what has been climbed by then is used
   */
  public Path from(double[] start, RandomGenerator random, BooleanSupplier stop) {
    evaluations = 0;
    Lbfgs lbfgs = new Lbfgs(density);
    ClimbingPath path = new ClimbingPath(MEMORY);
    lbfgs.climb(
        start,
        () -> stop.getAsBoolean() || lbfgs.evaluations() >= effort.gradients(),
        new Climb(path));
    int last = path.size() - 1;
    Optional<Candidate> best = Optional.empty();
    int previous = -1;
    int candidates = Math.min(effort.candidates(), Math.max(last, 1));
    for (int c = 1; c <= candidates; c++) {
      // Evenly along the path, up to its end; its start knows nothing of the curvature.
      int index = (int) Math.round((double) c * last / candidates);
      if (index == previous) continue;
      previous = index;
      Optional<LowRankNormal> normal = path.normalAt(index);
      if (normal.isEmpty()) continue;
      double least =
          best.isPresent() ? best.get().cautious() - HOPELESS - n : Double.NEGATIVE_INFINITY;
      Optional<Candidate> candidate = evaluate(normal.get(), least, random);
      if (candidate.isEmpty()) continue;
      if (best.isEmpty() || candidate.get().cautious() >= best.get().cautious()) best = candidate;
    }
    return new Path(
        best, path.position(last), path.logDensity(last), lbfgs.evaluations(), evaluations);
  }

  /** Keeps the path, and ends it when it gains little for a while. */
  private final class Climb implements Lbfgs.Follower {
    private final ClimbingPath path;
    private int small;

    Climb(ClimbingPath path) {
      this.path = path;
    }

    @Override
    public boolean reached(double[] position, double[] gradient, double logDensity) {
      int size = path.size();
      path.add(position, gradient, logDensity);
      if (size == 0) return true;
      double gained = logDensity - path.logDensity(size - 1);
      small = gained < effort.gain() ? small + 1 : 0;
      return small < PATIENCE;
    }
  }

  /**
   * Draws from a distribution; empty if a draw has no finite log density, or if the first one has a
   * ratio below {@code least}.
   */
  private Optional<Candidate> evaluate(LowRankNormal normal, double least, RandomGenerator random) {
    double[] draw = new double[n];
    double[] ratios = new double[effort.draws()];
    double sum = 0;
    for (int k = 0; k < effort.draws(); k++) {
      normal.sample(random, draw);
      double logDensity = density.logDensity(draw);
      evaluations++;
      if (!Double.isFinite(logDensity)) return Optional.empty();
      sum += logDensity;
      ratios[k] = logDensity - normal.logDensity(draw);
      if (ratios[0] < least) return Optional.empty();
    }
    double bound = Arrays.stream(ratios).average().orElseThrow();
    double squares = Arrays.stream(ratios).map(ratio -> (ratio - bound) * (ratio - bound)).sum();
    double error = Math.sqrt(squares / ((effort.draws() - 1) * effort.draws()));
    if (!Double.isFinite(bound + error)) return Optional.empty();
    return Optional.of(new Candidate(normal, bound, error, sum / effort.draws()));
  }
}
