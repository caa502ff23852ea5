package bayes.examples.text;

import bayes.compiler.Model;
import bayes.examples.Example;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.IntervalPlot;
import bayes.runtime.report.IntervalPlot.Interval;
import bayes.runtime.report.Quantity;
import bayes.runtime.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Draws what some words say of a message: how much more probable they are in spam. */
public final class SpamPicture {
  private static final List<String> WORDS =
      List.of("claim", "prize", "www", "free", "text", "call", "you", "home", "later", "lol");

  private SpamPicture() {}

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException {
    Path examples = Path.of(arguments[0]);
    Example example = Example.of(examples, "text/naive_bayes/spam");
    StringBuilder model = new StringBuilder(example.source().text());
    for (String word : WORDS) {
      model.append(
          "generate odds_%1$s = log(phi[\"spam\", \"%1$s\"] / phi[\"ham\", \"%1$s\"]);%n"
              .formatted(word));
    }
    Summary summary =
        Summary.of(
            Model.compile(model.toString())
                .bind(example.data())
                .exact()
                .orElseThrow()
                .sample(RunSettings.defaults(1))
                .draws());
    List<Interval> odds = new ArrayList<>();
    for (Quantity q : summary.quantities()) {
      if (!q.label().startsWith("odds_")) continue;
      odds.add(new Interval(q.label().substring("odds_".length()), q.q5(), q.q50(), q.q95()));
    }
    Files.writeString(
        examples.resolve("text/naive_bayes/spam.svg"),
        IntervalPlot.svg("Log odds of spam that a word adds", odds, OptionalDouble.of(0)));
  }
}
