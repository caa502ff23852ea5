package bayes.examples.text;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.examples.Example;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.IntervalPlot;
import bayes.runtime.report.IntervalPlot.Interval;
import bayes.runtime.report.Quantity;
import bayes.runtime.report.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The example on spelling: what is learnt of it, and the picture of how mistakes are made. */
public final class Spelling {
  private static final int SHORTEST = 4;
  private static final int LONGEST = 14;

  private final Path folder;
  private final String model;

  /**
   * @param model its text, which need not be that of the example
   */
  public Spelling(Path examples, String model) {
    this.folder = examples.resolve("text/spelling");
    this.model = model;
  }

  /** The example as it is. */
  public static Spelling of(Path examples) {
    return new Spelling(examples, Example.of(examples, "text/spelling/spelling").source().text());
  }

  /** The words of the example's texts, and the misspellings that it learns from. */
  public BoundModel posterior() {
    return Model.compile(model).bind(read("words.tsv").overriddenBy(read("pairs.tsv")));
  }

  private Data read(String file) {
    try (InputStream in = Files.newInputStream(folder.resolve(file))) {
      return CsvData.read(file, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Independent draws of a posterior. */
  public static Draws draws(BoundModel posterior, int count) {
    RunSettings settings = RunSettings.defaults(1).withChains(1).withDraws(count);
    return posterior.exact().orElseThrow().sample(settings).draws();
  }

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException {
    Path examples = Path.of(arguments[0]);
    List<Interval> shares = new ArrayList<>();
    Summary summary = Summary.of(draws(Spelling.of(examples).posterior(), 4000));
    for (int length = SHORTEST; length <= LONGEST; length++) {
      String label = "channel[" + length + ", \"missing\"]";
      for (Quantity q : summary.quantities()) {
        if (!q.label().equals(label)) continue;
        shares.add(new Interval(length + " letters", q.q5(), q.q50(), q.q95()));
      }
    }
    Files.writeString(
        examples.resolve("text/spelling/spelling.svg"),
        IntervalPlot.svg(
            "How often the mistake is a letter left out", shares, OptionalDouble.empty()));
  }
}
