package bayes.runtime.calibration;

import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.Progress;
import bayes.runtime.inference.Target;
import java.util.Optional;
import java.util.function.LongFunction;

/** Importance sampling under test: the ranks are among draws that are resampled by weight. */
public final class ImportanceMethod implements CalibratedMethod {
  private static final double RELIABLE = 0.7;

  private final LongFunction<ImportanceSettings> settings;

  /** Importance sampling with the settings that belong to a seed. */
  public ImportanceMethod(LongFunction<ImportanceSettings> settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "importance";
  }

  @Override
  public Outcome fit(Target posterior, long seed, int effort, Cancellation cancellation) {
    ImportanceSettings usual = settings.apply(seed);
    ImportanceOutcome outcome =
        Inference.importance(
            posterior,
            usual.withDraws(Math.multiplyExact(usual.draws(), effort)),
            Progress.Listener.none(),
            cancellation);
    if (outcome instanceof ImportanceOutcome.Failed failed) {
      return new Outcome.Failed(failed.reason());
    }
    var fit = ((ImportanceOutcome.Sampled) outcome).fit();
    boolean isReliable = fit.paretoK() <= RELIABLE;
    return new Outcome.Drawn(
        fit.draws(), isReliable ? Optional.empty() : Optional.of("Pareto k above " + RELIABLE));
  }
}
