package bayes.runtime.approximation;

import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.InitialPoint;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One climb in thousands of coordinates. Many linear predictors are sums over them, which are far
 * out where every coordinate is of order one: there the gradients of a network's units vanish, and
 * a climb ends on a low hill. So it first climbs a little from points at several distances from
 * zero, and goes on from the highest of the places that it has come to.
 */
final class LongClimb {
  /** Starting points are uniform on plus and minus these, in every coordinate. */
  private static final double[] RADII = {2, 0.5, 0.1};

  private static final int TRIAL = 60;

  private final LogDensity density;

  LongClimb(LogDensity density) {
    this.density = density;
  }

  /** Where a climb ended, or why there was none. */
  record End(Optional<double[]> position, boolean paysNoMore, String reason) {}

  End from(RandomGenerator random, BooleanSupplier stop) {
    Optional<double[]> best = Optional.empty();
    double highest = Double.NEGATIVE_INFINITY;
    String reason = "";
    for (double radius : RADII) {
      ChainState state = new ChainState(density.dimension());
      var failure = InitialPoint.findWithin(radius, density, random, state);
      if (failure.isPresent()) {
        if (reason.isEmpty()) reason = failure.get().reason();
        continue;
      }
      Lbfgs trial = new Lbfgs(density);
      int[] made = {0};
      trial.climb(state.position(), stop, (at, slope, value) -> made[0]++ < TRIAL);
      if (best.isPresent() && !(trial.logDensity() > highest)) continue;
      best = Optional.of(trial.position());
      highest = trial.logDensity();
    }
    if (best.isEmpty()) return new End(best, false, reason);
    Lbfgs climb = new Lbfgs(density);
    boolean paysNoMore = climb.climbWhileItPays(best.get(), leastGain(), stop);
    return new End(Optional.of(climb.position()), paysNoMore, "");
  }

  /**
   * What a hundred iterations have to gain: the standard deviation of the log density among draws
   * from a normal distribution of as many coordinates. The mode is higher than most draws by many
   * times that, so they do not tell it from a place that is lower by so little.
   */
  private double leastGain() {
    return Math.sqrt(density.dimension() / 2.0);
  }
}
