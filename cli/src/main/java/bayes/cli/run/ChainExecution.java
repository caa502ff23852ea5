package bayes.cli.run;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.ProgressBar;
import bayes.cli.run.Execution.Outcome;
import bayes.compiler.BoundModel;
import bayes.runtime.inference.ChainReport;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.NotFinite;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs Markov chains, and says what became of those that failed or stuck. */
final class ChainExecution {
  private final Execution execution;

  ChainExecution(Execution execution) {
    this.execution = execution;
  }

  Outcome run(ChainSettings settings, String seed) {
    RunSettings run = settings.run();
    if (execution.target().dimension() == 0) sayThatNothingIsUnknown();
    if (settings instanceof NutsSettings) sayWhatIsDiscrete();
    execution
        .console()
        .say(
            "Sampling: %s, %d chain%s of %s, %s"
                .formatted(
                    settings.method(),
                    run.chains(),
                    run.chains() == 1 ? "" : "s",
                    iterations(settings),
                    seed));
    Fit fit;
    try (ProgressBar bar = new ProgressBar(execution.console(), run.chains())) {
      fit =
          Inference.sample(
              execution.target(), settings, bar, execution.cancellation(), execution.journal());
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.INFERENCE, String.valueOf(e.getMessage()));
    }
    if (!fit.hasDraws()) throw noDraws(fit);
    trouble(fit).ifPresent(chain -> warn(chain, fit.chains().size()));
    return execution.outcome(FinishedRun.of(fit, execution.provenance()), ExitCode.OK);
  }

  /** The warmup and the draws of a chain. */
  private static String iterations(ChainSettings settings) {
    RunSettings run = settings.run();
    boolean endsByItself = run.adaptive() && settings instanceof NutsSettings;
    return (endsByItself ? "adaptive warmup" : run.warmup()) + " + " + run.draws();
  }

  /** The gradient is not all that moves such a chain. */
  private void sayWhatIsDiscrete() {
    int count = execution.target().discreteSites().count();
    if (count == 0) return;
    execution
        .console()
        .say(
            "Blocks: %s; the others by gradient, given %s"
                .formatted(
                    count == 1
                        ? "1 discrete coordinate"
                        : count + " discrete coordinates, one after the other",
                    count == 1 ? "it" : "these"));
  }

  /** Without latents there is no posterior; what is generated is drawn all the same. */
  private void sayThatNothingIsUnknown() {
    if (execution.target().newRecorder().width() == 0) {
      throw new Failure(
          ExitCode.MODEL,
          "there is nothing to sample: the model has no latents and generates nothing; a latent is"
              + " written `x ~ Normal(0, 1);`");
    }
    execution.console().say("The model has no latents: what it generates is drawn independently.");
  }

  /** Chains fail for few reasons: each is told once, in the words of the first that it stopped. */
  private Failure noDraws(Fit fit) {
    if (fit.failures().isEmpty()) return Execution.interruptedEarly();
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (ChainReport chain : fit.failures()) {
      String kind = chain.reason().replaceFirst(":.*", "");
      kinds.computeIfAbsent(kind, key -> new ArrayList<>()).add(chain.reason());
    }
    StringBuilder message = new StringBuilder();
    for (List<String> reasons : kinds.values()) {
      int count = reasons.size();
      message
          .append(message.isEmpty() ? "" : "\n")
          .append(count == fit.chains().size() ? "every chain" : count + " of the chains")
          .append(" failed: ")
          .append(reasons.get(0));
    }
    return new Failure(ExitCode.INFERENCE, message.toString())
        .because(trouble(fit).flatMap(ChainReport::notFinite).flatMap(execution::postmortem));
  }

  /** The first chain that met positions where the density is not finite, if that matters. */
  private static Optional<ChainReport> trouble(Fit fit) {
    return fit.chains().stream().filter(ChainReport::isTroubled).findFirst();
  }

  private void warn(ChainReport chain, int chains) {
    NotFinite notFinite = chain.notFinite().orElseThrow();
    execution
        .console()
        .say(
            "chain %d%s: the density was not finite in %d of %d evaluations; for instance%s"
                .formatted(
                    chain.chain() + 1,
                    chain.status() == ChainReport.Status.FAILED
                        ? " of %d failed (%s)".formatted(chains, chain.reason())
                        : chain.moved() ? "" : " never moved",
                    notFinite.count(),
                    notFinite.evaluations(),
                    execution.target() instanceof BoundModel
                        ? ""
                        : ": " + notFinite.explanation()));
    execution
        .postmortem(notFinite)
        .ifPresent(d -> execution.console().print(List.of(d.asWarning())));
  }
}
