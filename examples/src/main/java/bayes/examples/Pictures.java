package bayes.examples;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.ExactPosterior.Marginal;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.IntervalPlot;
import bayes.runtime.report.IntervalPlot.Interval;
import bayes.runtime.report.Quantity;
import bayes.runtime.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Samples the examples and draws the pictures of their pages. */
public final class Pictures {
  private static final RunSettings SETTINGS = RunSettings.defaults(1);
  private static final int WORDS = 10;

  private final Path examples;

  private Pictures(Path examples) {
    this.examples = examples;
  }

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException {
    Pictures pictures = new Pictures(Path.of(arguments[0]));
    pictures.coin();
    pictures.schools();
    pictures.wells();
    pictures.mines();
    pictures.normal();
    pictures.batches();
    pictures.formulas();
    pictures.words();
    pictures.authorship();
  }

  private void coin() throws IOException {
    String example = "coin_evidence/coin_evidence";
    write(example, "The coin's bias", intervals(summary(example), "bias"), OptionalDouble.of(0.5));
  }

  private void schools() throws IOException {
    String example = "eight_schools/eight_schools";
    List<Interval> schools = new ArrayList<>();
    for (Interval interval : intervals(summary(example), "theta")) {
      schools.add(withLabel(interval, between(interval.label(), "[\"", "\"]")));
    }
    schools.sort(Comparator.comparingDouble(Interval::median).reversed());
    write(example, "Effect of coaching, in points", schools, OptionalDouble.of(0));
  }

  private void wells() throws IOException {
    String example = "wells/wells";
    Summary summary = summary(example);
    List<Interval> slopes = new ArrayList<>();
    for (String name : List.of("per_100m", "per_arsenic", "alpha")) {
      slopes.addAll(intervals(summary, name));
    }
    write(example, "Log odds of switching to another well", slopes, OptionalDouble.of(0));
  }

  private void mines() throws IOException {
    String example = "mining_disasters/mining_disasters";
    Draws draws =
        Example.of(examples, example).bind().sample(MetropolisSettings.of(SETTINGS)).draws();
    List<Interval> rates = new ArrayList<>();
    for (String name : List.of("early", "late")) rates.addAll(intervals(Summary.of(draws), name));
    write(example, "Disasters per year", rates, OptionalDouble.empty());
  }

  private void normal() throws IOException {
    NormalComparison comparison = NormalComparison.run(examples);
    List<Interval> rows = new ArrayList<>();
    for (String quantity : List.of("mu", "sigma")) {
      List<NormalComparison.Row> methods = comparison.of(quantity);
      double centre = methods.get(0).mean();
      for (NormalComparison.Row row : methods) {
        rows.add(
            new Interval(
                quantity + ", " + row.method(),
                row.q5() - centre,
                row.q50() - centre,
                row.q95() - centre));
      }
    }
    write(
        "textbook_normal/textbook_normal",
        "Difference from the exact posterior mean",
        rows,
        OptionalDouble.of(0));
  }

  private void batches() throws IOException {
    List<Interval> rows = new ArrayList<>();
    for (TenBatches.After after : TenBatches.run(examples)) {
      List<Double> quantiles = after.mu().quantiles();
      String label = "after " + 100 * after.batches();
      rows.add(new Interval(label, quantiles.get(1), quantiles.get(2), quantiles.get(3)));
    }
    String example = "textbook_normal/known_sigma";
    write(example, "The mean, after each batch of a hundred", rows, OptionalDouble.empty());
  }

  private void formulas() throws IOException {
    Data data = Example.of(examples, "textbook_normal/textbook_normal").data();
    String example = "textbook_normal/conjugate";
    BoundModel model = Model.compile(Example.of(examples, example).source()).bind(data);
    List<Interval> rows = new ArrayList<>();
    for (Marginal marginal : model.exact().orElseThrow().figures().marginals()) {
      List<Double> quantiles = marginal.quantiles();
      rows.add(
          new Interval(marginal.label(), quantiles.get(1), quantiles.get(2), quantiles.get(3)));
    }
    write(example, "Mean and variance, by their formulas", rows, OptionalDouble.empty());
  }

  private void words() throws IOException {
    String example = "dirichlet_unigram/dirichlet_unigram";
    List<Interval> words = new ArrayList<>();
    for (Interval word : intervals(summary(example), "theta").subList(0, WORDS)) {
      words.add(
          new Interval(
              between(word.label(), "[\"", "\"]"),
              1000 * word.q5(),
              1000 * word.median(),
              1000 * word.q95()));
    }
    write(example, "Hamilton's uses per thousand words", words, OptionalDouble.empty());
  }

  private void authorship() throws IOException {
    String example = "federalist/authorship";
    List<Interval> papers = new ArrayList<>();
    for (IntegratedLogOdds paper : IntegratedLogOdds.of(draws(example))) {
      papers.add(new Interval("No. " + paper.paper(), paper.q5(), paper.median(), paper.q95()));
    }
    write(
        example,
        "Log likelihood ratio: Hamilton above 0, Madison below",
        papers,
        OptionalDouble.of(0));
  }

  private Draws draws(String example) {
    return Example.of(examples, example).bind().sample(NutsSettings.of(SETTINGS)).draws();
  }

  private Summary summary(String example) {
    return Summary.of(draws(example));
  }

  private static List<Interval> intervals(Summary summary, String variable) {
    List<Interval> intervals = new ArrayList<>();
    for (Quantity q : summary.quantities()) {
      if (!q.variable().equals(variable)) continue;
      intervals.add(new Interval(q.label(), q.q5(), q.q50(), q.q95()));
    }
    return intervals;
  }

  private static Interval withLabel(Interval interval, String label) {
    return new Interval(label, interval.q5(), interval.median(), interval.q95());
  }

  private static String between(String text, String before, String after) {
    return text.substring(text.indexOf(before) + before.length(), text.lastIndexOf(after));
  }

  private void write(
      String example, String title, List<Interval> intervals, OptionalDouble reference)
      throws IOException {
    Path file = examples.resolve(example + ".svg");
    Files.writeString(file, IntervalPlot.svg(title, intervals, reference));
  }
}
