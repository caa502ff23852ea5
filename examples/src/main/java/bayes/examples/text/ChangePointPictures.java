package bayes.examples.text;

import bayes.compiler.Model;
import bayes.examples.Example;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.draws.Draws;
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

/** Draws how often words were used before and after they changed. */
public final class ChangePointPictures {
  private static final String FOLDER = "text/change_point/";

  private final Path examples;

  private ChangePointPictures(Path examples) {
    this.examples = examples;
  }

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException, DataException {
    ChangePointPictures pictures = new ChangePointPictures(Path.of(arguments[0]));
    pictures.inaugural();
    pictures.hongloumeng();
  }

  private void inaugural() throws IOException {
    Example example = Example.of(examples, FOLDER + "inaugural");
    List<Interval> rates = new ArrayList<>();
    for (String word : List.of("upon", "which", "government", "america", "world", "we")) {
      Data data = example.data().overriddenBy(Data.builder().put("marker", word).build());
      Summary summary = Summary.of(draws(example, data));
      rates.add(rate(summary, "rate[1]", word + ", before"));
      rates.add(rate(summary, "rate[2]", word + ", after"));
    }
    write("inaugural", "Uses per thousand words of an inaugural address", rates);
  }

  private void hongloumeng() throws IOException, DataException {
    Example example = Example.of(examples, FOLDER + "hongloumeng");
    Data text = example.data();
    Summary summary =
        Summary.of(draws(example, Data.merge(List.of(text, text.only("text", "marks")))));
    List<Interval> rates = new ArrayList<>();
    for (String mark : List.of("么", "皆", "方", "越", "嗎", "或", "于", "便")) {
      rates.add(rate(summary, "rate[\"" + mark + "\", 1]", mark + ", to 80"));
      rates.add(rate(summary, "rate[\"" + mark + "\", 2]", mark + ", from 81"));
    }
    write("hongloumeng", "Uses per thousand characters of 紅樓夢", rates);
  }

  private static Draws draws(Example example, Data data) {
    return Model.compile(example.source())
        .bind(data)
        .exact()
        .orElseThrow()
        .sample(RunSettings.defaults(1))
        .draws();
  }

  private static Interval rate(Summary summary, String label, String name) {
    for (Quantity q : summary.quantities()) {
      if (q.label().equals(label)) return new Interval(name, q.q5(), q.q50(), q.q95());
    }
    throw new IllegalStateException(label);
  }

  private void write(String name, String title, List<Interval> rates) throws IOException {
    Path file = examples.resolve(FOLDER + name + ".svg");
    Files.writeString(file, IntervalPlot.svg(title, rates, OptionalDouble.empty()));
  }
}
