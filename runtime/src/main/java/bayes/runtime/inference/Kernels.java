package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import java.util.List;

/** Which kernel runs the chains of which settings: the one place that knows all of them. */
final class Kernels {
  private Kernels() {}

  /** A kernel for one chain. */
  static Kernel of(ChainSettings settings, LogDensity density, Target target) {
    if (settings instanceof ExactSettings) return new ExactKernel(density);
    if (settings instanceof NutsSettings nuts) {
      return target.discreteSites().isEmpty()
          ? new NutsKernel(density, nuts)
          : new BlocksKernel(density, target, nuts);
    }
    if (settings instanceof MetropolisSettings mh) return new MetropolisKernel(density, target, mh);
    if (settings instanceof TemperingSettings tempering) {
      return new TemperingKernel(density, target, tempering);
    }
    if (settings instanceof GibbsSettings gibbs) return new GibbsKernel(density, target, gibbs);
    throw new AssertionError(settings);
  }

  /** The names of the sampler's columns. */
  static List<String> columns(ChainSettings settings) {
    if (settings instanceof ExactSettings) return ExactKernel.COLUMNS;
    if (settings instanceof NutsSettings) return NutsKernel.COLUMNS;
    if (settings instanceof MetropolisSettings) return MetropolisKernel.COLUMNS;
    if (settings instanceof TemperingSettings) return TemperingKernel.COLUMNS;
    if (settings instanceof GibbsSettings) return GibbsKernel.COLUMNS;
    throw new AssertionError(settings);
  }
}
