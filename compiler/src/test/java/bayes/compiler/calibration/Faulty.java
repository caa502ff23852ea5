package bayes.compiler.calibration;

import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.DelegatingTarget;
import bayes.runtime.inference.Target;
import java.util.Optional;
import java.util.function.Function;

/**
 * A method with a fault: it explores another density than that of its target.
 *
 * @param density what it takes for the log density
 */
record Faulty(CalibratedMethod method, Function<Target, LogDensity> density)
    implements CalibratedMethod {
  /** Leaves out what transforms do to densities. */
  static Faulty withoutJacobian(CalibratedMethod method) {
    return new Faulty(method, Target::newLogDensityWithoutJacobian);
  }

  /** Returns the prior, whatever the data. */
  static Faulty withoutData(CalibratedMethod method) {
    return new Faulty(method, Target::newLogPrior);
  }

  @Override
  public String name() {
    return "faulty " + method.name();
  }

  @Override
  public Outcome fit(Target target, long seed, int effort, Cancellation cancellation) {
    return method.fit(new Mistaken(target, density), seed, effort, cancellation);
  }

  private static final class Mistaken extends DelegatingTarget {
    private final Function<Target, LogDensity> density;

    Mistaken(Target target, Function<Target, LogDensity> density) {
      super(target);
      this.density = density;
    }

    @Override
    public LogDensity newLogDensity() {
      return density.apply(target());
    }

    /** What knows its own terms would not make the mistake. */
    @Override
    public Optional<LocalDensity> newLocalDensity() {
      return Optional.empty();
    }
  }
}
