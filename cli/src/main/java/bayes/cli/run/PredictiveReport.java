package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.compiler.PosteriorPredictive;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Waiting;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.report.PredictiveJson;
import bayes.runtime.report.PredictiveTable;
import bayes.runtime.report.PredictiveText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the posterior predictive distributions of what a model generates.
 *
 * @param tables of what has finitely many values
 * @param others draws of what has not, if they are asked for
 * @param top how many values of each distribution are shown
 */
public record PredictiveReport(
    String model, long seed, List<PredictiveTable> tables, Draws others, int top) {
  /** How many values are shown if nobody says it. */
  public static final int TOP = 10;

  /** Of a model that generates nothing. */
  static final PredictiveReport NOTHING =
      new PredictiveReport("", 0, List.of(), Draws.ofNothing(), TOP);

  public PredictiveReport {
    tables = List.copyOf(tables);
  }

  /** Whether data are a question to a run: all of them are such as it did without. */
  public static boolean isQuestion(SavedRun saved, Data given) {
    if (given.names().isEmpty()) return false;
    Waiting waiting = saved.model().waiting(saved.data());
    TypedModel whole = saved.model().typed();
    Set<String> names = new HashSet<>();
    for (VariableDeclaration variable : whole.variables()) {
      if (!waiting.data().contains(variable.symbol())) continue;
      names.add(variable.symbol().name());
      names.add(variable.column());
    }
    whole.sets().stream()
        .filter(set -> !waiting.model().sets().contains(set))
        .forEach(set -> names.add(set.name()));
    return names.containsAll(given.names());
  }

  /** Says what is left out for now. */
  public static void sayWhatWaits(Console console, Waiting waiting) {
    if (waiting.data().isEmpty()) return;
    String first = waiting.data().get(0).name();
    console.say(
        "Left out: "
            + names(waiting.generates())
            + (waiting.generates().size() == 1 ? " needs" : " need")
            + " data that nothing else reads: "
            + names(waiting.data())
            + ". Ask for it of a run: bayes predict RUN --data "
            + first
            + "=VALUE");
  }

  private static String names(List<Symbol> symbols) {
    return symbols.stream().map(s -> "`" + s.name() + "`").collect(Collectors.joining(", "));
  }

  /**
   * The distributions by a run.
   *
   * @param data for which is asked
   * @param run draws that count equally
   * @param replicates whether what the model observes is drawn anew, too
   */
  public static PredictiveReport of(
      Compilation compilation,
      SavedRun saved,
      Data data,
      Draws run,
      long seed,
      int top,
      boolean replicates) {
    PosteriorPredictive predictive = compilation.predictive(saved, data, run, replicates);
    List<PredictiveTable> tables =
        compilation.value(predictive.tryTables(seed, top), ExitCode.INFERENCE);
    Draws others =
        replicates
            ? Draws.ofNothing()
            : compilation.value(predictive.tryOthers(seed), ExitCode.INFERENCE);
    return new PredictiveReport(saved.run().record().modelFile(), seed, tables, others, top);
  }

  /** The probabilities of latents of new data. */
  public static PredictiveReport ofLatents(
      SavedRun saved, List<PredictiveTable> latents, long seed, int top) {
    String model = saved.run().record().modelFile();
    return new PredictiveReport(model, seed, latents, Draws.ofNothing(), top);
  }

  /** The variables that have tables. */
  Set<String> variables() {
    return tables.stream().map(t -> t.question().variable()).collect(Collectors.toSet());
  }

  /** The answers to a question. */
  public void print(Console console, boolean asJson) {
    GeneratedReport report = new GeneratedReport("predict", model, seed, others);
    if (asJson) {
      report.printJson(console, json -> PredictiveJson.write(tables, json));
      return;
    }
    report.print(console);
    if (others.layout().width() > 0 && !tables.isEmpty()) console.out().println();
    printTables(console);
  }

  /** The tables alone. */
  void printTables(Console console) {
    console.out().print(PredictiveText.of(tables, top, console.reportOptions()));
    console.out().flush();
  }
}
