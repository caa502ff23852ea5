package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Version;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Kind;
import bayes.runtime.draws.Run;
import bayes.runtime.report.AlignedTopics;
import bayes.runtime.report.AlignedTopics.Topic;
import bayes.runtime.report.MemberShares.Share;
import bayes.runtime.report.NumberText;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells rows of probabilities over labelled members by the most probable of these. */
public record TopicsReport(String model, List<AlignedTopics> variables) {
  /** How many words are told if nobody says it. */
  public static final int TOP = 10;

  private static final int FORMAT = 1;
  private static final int DIGITS = 2;
  private static final double TOLERANCE = 1e-6;

  public TopicsReport {
    variables = List.copyOf(variables);
  }

  /**
   * Those of a run.
   *
   * @param only the name of the rows
   * @throws Failure if the run has kept none
   */
  public static TopicsReport of(Run run, Optional<String> only, int top) {
    Draws draws = run.draws();
    List<AlignedTopics> all = new ArrayList<>();
    for (int i = 0; i < draws.variables().size(); i++) {
      RecordedVariable variable = draws.variables().get(i);
      boolean isAsked = only.isEmpty() || only.get().equals(variable.name());
      if (isAsked && isRows(draws, i, variable)) all.add(AlignedTopics.of(run, i, top));
    }
    if (all.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "the run has kept no "
              + only.map(name -> "rows of probabilities `" + name + "`")
                  .orElse("rows of probabilities")
              + " over labelled members; sample with --record NAME to keep them");
    }
    return new TopicsReport(run.record().modelFile(), all);
  }

  /** Whether it is a matrix whose rows are probabilities of members with names. */
  private static boolean isRows(Draws draws, int position, RecordedVariable variable) {
    if (variable.kind() != Kind.REAL || variable.axes().size() != 2) return false;
    if (!variable.axes().get(1).quoted() || variable.size() == 0) return false;
    int words = variable.axes().get(1).size();
    for (int k = 0; k < variable.axes().get(0).size(); k++) {
      double sum = 0;
      for (int w = 0; w < words; w++) {
        double p = draws.value(0, 0, draws.layout().offset(position) + k * words + w);
        if (p < 0) return false;
        sum += p;
      }
      if (!(Math.abs(sum - 1) < TOLERANCE)) return false;
    }
    return true;
  }

  /** Prints them, as text or as one JSON document. */
  public void print(Console console, boolean asJson) {
    for (AlignedTopics of : variables) {
      if (!of.isDoubtful()) continue;
      console.say(
          "Warning: rows of `"
              + of.variable()
              + "` are something else in other draws or chains; where the agreement is small, the"
              + " words below are of no one topic.");
    }
    if (asJson) console.out().println(json());
    else variables.forEach(of -> print(console, of));
    console.out().flush();
  }

  private static void print(Console console, AlignedTopics of) {
    for (Topic topic : of.topics()) {
      String words =
          topic.words().stream()
              .map(w -> w.member() + " " + NumberText.significant(w.probability(), DIGITS))
              .collect(Collectors.joining(", "));
      console
          .out()
          .println(
              of.variable()
                  + "["
                  + topic.label()
                  + "]  (agreement "
                  + NumberText.fixed(topic.agreement(), 2)
                  + ")  "
                  + words);
    }
  }

  private String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("program", Version.text());
      json.writeStringField("model", model);
      json.writeArrayFieldStart("topics");
      for (AlignedTopics of : variables) {
        for (Topic topic : of.topics()) {
          json.writeStartObject();
          json.writeStringField("variable", of.variable());
          json.writeStringField("label", topic.label());
          json.writeNumberField("agreement", topic.agreement());
          json.writeArrayFieldStart("words");
          for (Share word : topic.words()) {
            json.writeStartObject();
            json.writeStringField("word", word.member());
            json.writeNumberField("probability", word.probability());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    return text.toString();
  }
}
