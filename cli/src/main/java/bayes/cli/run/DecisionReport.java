package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Version;
import bayes.compiler.BoundModel;
import bayes.runtime.data.Data;
import bayes.runtime.report.Decisions;
import bayes.runtime.report.Decisions.Decision;
import bayes.runtime.report.NumberText;
import bayes.runtime.report.PredictiveTable;
import bayes.runtime.report.TextTable;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells decisions, and how many of them are right.
 *
 * @param truth the true classes, in order; empty if they are not given
 */
public record DecisionReport(
    String model, String variable, List<Decision> decisions, List<String> truth) {
  private static final int FORMAT = 1;
  private static final int DIGITS = 4;

  public DecisionReport {
    decisions = List.copyOf(decisions);
    truth = List.copyOf(truth);
  }

  /**
   * The decisions of a run.
   *
   * @param given a question or new data; none for the run's own
   * @throws Failure if there are no probabilities of the variable, or no losses
   */
  public static DecisionReport of(
      Console console,
      Compilation compilation,
      SavedRun saved,
      Data given,
      String variable,
      long seed,
      boolean isExact,
      Optional<String> loss,
      Optional<Double> threshold) {
    Map<String, List<PredictiveTable>> all =
        ClassTables.of(console, saved, given, seed, isExact, compilation);
    List<PredictiveTable> tables = ClassTables.of(variable, all);
    List<String> classes = new ArrayList<>(tables.get(0).question().values());
    Decisions decisions =
        threshold
            .<Decisions>map(Decisions.Above::new)
            .orElseGet(() -> losses(compilation, saved, loss.orElseThrow(), classes));
    return new DecisionReport(
        saved.run().record().modelFile(), variable, decisions.of(tables), List.of());
  }

  private static Decisions losses(
      Compilation compilation, SavedRun saved, String loss, List<String> classes) {
    BoundModel bound = compilation.bind(saved.model(), saved.data());
    Map<String, Map<String, Double>> table =
        bound.table(loss).orElseGet(() -> LossTable.read(loss));
    for (Map.Entry<String, Map<String, Double>> action : table.entrySet()) {
      for (String truth : action.getValue().keySet()) {
        if (classes.contains(truth)) continue;
        throw new Failure(
            ExitCode.DATA,
            loss + ": there is no class `" + truth + "`; there are " + String.join(", ", classes));
      }
      for (String truth : classes) {
        if (action.getValue().containsKey(truth)) continue;
        throw new Failure(
            ExitCode.DATA,
            loss
                + ": the loss of `"
                + action.getKey()
                + "` where `"
                + truth
                + "` is true is missing");
      }
    }
    return new Decisions.ByLosses(table);
  }

  /**
   * The same, held against the truth.
   *
   * @param file has the true classes under the name of the variable, in order, of what is decided
   *     or of all elements
   * @throws Failure if it has not
   */
  public DecisionReport against(Path file) {
    return new DecisionReport(
        model, variable, decisions, TrueClasses.of(file, variable, decisions));
  }

  /** How many are not decided. */
  public long undecided() {
    return decisions.stream().filter(Decision::isUndecided).count();
  }

  private long right() {
    long right = 0;
    for (int i = 0; i < truth.size(); i++) {
      if (decisions.get(i).action().equals(truth.get(i))) right++;
    }
    return right;
  }

  /** Prints it, as text or as one JSON document. */
  public void print(Console console, boolean asJson) {
    if (asJson) {
      console.out().println(json());
      console.out().flush();
      return;
    }
    TextTable table = new TextTable(List.of(variable, "decision", "expected loss", "probability"));
    int most = console.reportOptions().rowsPerVariable();
    for (Decision decision : decisions.subList(0, Math.min(most, decisions.size()))) {
      table.add(
          List.of(
              decision.label(),
              decision.action(),
              number(decision.expectedLoss()),
              decision.probability().map(DecisionReport::number).orElse(NumberText.UNDEFINED)));
    }
    table.lines(console.reportOptions().columns()).lines().forEach(console.out()::println);
    if (decisions.size() > most) {
      console.out().println("(" + (decisions.size() - most) + " more)");
    }
    long decided = decisions.size() - undecided();
    console
        .out()
        .println(
            "Decided: "
                + decided
                + " of "
                + decisions.size()
                + "; expected loss "
                + number(decisions.stream().mapToDouble(Decision::expectedLoss).sum())
                + " in all");
    if (!truth.isEmpty()) {
      console
          .out()
          .println(
              "Right: "
                  + right()
                  + " of "
                  + decided
                  + " decided ("
                  + number(100.0 * right() / decided)
                  + "%)");
    }
    console.out().flush();
  }

  private String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("program", Version.text());
      json.writeStringField("model", model);
      json.writeStringField("variable", variable);
      json.writeArrayFieldStart("decisions");
      for (Decision decision : decisions) {
        json.writeStartObject();
        json.writeStringField("label", decision.label());
        if (decision.isUndecided()) json.writeNullField("decision");
        else json.writeStringField("decision", decision.action());
        json.writeNumberField("expected_loss", decision.expectedLoss());
        if (decision.probability().isPresent()) {
          json.writeNumberField("probability", decision.probability().get());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("decided", decisions.size() - undecided());
      if (!truth.isEmpty()) json.writeNumberField("right", right());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    return text.toString();
  }

  private static String number(double value) {
    return NumberText.significant(value, DIGITS);
  }
}
