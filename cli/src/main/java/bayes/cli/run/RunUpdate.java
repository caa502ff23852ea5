package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Interrupt;
import bayes.cli.console.ProgressBar;
import bayes.compiler.PosteriorUpdate;
import bayes.compiler.UpdateOutcome;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.SmcSettings;
import bayes.runtime.report.Summary;
import bayes.runtime.report.Verdict;
import bayes.runtime.sampler.smc.Move;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The update of a saved run by new data. */
public final class RunUpdate {
  private static final int NAMED = 3;
  private static final Set<String> APPROXIMATIONS = Set.of("map", "laplace", "pathfinder", "quick");

  private final SavedRun saved;
  private final Draws draws;
  private final PosteriorUpdate update;
  private final Data added;

  private RunUpdate(SavedRun saved, Draws draws, PosteriorUpdate update, Data added) {
    this.saved = saved;
    this.draws = draws;
    this.update = update;
    this.added = added;
  }

  /**
   * What came of it.
   *
   * @param verdict a sentence: exact, rejuvenated, or sampled anew
   */
  public record Result(Run run, String verdict, ExitCode exitCode) {}

  /**
   * The update of a run.
   *
   * @throws Failure if the new data cannot be appended, or the run has no draws of all latents
   */
  public static RunUpdate of(SavedRun saved, Data added, Compilation compilation) {
    Draws draws = saved.equalDraws(saved.run().record().seed());
    PosteriorUpdate update =
        compilation.value(
            compilation.bind(saved.model(), saved.data()).update(added, draws), ExitCode.DATA);
    return new RunUpdate(saved, draws, update, added);
  }

  /** The data of the run and the new ones. */
  public Data data() {
    return update.posterior().entries();
  }

  /** Says which latents are new. */
  public void say(Console console) {
    List<String> fresh = update.newLatents();
    if (fresh.isEmpty()) return;
    int named = Math.min(NAMED, fresh.size());
    console.say(
        "New: "
            + String.join(", ", fresh.subList(0, named))
            + (fresh.size() > named ? " and " + (fresh.size() - named) + " more" : "")
            + (fresh.size() == 1 ? " begins" : " begin")
            + " from the distribution given the others");
  }

  /**
   * Brings the draws to the posterior of all data, or samples anew.
   *
   * @param method of a refit, and the seed
   * @throws Failure if a refit is needed and not wanted
   */
  public Result run(
      Console console, MethodOptions method, Optional<Integer> threads, boolean refits) {
    long seed = method.seed();
    if (saved.run().record().isExact() && update.posterior().exact().isPresent()) {
      return exact(console, method);
    }
    if (method.isSeedDrawn()) console.say("Seed: " + seed);
    UpdateOutcome outcome = reliable().orElseGet(() -> outcome(console, seed, threads));
    if (outcome instanceof UpdateOutcome.RefitNeeded needed) {
      if (!refits) {
        throw new Failure(
            ExitCode.INFERENCE,
            "refit needed: " + needed.reason() + "; --refit samples the model with all data");
      }
      console.say("Refit needed: " + needed.reason() + ".");
      Execution.Outcome refit = Execution.run(console, update.posterior(), method, provenance());
      return new Result(refit.run(), "Sampled anew with all data.", refit.exitCode());
    }
    if (outcome instanceof UpdateOutcome.Rejuvenated moved) {
      Run run =
          FinishedRun.ofUpdate(
              moved.fit(),
              saved.run().record(),
              name(),
              moved.paretoK(),
              moved.disagreement(),
              provenance());
      String words = "Updated: rejuvenated (Pareto k of the new data's weights %.2f).";
      return new Result(run, String.format(Locale.ROOT, words, moved.paretoK()), ExitCode.OK);
    }
    return new Result(saved.run(), "Updated: exact, as nothing is new.", ExitCode.OK);
  }

  /** A posterior in closed form becomes that of all data, in closed form. */
  private Result exact(Console console, MethodOptions method) {
    Execution.Outcome outcome =
        Execution.run(
            console, update.posterior(), ExactUpdate.asBefore(method, draws), provenance());
    Run finished = ExactUpdate.told(outcome.run(), saved.run().record());
    return new Result(finished, "Updated: exact, in closed form.", outcome.exitCode());
  }

  /** A run that cannot be relied on is no prior. */
  private Optional<UpdateOutcome> reliable() {
    Run run = saved.run();
    String method = run.record().method();
    if (APPROXIMATIONS.contains(method)) {
      return Optional.of(
          new UpdateOutcome.RefitNeeded(
              "the run is one of --method " + method + ", which only approximates the posterior"));
    }
    Verdict verdict = Verdict.of(run, Summary.of(run));
    return verdict.outcome() == Verdict.Outcome.BAD
        ? Optional.of(new UpdateOutcome.RefitNeeded("the run's own numbers cannot be relied on"))
        : Optional.empty();
  }

  private UpdateOutcome outcome(Console console, long seed, Optional<Integer> threads) {
    boolean isWalk = saved.run().record().method().equals("mh");
    SmcSettings settings = SmcSettings.of(seed).withMove(isWalk ? Move.Kind.MH : Move.Kind.NUTS);
    if (threads.isPresent()) settings = settings.withThreads(threads.get());
    Cancellation cancellation = new Cancellation();
    Interrupt interrupt = Interrupt.cancels(cancellation, console);
    try (ProgressBar bar = new ProgressBar(console, draws.chains())) {
      UpdateOutcome outcome = update.run(settings, bar, cancellation);
      if (cancellation.isCancelled()) throw Execution.interruptedEarly();
      return outcome;
    } finally {
      interrupt.close();
    }
  }

  private String name() {
    return InputFiles.fileName(saved.folder().toAbsolutePath().normalize());
  }

  private Provenance provenance() {
    return ExactUpdate.provenance(saved.run(), added);
  }
}
