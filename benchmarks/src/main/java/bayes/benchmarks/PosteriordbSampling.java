package bayes.benchmarks;

import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.inference.CountingTarget;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.Summary;
import bayes.runtime.report.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Effective draws per gradient of the default sampler on the posteriors of {@code
 * examples/posteriordb}, beside Stan's: four chains with default settings each, every evaluation of
 * the log density counted from the first start point that is tried to the last draw.
 *
 * <p>Usage, in the project's folder: {@code PosteriordbSampling SEEDS [POSTERIOR...]}, with one
 * seed, or the first and the last of several ({@code 1-10}); without names, the 45 posteriors that
 * have reference statistics. A row of a Markdown table per posterior and seed. ESS and R-hat are
 * the worst over the reference's parameters, or, where there is no reference, over all that is
 * recorded and not constant; gradients are those of all chains.
 */
public final class PosteriordbSampling {
  private static final Path FOLDER = Path.of("examples/posteriordb");
  private static final Path STAN = Path.of("benchmarks/peers/stan");

  private final Map<String, Double> stan;

  private PosteriordbSampling(Map<String, Double> stan) {
    this.stan = stan;
  }

  /** Prints the rows, and the median ratio to Stan if there are several. */
  public static void main(String[] arguments) throws IOException, DataException {
    List<String> names =
        arguments.length > 1
            ? Arrays.asList(arguments).subList(1, arguments.length)
            : withReference();
    PosteriordbSampling sampling = new PosteriordbSampling(stan());
    System.out.println(
        "| posterior | seed | bulk ESS | tail ESS | R-hat | divergences | gradients: warmup | draws |"
            + " ESS per 1000 | Stan's | ratio | seconds | verdict |");
    System.out.println("|---|" + "---:|".repeat(11) + "---|");
    double[] ratios =
        sampling
            .measureAll(names, seeds(arguments.length > 0 ? arguments[0] : "1"))
            .sorted()
            .toArray();
    if (ratios.length > 1) {
      System.out.printf(
          Locale.ROOT, "%nMedian ratio of %d: %.1f%n", ratios.length, ratios[ratios.length / 2]);
    }
  }

  private static long[] seeds(String range) {
    String[] ends = range.split("-");
    return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]))
        .toArray();
  }

  private static List<String> withReference() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("reference"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".csv"))
          .map(name -> name.substring(0, name.length() - ".csv".length()))
          .sorted()
          .toList();
    }
  }

  /** Stan's ESS per 1000 gradients; of two figures that in the first file counts. */
  private static Map<String, Double> stan() throws IOException {
    Map<String, Double> figures = new HashMap<>();
    for (String file : List.of("stan-2.32.csv", "results.csv")) {
      List<String> lines = Files.readAllLines(STAN.resolve(file));
      int column = Arrays.asList(lines.get(0).split(",")).indexOf("ess_per_1000_gradients");
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",");
        figures.putIfAbsent(cells[0], Double.parseDouble(cells[column]));
      }
    }
    return figures;
  }

  private DoubleStream measureAll(List<String> names, long[] seeds)
      throws IOException, DataException {
    var ratios = DoubleStream.builder();
    for (String name : names) {
      for (long seed : seeds) measure(name, seed).ifPresent(ratios);
    }
    return ratios.build();
  }

  /** Samples one posterior; returns the ratio to Stan if that is known. */
  private OptionalDouble measure(String name, long seed) throws IOException, DataException {
    CountingTarget target = bind(name);
    long start = System.nanoTime();
    Fit fit = Inference.sample(target, NutsSettings.of(RunSettings.defaults(seed)));
    double seconds = 1e-9 * (System.nanoTime() - start);
    if (!fit.hasDraws()) {
      System.out.printf(
          Locale.ROOT, "| %s | %d | %s |%n", name, seed, fit.failures().get(0).reason());
      return OptionalDouble.empty();
    }
    Draws draws = fit.draws();
    Worst worst = Worst.of(draws, columns(name, draws.layout()));
    long sampling = sum(draws, "n_leapfrog__");
    double efficiency = 1000 * worst.bulk() / target.evaluations();
    Double reference = stan.get(name);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.0f | %.0f | %.4f | %d | %d | %d | %.3g | %s | %s | %.1f | %s |%n",
        name,
        seed,
        worst.bulk(),
        worst.tail(),
        worst.rHat(),
        sum(draws, "divergent__"),
        target.evaluations() - sampling,
        sampling,
        efficiency,
        reference == null ? "" : reference,
        reference == null ? "" : "%.3g".formatted(efficiency / reference),
        seconds,
        verdict(fit));
    return reference == null ? OptionalDouble.empty() : OptionalDouble.of(efficiency / reference);
  }

  /** The columns of the parameters that the reference has, or all. */
  private static int[] columns(String name, Layout layout) throws IOException {
    Path reference = FOLDER.resolve("reference").resolve(name + ".csv");
    if (!Files.exists(reference)) return IntStream.range(0, layout.width()).toArray();
    return Files.readAllLines(reference).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')).replace("[", ".").replace("]", ""))
        .mapToInt(parameter -> layout.column(parameter).orElseThrow())
        .toArray();
  }

  /** The worst over several quantities. */
  private record Worst(double bulk, double tail, double rHat) {
    static Worst of(Draws draws, int[] columns) {
      double bulk = Double.POSITIVE_INFINITY;
      double tail = Double.POSITIVE_INFINITY;
      double rHat = 1;
      for (int column : columns) {
        double[][] values = draws.chains(column);
        double found = Convergence.essBulk(values);
        if (Double.isNaN(found)) continue;
        bulk = Math.min(bulk, found);
        // Of a discrete quantity the quantile's indicator may be constant.
        double foundTail = Convergence.essTail(values);
        if (!Double.isNaN(foundTail)) tail = Math.min(tail, foundTail);
        rHat = Math.max(rHat, Convergence.rHat(values));
      }
      return new Worst(bulk, tail, rHat);
    }
  }

  private static String verdict(Fit fit) {
    Run run =
        FinishedRun.of(
            fit, new Provenance("", "model.bayes", Map.of("model.bayes", ""), List.of()));
    return Verdict.of(run, Summary.of(run)).outcome().toString().toLowerCase(Locale.ROOT);
  }

  private static long sum(Draws draws, String column) {
    double sum = 0;
    for (double[] chain : draws.sampler(column).orElseThrow()) {
      for (double value : chain) sum += value;
    }
    return Math.round(sum);
  }

  private static CountingTarget bind(String name) throws IOException, DataException {
    String[] line =
        Files.readAllLines(FOLDER.resolve("posteriors.csv")).stream()
            .map(text -> text.split(","))
            .filter(cells -> cells[0].equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no posterior " + name));
    Path model = FOLDER.resolve(line[1] + ".bayes");
    try (InputStream in = Files.newInputStream(FOLDER.resolve("data").resolve(line[2]))) {
      return new CountingTarget(
          Model.compile(SourceText.of(line[1] + ".bayes", Files.readString(model)))
              .bind(JsonData.read(line[2], in)));
    }
  }
}
