package bayes.benchmarks;

import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Effective draws per gradient of the default sampler on the posteriors of {@code
 * examples/posteriordb}: four chains with default settings each, every evaluation of the log
 * density counted from the first start point that is tried to the last draw.
 *
 * <p>Usage: {@code PosteriordbSampling FOLDER SEED [POSTERIOR...]}; without names, the 45 that have
 * reference statistics. One line per posterior. ESS and R-hat are the worst over all that is
 * recorded and not constant; gradients are those of all chains.
 */
public final class PosteriordbSampling {
  private static final String HEADER =
      "%-52s %6s %6s %6s %9s %9s %8s %5s %7s  %s"
          .formatted(
              "posterior",
              "bulk",
              "tail",
              "R-hat",
              "warmup",
              "sampling",
              "ESS/1000",
              "div.",
              "seconds",
              "chains");

  private final Path folder;
  private final long seed;

  private PosteriordbSampling(Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
  }

  /** Prints a line per posterior and the median of the last column. */
  public static void main(String[] arguments) throws IOException, DataException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "examples/posteriordb");
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    List<String> names =
        arguments.length > 2
            ? Arrays.asList(arguments).subList(2, arguments.length)
            : withReference();
    PosteriordbSampling sampling = new PosteriordbSampling(folder, seed);
    System.out.println(HEADER);
    List<Double> efficiencies = new ArrayList<>();
    for (String name : names) efficiencies.add(sampling.measure(name));
    double[] sorted = efficiencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(Locale.ROOT, "median ESS/1000: %.2f%n", sorted[sorted.length / 2]);
  }

  private static List<String> withReference() throws IOException {
    try (InputStream in = PosteriordbSampling.class.getResourceAsStream("posteriordb.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  /** Samples one posterior; returns effective draws per thousand gradients. */
  private double measure(String name) throws IOException, DataException {
    CountingTarget target = bind(name);
    long start = System.nanoTime();
    Fit fit = Inference.sample(target, NutsSettings.of(RunSettings.defaults(seed)));
    double seconds = 1e-9 * (System.nanoTime() - start);
    Draws draws = fit.draws();
    if (!fit.hasDraws()) {
      System.out.printf(Locale.ROOT, "%-52s %s%n", name, fit.failures().get(0).reason());
      return 0;
    }
    double bulk = Double.POSITIVE_INFINITY;
    double tail = Double.POSITIVE_INFINITY;
    double rHat = 1;
    for (int column = 0; column < draws.layout().width(); column++) {
      double[][] values = draws.chains(column);
      double found = Convergence.essBulk(values);
      if (Double.isNaN(found)) continue;
      bulk = Math.min(bulk, found);
      // Of a discrete quantity the quantile's indicator may be constant.
      double foundTail = Convergence.essTail(values);
      if (!Double.isNaN(foundTail)) tail = Math.min(tail, foundTail);
      rHat = Math.max(rHat, Convergence.rHat(values));
    }
    long sampling = sum(draws, "n_leapfrog__");
    long warmup = target.evaluations() - sampling;
    double efficiency = 1000 * bulk / target.evaluations();
    System.out.printf(
        Locale.ROOT,
        "%-52s %6.0f %6.0f %6.3f %9d %9d %8.2f %5d %7.2f  %s%n",
        name,
        bulk,
        tail,
        rHat,
        warmup,
        sampling,
        efficiency,
        sum(draws, "divergent__"),
        seconds,
        chains(fit));
    return efficiency;
  }

  private static String chains(Fit fit) {
    return fit.failures().isEmpty() ? "" : fit.failures().size() + " failed";
  }

  private static long sum(Draws draws, String column) {
    double sum = 0;
    for (double[] chain : draws.sampler(column).orElseThrow()) {
      for (double value : chain) sum += value;
    }
    return Math.round(sum);
  }

  private CountingTarget bind(String name) throws IOException, DataException {
    String[] line =
        Files.readAllLines(folder.resolve("posteriors.csv")).stream()
            .map(text -> text.split(","))
            .filter(cells -> cells[0].equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no posterior " + name));
    Path model = folder.resolve(line[1] + ".bayes");
    Path data = folder.resolve("data").resolve(line[2]);
    try (InputStream in = Files.newInputStream(data)) {
      return new CountingTarget(
          Model.compile(SourceText.of(line[1] + ".bayes", Files.readString(model)))
              .bind(JsonData.read(line[2], in)));
    }
  }
}
