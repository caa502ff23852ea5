package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.Version;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.report.Summary;
import bayes.runtime.report.SummaryJson;
import bayes.runtime.report.TextReport;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * Tells what a simulation or a prediction drew.
 *
 * @param task {@code simulate} or {@code predict}
 */
public record GeneratedReport(String task, String model, long seed, Draws draws) {
  private static final int FORMAT = 1;

  /** Further fields of the JSON document. */
  public interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /** Says what is observed and drawn, but is computed from data and so written into none. */
  public static void sayWhatIsNoData(Console console, List<RecordedVariable> computed) {
    if (computed.isEmpty()) return;
    String names = String.join(", ", computed.stream().map(v -> "`" + v.name() + "`").toList());
    boolean isOne = computed.size() == 1;
    console.say(
        "Not data: "
            + names
            + (isOne ? " is" : " are")
            + " computed from the data that were given, which stay as they are; what is drawn for "
            + (isOne ? "it" : "them")
            + " cannot be used as data");
  }

  /** The table. */
  public void print(Console console) {
    print(console, Set.of());
  }

  /** The table without some variables. */
  void print(Console console, Set<String> without) {
    Summary summary = Summary.ofGenerated(draws).without(without);
    console.out().print(TextReport.of(summary, console.reportOptions()));
    console.out().flush();
  }

  /** One JSON document. */
  public void printJson(Console console, Fields more) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("program", Version.text());
      json.writeStringField("model", model);
      json.writeStringField("task", task);
      json.writeNumberField("seed", seed);
      json.writeNumberField("draws", draws.chains() * draws.draws());
      SummaryJson.write(Summary.ofGenerated(draws), json);
      more.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    console.out().println(text);
    console.out().flush();
  }
}
