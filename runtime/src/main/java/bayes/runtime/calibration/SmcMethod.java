package bayes.runtime.calibration;

import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.Progress;
import bayes.runtime.inference.SmcOutcome;
import bayes.runtime.inference.SmcSettings;
import bayes.runtime.inference.Target;
import java.util.Optional;
import java.util.function.LongFunction;

/** Tempered sequential Monte Carlo under test: the ranks are among its particles. */
public final class SmcMethod implements CalibratedMethod {
  private final LongFunction<SmcSettings> settings;

  /** Sequential Monte Carlo with the settings that belong to a seed. */
  public SmcMethod(LongFunction<SmcSettings> settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "smc";
  }

  @Override
  public Outcome fit(Target posterior, long seed, int effort, Cancellation cancellation) {
    SmcSettings usual = settings.apply(seed);
    SmcOutcome outcome =
        Inference.smc(
            posterior,
            usual.withParticles(Math.multiplyExact(usual.particles(), effort)).withThreads(1),
            Progress.Listener.none(),
            cancellation);
    if (outcome instanceof SmcOutcome.Failed failed) return new Outcome.Failed(failed.reason());
    return new Outcome.Drawn(((SmcOutcome.Sampled) outcome).fit().draws(), Optional.empty());
  }
}
