package bayes.runtime.inference;

import bayes.runtime.sampler.hamiltonian.MetricKind;
import bayes.runtime.warmup.WarmupSettings;
import java.util.Optional;

/**
 * The settings of the No-U-Turn sampler.
 *
 * @param run chains, iterations, seed and threads
 * @param targetAccept the acceptance statistic that the step size is adapted to, between 0 and 1;
 *     raise it towards 1 against divergences
 * @param maxTreeDepth the most doublings of a trajectory, 1 to 20
 * @param metric the shape of the metric; empty to let warmup choose it by evidence
 */
public record NutsSettings(
    RunSettings run, double targetAccept, int maxTreeDepth, Optional<MetricKind> metric)
    implements ChainSettings {
  public NutsSettings {
    if (!(targetAccept > 0 && targetAccept < 1)) {
      throw new IllegalArgumentException("the target acceptance must lie between 0 and 1");
    }
    if (maxTreeDepth < 1 || maxTreeDepth > 20) {
      throw new IllegalArgumentException("the maximum tree depth must lie between 1 and 20");
    }
  }

  /** Settings that let warmup choose the metric. */
  public NutsSettings(RunSettings run, double targetAccept, int maxTreeDepth) {
    this(run, targetAccept, maxTreeDepth, Optional.empty());
  }

  /** Acceptance 0.8 and depth 10, as in Stan. */
  public static NutsSettings of(RunSettings run) {
    return new NutsSettings(run, 0.8, 10);
  }

  /** These settings with a metric of this shape. */
  public NutsSettings withMetric(MetricKind newMetric) {
    return new NutsSettings(run, targetAccept, maxTreeDepth, Optional.of(newMetric));
  }

  WarmupSettings warmup() {
    return new WarmupSettings(run.warmup(), run.adaptive(), targetAccept, metric);
  }

  @Override
  public String method() {
    return "nuts";
  }
}
