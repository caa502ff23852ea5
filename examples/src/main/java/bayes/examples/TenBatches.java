package bayes.examples;

import bayes.compiler.BoundModel;
import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.inference.ExactPosterior.Marginal;
import bayes.runtime.inference.RunSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The textbook's observations as they come in, a hundred at a time: the posterior of {@code
 * known_sigma.bayes} after each update, which is the prior of the next one.
 */
public final class TenBatches {
  private static final int BATCHES = 10;

  private TenBatches() {}

  /**
   * The posterior so far.
   *
   * @param batches that it is of
   * @param mu its marginal distribution
   * @param logEvidence of all observations so far
   */
  public record After(int batches, Marginal mu, double logEvidence) {}

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) {
    System.out.printf("%5s %8s %8s %12s%n", "n", "mean", "sd", "log evidence");
    for (After after : run(Path.of(arguments[0]))) {
      System.out.printf(
          Locale.ROOT,
          "%5d %8.5f %8.5f %12.4f%n",
          100 * after.batches(),
          after.mu().mean(),
          after.mu().sd(),
          after.logEvidence());
    }
  }

  /** Samples with the first batch, and updates with the other nine. */
  public static List<After> run(Path examples) {
    Example example = Example.of(examples, "textbook_normal/known_sigma");
    BoundModel posterior = Model.compile(example.source()).bind(batch(examples, 1));
    List<After> all = new ArrayList<>(List.of(after(1, posterior)));
    for (int number = 2; number <= BATCHES; number++) {
      posterior = updated(posterior, batch(examples, number));
      all.add(after(number, posterior));
    }
    return all;
  }

  private static BoundModel updated(BoundModel posterior, Data batch) {
    var draws = exact(posterior).sample(RunSettings.defaults(1)).draws();
    return posterior.update(batch, draws).value().orElseThrow().posterior();
  }

  private static After after(int batches, BoundModel posterior) {
    ExactInference exact = exact(posterior);
    return new After(batches, exact.figures().marginals().get(0), exact.logEvidence());
  }

  private static ExactInference exact(BoundModel posterior) {
    return posterior.exact().orElseThrow();
  }

  /** One of the batches, counted from 1. */
  static Data batch(Path examples, int number) {
    String name = String.format(Locale.ROOT, "%02d.csv", number);
    Path file = examples.resolve("textbook_normal/batches").resolve(name);
    try (InputStream in = Files.newInputStream(file)) {
      return CsvData.read(name, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
