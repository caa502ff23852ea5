package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Interrupt;
import bayes.cli.console.ProgressBar;
import bayes.compiler.BoundModel;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.ChainReport;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.NotFinite;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a method on a posterior, with a progress bar, until it ends or Ctrl-C stops it. */
public final class Execution {
  private final Console console;
  private final Target target;
  private final MethodOptions options;
  private final Provenance provenance;
  private final Cancellation cancellation = new Cancellation();

  private Execution(Console console, Target target, MethodOptions options, Provenance provenance) {
    this.console = console;
    this.target = target;
    this.options = options;
    this.provenance = provenance;
  }

  /**
   * What came of it.
   *
   * @param exitCode of a command that did nothing else
   */
  public record Outcome(Run run, ExitCode exitCode) {}

  /**
   * Runs the method that the options name.
   *
   * @throws Failure if there is no result, with the reason
   */
  public static Outcome run(
      Console console, Target target, MethodOptions options, Provenance provenance) {
    Execution execution = new Execution(console, target, options, provenance);
    Interrupt interrupt = Interrupt.cancels(execution.cancellation, console);
    try {
      return execution.run();
    } finally {
      interrupt.close();
    }
  }

  private Outcome run() {
    boolean isDrawn = options.givenSeed().isEmpty();
    long seed = options.givenSeed().orElseGet(MethodOptions::drawSeed);
    String words = "seed " + seed + (isDrawn ? " (drawn; --seed repeats the run)" : "");
    return switch (options.method()) {
      case NUTS, MH -> chains(options.chainSettings(seed), words);
      case IMPORTANCE -> importance(options.importanceSettings(seed), words);
      case MAP -> mode(options.mapSettings(seed), words);
    };
  }

  private Outcome chains(ChainSettings settings, String seed) {
    RunSettings run = settings.run();
    if (target.dimension() == 0) sayThatNothingIsUnknown();
    console.say(
        "Sampling: %s, %d chain%s of %d + %d, %s"
            .formatted(
                settings.method(),
                run.chains(),
                run.chains() == 1 ? "" : "s",
                run.warmup(),
                run.draws(),
                seed));
    Fit fit;
    try (ProgressBar bar = new ProgressBar(console, run.chains())) {
      fit = Inference.sample(target, settings, bar, cancellation);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.INFERENCE, String.valueOf(e.getMessage()));
    }
    if (!fit.hasDraws()) throw noDraws(fit);
    trouble(fit).ifPresent(chain -> warn(chain, fit.chains().size()));
    return outcome(FinishedRun.of(fit, provenance), ExitCode.OK);
  }

  /** Without latents there is no posterior; what is generated is drawn all the same. */
  private void sayThatNothingIsUnknown() {
    if (target.newRecorder().width() == 0) {
      throw new Failure(
          ExitCode.MODEL,
          "there is nothing to sample: the model has no latents and generates nothing; a latent is"
              + " written `x ~ Normal(0, 1);`");
    }
    console.say("The model has no latents: what it generates is drawn independently.");
  }

  /** Chains fail for few reasons: each is told once, in the words of the first that it stopped. */
  private Failure noDraws(Fit fit) {
    if (fit.failures().isEmpty()) return interruptedEarly();
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
        .because(trouble(fit).flatMap(ChainReport::notFinite).flatMap(this::postmortem));
  }

  /** The first chain that met positions where the density is not finite, if that matters. */
  private static Optional<ChainReport> trouble(Fit fit) {
    return fit.chains().stream().filter(ChainReport::isTroubled).findFirst();
  }

  private void warn(ChainReport chain, int chains) {
    NotFinite notFinite = chain.notFinite().orElseThrow();
    console.say(
        "chain %d%s: the density was not finite in %d of %d evaluations; for instance%s"
            .formatted(
                chain.chain() + 1,
                chain.status() == ChainReport.Status.FAILED
                    ? " of %d failed (%s)".formatted(chains, chain.reason())
                    : chain.moved() ? "" : " never moved",
                notFinite.count(),
                notFinite.evaluations(),
                target instanceof BoundModel ? "" : ": " + notFinite.explanation()));
    postmortem(notFinite).ifPresent(d -> console.print(List.of(d.asWarning())));
  }

  /** Compiled models tell it with its place in the text. */
  private Optional<Diagnostic> postmortem(NotFinite notFinite) {
    return target instanceof BoundModel model
        ? model.postmortem(notFinite.toArray())
        : Optional.empty();
  }

  private Outcome importance(ImportanceSettings settings, String seed) {
    console.say("Importance sampling: " + settings.draws() + " draws, " + seed);
    ImportanceOutcome outcome;
    try (ProgressBar bar = new ProgressBar(console, 1)) {
      outcome = Inference.importance(target, settings, bar, cancellation);
    }
    if (outcome instanceof ImportanceOutcome.Failed failed) {
      throw failed(failed.reason(), failed.notFinite());
    }
    ImportanceOutcome.Sampled sampled = (ImportanceOutcome.Sampled) outcome;
    return outcome(FinishedRun.of(sampled.fit(), provenance), ExitCode.OK);
  }

  private Outcome mode(MapSettings settings, String seed) {
    console.say("Looking for the mode: " + settings.starts() + " starts, " + seed);
    MapOutcome outcome = Inference.mode(target, settings, cancellation);
    if (outcome instanceof MapOutcome.Failed failed) {
      throw failed(failed.reason(), failed.notFinite());
    }
    if (outcome instanceof MapOutcome.AtBoundary edge) {
      return outcome(FinishedRun.of(edge, settings, provenance), ExitCode.INFERENCE);
    }
    MapOutcome.Found found = (MapOutcome.Found) outcome;
    return outcome(FinishedRun.of(found, settings, provenance), ExitCode.OK);
  }

  private Outcome outcome(Run run, ExitCode exitCode) {
    return new Outcome(run, cancellation.isCancelled() ? ExitCode.INTERRUPTED : exitCode);
  }

  private Failure failed(String reason, Optional<NotFinite> notFinite) {
    return cancellation.isCancelled()
        ? interruptedEarly()
        : new Failure(ExitCode.INFERENCE, reason).because(notFinite.flatMap(this::postmortem));
  }

  private static Failure interruptedEarly() {
    return new Failure(ExitCode.INTERRUPTED, "interrupted before there was anything to keep");
  }
}
