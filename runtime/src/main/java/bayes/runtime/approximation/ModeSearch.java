package bayes.runtime.approximation;

import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.InitialPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Looks for the highest mode from several random starts: L-BFGS to come near, then Newton's method
 * with a numerical Hessian, which also tells a mode from a density that merely flattens out towards
 * infinity: there the gradient vanishes as well, but Newton's steps do not.
 */
public final class ModeSearch {
  /**
   * With more coordinates than this no Hessian is computed; L-BFGS has to do, as one long climb
   * that ends where going on gains little.
   */
  public static final int LARGEST_CURVATURE = 1000;

  private static final int NEWTON_ITERATIONS = 30;
  private static final double NEWTON_TOLERANCE = 1e-9;

  /** A step that has stopped shrinking for rounding may be this large. */
  private static final double ROUNDING_TOLERANCE = 1e-7;

  /** Without a Hessian: the largest gradient, relative to the log density, at a mode. */
  private static final double GRADIENT_TOLERANCE = 1e-6;

  /** Coordinates nearer to zero than this are not on their way to infinity. */
  private static final double FAR = 4;

  /** Positions this close, relative to their size, lead to the same mode. */
  private static final double NEAR = 1e-5;

  /** Log densities this close belong to the same mode. */
  private static final double SAME = 1e-6;

  private final LogDensity density;
  private final int n;

  /** A search on {@code density}. */
  public ModeSearch(LogDensity density) {
    this.density = density;
    n = density.dimension();
  }

  /** The best outcome of {@code starts} searches, or of those made before {@code stop}. */
  public ModeOutcome find(int starts, RandomGenerator random, BooleanSupplier stop) {
    // Such models have many modes, none of which is found twice, and each search is dear.
    if (n > LARGEST_CURVATURE) return findWithoutCurvature(random, stop);
    var modes = new ArrayList<Mode>();
    Optional<ModeOutcome.AtBoundary> boundary = Optional.empty();
    String reason = "the search was cancelled before it began";
    for (int start = 0; start < starts && !(start > 0 && stop.getAsBoolean()); start++) {
      ChainState state = new ChainState(n);
      var failure = InitialPoint.find(density, true, random, state);
      if (failure.isPresent()) {
        reason = failure.get().reason();
        continue;
      }
      ModeOutcome outcome = climb(state.position(), modes, stop);
      if (outcome instanceof ModeOutcome.Found found) {
        modes.add(found.mode());
      } else if (outcome instanceof ModeOutcome.AtBoundary edge) {
        if (boundary.isEmpty() || edge.logDensity() > boundary.get().logDensity()) {
          boundary = Optional.of(edge);
        }
      } else if (outcome instanceof ModeOutcome.NotFound notFound) {
        reason = notFound.reason();
      }
    }
    return best(modes, boundary, reason, starts);
  }

  private static ModeOutcome best(
      List<Mode> modes, Optional<ModeOutcome.AtBoundary> boundary, String reason, int starts) {
    double highest = modes.stream().mapToDouble(Mode::logDensity).max().orElse(Double.NaN);
    if (boundary.isPresent() && !(boundary.get().logDensity() <= highest)) return boundary.get();
    if (modes.isEmpty()) return new ModeOutcome.NotFound(reason);
    Mode best = modes.stream().filter(m -> m.logDensity() == highest).findFirst().orElseThrow();
    int agreeing = 0;
    for (Mode mode : modes) {
      if (highest - mode.logDensity() <= SAME * Math.max(1, Math.abs(highest))) agreeing++;
    }
    return new ModeOutcome.Found(best.withStarts(starts, agreeing));
  }

  private ModeOutcome climb(double[] start, List<Mode> known, BooleanSupplier stop) {
    Lbfgs lbfgs = new Lbfgs(density);
    lbfgs.climb(start, stop);
    double[] position = lbfgs.position();
    // The Hessian is the dear part: not again at a mode that is known.
    for (Mode mode : known) if (isNear(position, mode)) return new ModeOutcome.Found(mode);
    Optional<Curvature> curvature = polish(position);
    double logDensity = density.logDensity(position);
    if (curvature.isPresent()) {
      return new ModeOutcome.Found(new Mode(position, logDensity, curvature, 1, 1));
    }
    return edge(position, logDensity)
        .orElseGet(
            () ->
                new ModeOutcome.NotFound(
                    "the search did not converge; the density may have a ridge or a kink there"));
  }

  private static boolean isNear(double[] position, Mode mode) {
    double[] other = mode.position();
    for (int i = 0; i < position.length; i++) {
      if (!(Math.abs(position[i] - other[i]) <= NEAR * Math.max(1, Math.abs(other[i])))) {
        return false;
      }
    }
    return true;
  }

  /** Newton's method; moves {@code position} and returns the curvature if it is a mode. */
  private Optional<Curvature> polish(double[] position) {
    double[] step = new double[n];
    double[] trial = new double[n];
    double previous = Double.POSITIVE_INFINITY;
    double logDensity = density.logDensity(position);
    for (int iteration = 0; iteration < NEWTON_ITERATIONS; iteration++) {
      Optional<Curvature> curvature = Curvature.at(density, position);
      if (curvature.isEmpty()) return curvature;
      density.logDensityAndGradient(position, step);
      curvature.get().multiplyByCovariance(step);
      double size = 0;
      for (int i = 0; i < n; i++) {
        size = Math.max(size, Math.abs(step[i]) / Math.max(1, Math.abs(position[i])));
        trial[i] = position[i] + step[i];
      }
      double next = density.logDensity(trial);
      boolean climbs = next >= logDensity - 1e-12 * Math.max(1, Math.abs(logDensity));
      if (climbs && size < previous) {
        System.arraycopy(trial, 0, position, 0, n);
        logDensity = next;
        if (size <= NEWTON_TOLERANCE) return curvature;
      } else {
        return size <= ROUNDING_TOLERANCE ? curvature : Optional.empty();
      }
      previous = size;
    }
    return Optional.empty();
  }

  private ModeOutcome findWithoutCurvature(RandomGenerator random, BooleanSupplier stop) {
    LongClimb.End end = new LongClimb(density).from(random, stop);
    if (end.position().isEmpty()) return new ModeOutcome.NotFound(end.reason());
    double[] position = end.position().get();
    double[] gradient = new double[n];
    double logDensity = density.logDensityAndGradient(position, gradient);
    Optional<ModeOutcome> edge = edge(position, logDensity);
    if (edge.isPresent()) return edge.get();
    double largest = 0;
    for (double value : gradient) largest = Math.max(largest, Math.abs(value));
    if (!end.paysNoMore() && largest > GRADIENT_TOLERANCE * Math.max(1, Math.abs(logDensity))) {
      return new ModeOutcome.NotFound("the search did not converge");
    }
    return new ModeOutcome.Found(new Mode(position, logDensity, Optional.empty(), 1, 1));
  }

  /** The coordinate that is farthest out among those along which the density does not fall. */
  private Optional<ModeOutcome> edge(double[] position, double logDensity) {
    int farthest = -1;
    double[] trial = position.clone();
    for (int i = 0; i < n; i++) {
      if (Math.abs(position[i]) < FAR) continue;
      trial[i] = position[i] + Math.signum(position[i]);
      // A density that is infinite, or not a number any more, has not fallen either.
      boolean falls = density.logDensity(trial) < logDensity;
      trial[i] = position[i];
      if (falls) continue;
      if (farthest < 0 || Math.abs(position[i]) > Math.abs(position[farthest])) farthest = i;
    }
    if (farthest < 0) return Optional.empty();
    return Optional.of(
        new ModeOutcome.AtBoundary(position.clone(), farthest, position[farthest] > 0, logDensity));
  }
}
