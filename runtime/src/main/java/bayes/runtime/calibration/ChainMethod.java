package bayes.runtime.calibration;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.ChainReport;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.Progress;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.Target;
import java.util.Optional;
import java.util.function.Function;

/** Markov chains under test. By default one chain: what it leaves out shows in the ranks. */
public final class ChainMethod implements CalibratedMethod {
  private static final double CONVERGED = 1.05;

  /** More divergent transitions than this share mean a part of the posterior is left out. */
  private static final double MANY_DIVERGENCES = 0.005;

  private final RunSettings run;
  private final Function<RunSettings, ChainSettings> settings;

  /**
   * Chains of some length.
   *
   * @param run chains and iterations; seed and threads are those of the calibration
   * @param settings of the method, given those of the run
   */
  public ChainMethod(RunSettings run, Function<RunSettings, ChainSettings> settings) {
    this.run = run;
    this.settings = settings;
  }

  /** One chain of the usual length. */
  public static ChainMethod of(Function<RunSettings, ChainSettings> settings) {
    return new ChainMethod(RunSettings.defaults(0).withChains(1), settings);
  }

  @Override
  public String name() {
    return settings.apply(run).method();
  }

  @Override
  public Outcome fit(Target posterior, long seed, int effort, Cancellation cancellation) {
    int draws = Math.multiplyExact(run.draws(), effort);
    RunSettings once = run.withSeed(seed).withDraws(draws).withThreads(1);
    Fit fit =
        Inference.sample(posterior, settings.apply(once), Progress.Listener.none(), cancellation);
    if (!fit.hasDraws()) {
      return new Outcome.Failed(
          fit.failures().stream().findFirst().map(ChainReport::reason).orElse("no draws"));
    }
    return new Outcome.Drawn(fit.draws(), doubt(posterior, fit));
  }

  private static Optional<String> doubt(Target posterior, Fit fit) {
    if (!fit.failures().isEmpty()) {
      return Optional.of("a chain failed: " + fit.failures().get(0).reason());
    }
    Draws draws = fit.draws();
    boolean isExplored = posterior.dimension() > 0;
    if (isExplored && fit.chains().stream().anyMatch(chain -> !chain.moved())) {
      return Optional.of("a chain never moved");
    }
    double divergent = 0;
    for (double[] chain : draws.sampler("divergent__").orElse(new double[0][])) {
      for (double d : chain) divergent += d;
    }
    if (divergent > MANY_DIVERGENCES * draws.chains() * draws.draws()) {
      return Optional.of("divergent transitions");
    }
    for (int column = 0; column < draws.layout().width(); column++) {
      if (Convergence.rHat(draws.chains(column)) > CONVERGED) {
        return Optional.of("R-hat above " + CONVERGED);
      }
    }
    return Optional.empty();
  }
}
