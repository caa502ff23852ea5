package bayes.examples;

import bayes.compiler.BoundModel;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataValue;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.ImportanceFit;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.Quantity;
import bayes.runtime.report.Summary;
import bayes.runtime.report.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All methods on {@code textbook_normal.bayes}, beside the exact answer.
 *
 * @param intervals of mu and sigma, by the exact answer and by each method that draws
 * @param exactMode the exact mode of the density of (mu, sigma)
 * @param mode the mode that was found
 * @param exactLogEvidence the exact log evidence
 * @param evidence the estimate of it
 */
public record NormalComparison(
    List<Row> intervals,
    List<Double> exactMode,
    List<Double> mode,
    double exactLogEvidence,
    Evidence.Estimated evidence) {
  private static final long SEED = 1;
  private static final int COLUMNS = 100;

  /** What one method says of one quantity; the exact answer has the method {@code exact}. */
  public record Row(
      String quantity, String method, double mean, double sd, double q5, double q50, double q95) {
    static Row of(String method, Quantity q) {
      return new Row(q.label(), method, q.mean(), q.sd(), q.q5(), q.q50(), q.q95());
    }
  }

  public NormalComparison {
    intervals = List.copyOf(intervals);
    exactMode = List.copyOf(exactMode);
    mode = List.copyOf(mode);
  }

  /** Runs all methods on the example. */
  public static NormalComparison run(Path examples) {
    Example example = Example.of(examples, "textbook_normal/textbook_normal");
    NormalPosterior exact = new NormalPosterior(observations(example.data()));
    BoundModel model = example.bind();
    RunSettings chains = RunSettings.defaults(SEED);
    ImportanceFit importance = importance(model);
    List<Row> rows = new ArrayList<>(exact(exact));
    rows.addAll(rows("NUTS", model.sample(NutsSettings.of(chains)).draws()));
    rows.addAll(
        rows("Metropolis", model.sample(MetropolisSettings.of(chains.withDraws(4000))).draws()));
    rows.addAll(rows("importance", importance.draws()));
    if (!(importance.evidence() instanceof Evidence.Estimated evidence)) {
      throw new IllegalStateException("this model has an evidence");
    }
    if (!(model.mode(MapSettings.of(SEED)) instanceof MapOutcome.Found mode)) {
      throw new IllegalStateException("this model has a mode");
    }
    double[] exactMode = exact.mode();
    return new NormalComparison(
        rows, List.of(exactMode[0], exactMode[1]), mode.values(), exact.logEvidence(), evidence);
  }

  private static ImportanceFit importance(BoundModel model) {
    ImportanceOutcome outcome = model.importance(ImportanceSettings.of(SEED));
    if (outcome instanceof ImportanceOutcome.Sampled sampled) return sampled.fit();
    throw new IllegalStateException(outcome.toString());
  }

  /** The observations of the example. */
  public static double[] observations(Data data) {
    if (data.find("y").orElseThrow().value() instanceof DataValue.Numbers numbers) {
      return numbers.toArray();
    }
    throw new IllegalArgumentException("`y` is not a list of numbers");
  }

  private static List<Row> exact(NormalPosterior exact) {
    return List.of(
        new Row(
            "mu",
            "exact",
            exact.muMean(),
            exact.muSd(),
            exact.muQuantile(0.05),
            exact.muQuantile(0.5),
            exact.muQuantile(0.95)),
        new Row(
            "sigma",
            "exact",
            exact.sigmaMean(),
            exact.sigmaSd(),
            exact.sigmaQuantile(0.05),
            exact.sigmaQuantile(0.5),
            exact.sigmaQuantile(0.95)));
  }

  private static List<Row> rows(String method, Draws draws) {
    return Summary.of(draws).quantities().stream().map(q -> Row.of(method, q)).toList();
  }

  /** The intervals of one quantity, the exact one first. */
  public List<Row> of(String quantity) {
    return intervals.stream().filter(row -> row.quantity().equals(quantity)).toList();
  }

  /** Tables for people. */
  public String table() {
    TextTable table = new TextTable(List.of("", "method", "mean", "sd", "5%", "50%", "95%"));
    for (String quantity : List.of("mu", "sigma")) {
      for (Row row : of(quantity)) {
        table.add(
            List.of(
                quantity,
                row.method,
                number(row.mean),
                number(row.sd),
                number(row.q5),
                number(row.q50),
                number(row.q95)));
      }
    }
    return String.join("\n", table.lines(COLUMNS).lines())
        + String.format(
            Locale.ROOT,
            "%n%nMAP, exact:  mu %.6f, sigma %.6f%nMAP, found:  mu %.6f, sigma %.6f%n",
            exactMode.get(0),
            exactMode.get(1),
            mode.get(0),
            mode.get(1))
        + String.format(
            Locale.ROOT,
            "%nLog evidence, exact:      %.4f%nLog evidence, importance: %.4f"
                + " (standard error %.4f)%n",
            exactLogEvidence,
            evidence.logEvidence(),
            evidence.standardError());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) {
    System.out.print(run(Path.of(arguments[0])).table());
  }
}
