package bayes.examples.text;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.model.IndexSet;
import bayes.examples.Example;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.report.HeldOutScore;
import bayes.runtime.report.IntervalPlot;
import bayes.runtime.report.IntervalPlot.Interval;
import bayes.runtime.report.PredictiveTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What comes next, by the hyperparameters of greatest evidence; draws the pictures of two pages.
 */
public final class NextToken {
  private final Model model;
  private final Data text;
  private final BoundModel posterior;
  private final MapOutcome.Found mode;

  /** Looks for the mode of the hyperparameters of a model, given a text. */
  public NextToken(Model model, Data text) {
    this.model = model;
    this.text = text;
    this.posterior = model.bind(text);
    MapOutcome outcome = posterior.mode(new MapSettings(1, 1));
    if (!(outcome instanceof MapOutcome.Found found)) {
      throw new IllegalStateException("no mode: " + outcome);
    }
    this.mode = found;
  }

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException {
    Path examples = Path.of(arguments[0]);
    Path train = examples.resolve("text/corpora/shakespeare/train.txt");
    Data text = Data.builder().put("text", Files.readString(train)).build();
    draw(examples, "bigram", text, "my");
    draw(examples, "trigram", text, "my good");
  }

  private static void draw(Path examples, String name, Data text, String context)
      throws IOException {
    Example example = Example.of(examples, "text/" + name + "/" + name);
    NextToken next = new NextToken(Model.compile(example.source()), text);
    List<Interval> words = new ArrayList<>();
    for (PredictiveTable.Row row : next.after(context, 2000).rows().subList(0, 12)) {
      List<Double> quantiles = row.quantiles();
      words.add(new Interval(row.value(), quantiles.get(1), quantiles.get(2), quantiles.get(3)));
    }
    String title = "The probability of the word after “" + context + "”";
    Path picture = examples.resolve("text/" + name + "/" + name + ".svg");
    Files.writeString(picture, IntervalPlot.svg(title, words, OptionalDouble.empty()));
  }

  /** The posterior of the text. */
  public BoundModel posterior() {
    return posterior;
  }

  /** The coordinates of the mode. */
  public double[] position() {
    return mode.position().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The value of a hyperparameter at the mode. */
  public double value(String label) {
    return mode.values().get(mode.layout().column(label).orElseThrow());
  }

  /** The log likelihood of another text at the mode; it has the vocabulary of the first. */
  public double logLikelihood(String other) {
    IndexSet.Declared tokens = model.typed().sets().get(0);
    List<String> vocabulary = Objects.requireNonNull(posterior.data().sets().get(tokens)).labels();
    Data data = Data.builder().put("text", other).put(tokens.name(), vocabulary).build();
    return model.bind(data).newLogLikelihood().logDensity(position());
  }

  /** The score of another text, from which nothing is learnt, at the mode. */
  public HeldOutScore score(String other) {
    Data heldOut = Data.builder().put("text", other).build();
    return posterior.heldOut(heldOut, atMode(1)).value().orElseThrow().score();
  }

  private Draws atMode(int draws) {
    double[] row = mode.values().stream().mapToDouble(Double::doubleValue).toArray();
    double[] rows = new double[draws * row.length];
    for (int d = 0; d < draws; d++) System.arraycopy(row, 0, rows, d * row.length, row.length);
    Layout layout = mode.layout();
    return Draws.of(layout, List.of(), draws, List.of(rows), Collections.nCopies(1, new double[0]));
  }

  /** The predictive distribution after a context, at the mode, by so many draws of its row. */
  public PredictiveTable after(String context, int draws) {
    Data asked = text.overriddenBy(Data.builder().put("context", context).build());
    return model
        .tryPosteriorPredictive(asked, atMode(draws), text, false)
        .value()
        .orElseThrow()
        .tables(1, 20)
        .get(0);
  }
}
