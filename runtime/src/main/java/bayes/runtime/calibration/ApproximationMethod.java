package bayes.runtime.calibration;

import bayes.runtime.inference.ApproximationOutcome;
import bayes.runtime.inference.ApproximationSettings;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.Target;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/** An approximation under test, which calibration is expected to find out. */
public final class ApproximationMethod implements CalibratedMethod {
  private final LongFunction<ApproximationSettings> settings;

  /** An approximation with the settings that belong to a seed. */
  public ApproximationMethod(LongFunction<ApproximationSettings> settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return settings.apply(0).kind().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public boolean gainsByEffort() {
    return false;
  }

  @Override
  public Outcome fit(Target posterior, long seed, int effort, Cancellation cancellation) {
    ApproximationOutcome outcome =
        Inference.approximation(posterior, settings.apply(seed), cancellation);
    return outcome instanceof ApproximationOutcome.Approximated approximated
        ? new Outcome.Drawn(approximated.fit().draws(), Optional.empty())
        : new Outcome.Failed(((ApproximationOutcome.Failed) outcome).reason());
  }
}
