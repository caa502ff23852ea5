package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Interrupt;
import bayes.compiler.BoundModel;
import bayes.compiler.ExactInference;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.plan.Method;
import bayes.compiler.plan.Methods;
import bayes.compiler.plan.Obstacle;
import bayes.runtime.draws.Journal;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.NotFinite;
import bayes.runtime.inference.Target;
import bayes.runtime.report.MemberShares;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs a method on a posterior, with a progress bar, until it ends or Ctrl-C stops it. */
public final class Execution {
  private final Console console;
  private final Target target;
  private final Provenance provenance;
  private final Journal journal;
  private final Cancellation cancellation = new Cancellation();

  private Execution(Console console, Target target, Provenance provenance, Journal journal) {
    this.console = console;
    this.target = target;
    this.provenance = provenance;
    this.journal = journal;
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
   * @throws Failure if the method does not apply to the model, or if there is no result, with the
   *     reason
   */
  public static Outcome run(
      Console console, Target target, MethodOptions options, Provenance provenance) {
    return run(console, target, options, provenance, Journal.none());
  }

  /**
   * The same, with a journal that chains write to, or go on from.
   *
   * @throws Failure if the method does not apply to the model, or if there is no result, with the
   *     reason
   */
  public static Outcome run(
      Console console,
      Target target,
      MethodOptions options,
      Provenance provenance,
      Journal journal) {
    Execution execution = new Execution(console, target, provenance, journal);
    MethodRun method = execution.applicable(options);
    boolean isDrawn = options.isSeedDrawn();
    long seed = options.seed();
    String words = "seed " + seed + (isDrawn ? " (drawn; --seed repeats the run)" : "");
    if (execution.observesNothing()) {
      console.say(
          "Nothing is observed: the data have no element of what the model observes, so that this"
              + " samples the prior.");
    }
    List<String> leftOut = execution.leftOut(method);
    if (!leftOut.isEmpty()) console.say(notKept(leftOut));
    if (target instanceof BoundModel model) {
      model.waiting().ifPresent(waiting -> PredictiveReport.sayWhatWaits(console, waiting));
    }
    Interrupt interrupt = Interrupt.cancels(execution.cancellation, console);
    try {
      return method.run(execution, seed, words);
    } finally {
      interrupt.close();
    }
  }

  /** Exact draws are those of a plan of their own. */
  private List<String> leftOut(MethodRun method) {
    if (!(target instanceof BoundModel model)) return List.of();
    return method.planned() == Method.EXACT
        ? model.exact().map(ExactInference::leftOut).orElse(List.of())
        : model.leftOut();
  }

  private static String notKept(List<String> names) {
    String options =
        names.stream().map(name -> "--record " + name).collect(Collectors.joining(" "));
    return "Each draw of "
        + names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
        + " would be of very many numbers: not kept, unless by "
        + options
        + ".";
  }

  /**
   * The method that was named, or the one that applies if none was. Asking for one that does not
   * apply is answered with what stands in its way.
   */
  private MethodRun applicable(MethodOptions options) {
    Optional<MethodRun> exact =
        options
            .exact()
            .filter(run -> target instanceof BoundModel && refusal(run.planned()).isEmpty());
    if (exact.isPresent()) return exact.get();
    Optional<Diagnostic> refusal = refusal(options.run().planned());
    if (refusal.isEmpty()) return options.run();
    MethodRun other =
        options.otherwise().stream()
            .filter(run -> refusal(run.planned()).isEmpty())
            .findFirst()
            .orElseThrow(() -> Failure.of(ExitCode.MODEL, List.of(refusal.get())));
    Methods methods = ((BoundModel) target).methods();
    String why = methods.whyNot(options.run().planned()).map(Obstacle::reason).orElse("");
    console.say("Method: " + other.planned().option() + ", as " + why);
    return other;
  }

  private Optional<Diagnostic> refusal(Method method) {
    return target instanceof BoundModel model ? model.refusal(method) : Optional.empty();
  }

  Console console() {
    return console;
  }

  Target target() {
    return target;
  }

  Provenance provenance() {
    return provenance;
  }

  Journal journal() {
    return journal;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Compiled models tell it with its place in the text. */
  Optional<Diagnostic> postmortem(NotFinite notFinite) {
    return target instanceof BoundModel model
        ? model.postmortem(notFinite.toArray())
        : Optional.empty();
  }

  private boolean observesNothing() {
    return target instanceof BoundModel model && model.observesNothing();
  }

  Outcome outcome(Run finished, ExitCode exitCode) {
    Run run =
        withInterchangeable(
            observesNothing() ? finished.withResult(RunRecord.NOTHING_OBSERVED, true) : finished);
    if (run.record().results().containsKey("no_evidence") && target instanceof BoundModel model) {
      model.methods().whyNoEvidence().ifPresent(why -> console.print(List.of(why)));
    }
    return new Outcome(
        withProbabilities(run), cancellation.isCancelled() ? ExitCode.INTERRUPTED : exitCode);
  }

  /** With the sets whose members nothing tells apart. */
  private Run withInterchangeable(Run run) {
    if (!(target instanceof BoundModel model)) return run;
    Run known = run;
    for (Map.Entry<String, List<String>> set : model.interchangeable().entrySet()) {
      known =
          known.withResult(
              RunRecord.INTERCHANGEABLE + set.getKey(), String.join(", ", set.getValue()));
    }
    return known;
  }

  /** With what is known of discrete latents that are single numbers and were summed out. */
  private Run withProbabilities(Run run) {
    boolean areKnown =
        run.record().results().keySet().stream().anyMatch(k -> k.startsWith(RunRecord.PROBABILITY));
    if (areKnown) return run;
    boolean isPoint = run.draws().chains() * run.draws().draws() < 2;
    if (isPoint || !(target instanceof BoundModel model)) return run;
    if (!model.model().whyNoLogLikelihood().isEmpty()) return run;
    Run known = run;
    for (MemberShares shares : model.scalarMarginals(run.draws())) {
      for (MemberShares.Share share : shares.shares()) {
        String value = shares.label() + " = " + share.member();
        if (Double.isNaN(share.probability())) continue;
        known = known.withResult(RunRecord.PROBABILITY + value, share.probability());
        if (Double.isNaN(share.mcse())) continue;
        known = known.withResult(RunRecord.PROBABILITY_ERROR + value, share.mcse());
      }
    }
    return known;
  }

  Failure failed(String reason, Optional<NotFinite> notFinite) {
    return cancellation.isCancelled()
        ? interruptedEarly()
        : new Failure(ExitCode.INFERENCE, reason).because(notFinite.flatMap(this::postmortem));
  }

  static Failure interruptedEarly() {
    return new Failure(ExitCode.INTERRUPTED, "interrupted before there was anything to keep");
  }
}
