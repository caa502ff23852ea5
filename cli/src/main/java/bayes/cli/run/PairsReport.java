package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Version;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.Run;
import bayes.runtime.report.CoAssignment;
import bayes.runtime.report.CoAssignment.Pair;
import bayes.runtime.report.NumberText;
import bayes.runtime.report.TextTable;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Tells which elements of a discrete variable have the same value, whatever its number is. */
public record PairsReport(String model, CoAssignment together) {
  /** All pairs of more elements are too many to look at, and take long. */
  private static final int MOST = 300;

  private static final int FORMAT = 1;
  private static final int DIGITS = 4;
  private static final int ERROR_DIGITS = 2;

  /**
   * The pairs of a run.
   *
   * @param of a variable, for all pairs of its elements; or an element, for its pairs with the
   *     others
   * @throws Failure if the run has not kept it, or there are too many pairs
   */
  public static PairsReport of(Run run, String of) {
    Draws draws = run.draws();
    OptionalInt column = draws.layout().column(of);
    for (int i = 0; i < draws.variables().size(); i++) {
      RecordedVariable variable = draws.variables().get(i);
      if (!CoAssignment.isOf(variable)) continue;
      int first = draws.layout().offset(i);
      int element = column.orElse(-1);
      if (first <= element && element < first + variable.size()) {
        return new PairsReport(run.record().modelFile(), CoAssignment.of(draws, i, element));
      }
      if (variable.name().equals(of)) {
        if (variable.size() > MOST) throw tooMany(variable, draws.layout().labels().get(first));
        return new PairsReport(run.record().modelFile(), CoAssignment.ofAll(draws, i));
      }
    }
    throw unknown(draws, of);
  }

  private static Failure tooMany(RecordedVariable variable, String first) {
    return new Failure(
        ExitCode.USAGE,
        "`"
            + variable.name()
            + "` has "
            + variable.size()
            + " elements, and pairs of at most "
            + MOST
            + " are told; name one of them, such as `--pairs '"
            + first
            + "'`, to see which of the others are with it");
  }

  private static Failure unknown(Draws draws, String name) {
    List<String> known =
        draws.variables().stream()
            .filter(CoAssignment::isOf)
            .map(v -> "`" + v.name() + "`")
            .toList();
    return new Failure(
        ExitCode.USAGE,
        "the run has kept no discrete variable or element `"
            + name
            + "` of several; "
            + (known.isEmpty()
                ? "sample with --record NAME to keep one"
                : "it has kept " + String.join(", ", known)));
  }

  /** Prints the most probable pairs as text, or all in one JSON document. */
  public void print(Console console, int top, boolean asJson) {
    if (asJson) {
      console.out().println(json());
    } else {
      TextTable table = new TextTable(List.of("pair", "together", "mcse"));
      for (Pair pair : together.pairs().subList(0, Math.min(top, together.pairs().size()))) {
        table.add(
            List.of(
                pair.one() + "  " + pair.other(),
                NumberText.significant(pair.probability(), DIGITS),
                Double.isNaN(pair.mcse())
                    ? "–"
                    : NumberText.significant(pair.mcse(), ERROR_DIGITS)));
      }
      console
          .out()
          .println(
              table.lines(console.reportOptions().columns()).lines().stream()
                  .collect(Collectors.joining("\n")));
      int more = together.pairs().size() - top;
      if (more > 0) console.out().println("(" + more + " more)");
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
      json.writeArrayFieldStart("pairs");
      for (Pair pair : together.pairs()) {
        json.writeStartObject();
        json.writeStringField("one", pair.one());
        json.writeStringField("other", pair.other());
        json.writeNumberField("probability", pair.probability());
        if (Double.isNaN(pair.mcse())) json.writeNullField("mcse");
        else json.writeNumberField("mcse", pair.mcse());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    return text.toString();
  }
}
