package bayes.compiler.plan.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.plan.Treatment;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.Recorder;
import bayes.runtime.random.Streams;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** A model with chains that are summed out, beside the same model as it is written. */
final class SummedChain {
  private final Model model;
  private final BothWays.Bound summed;
  private final BoundModel bound;
  private final BoundModel written;

  private SummedChain(String text, String json) throws DataException {
    Data data =
        JsonData.read("data", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    SourceText source = SourceText.of("model.bayes", text);
    PlanOptions summing = PlanOptions.defaults().ofDraws();
    model = Model.compile(source, Imports.NONE, summing);
    summed = BothWays.of(model).bind(data);
    bound = model.bind(data);
    written = Model.compile(source, Imports.NONE, PlanOptions.asWritten()).bind(data);
  }

  static SummedChain of(String text, String json) throws DataException {
    return new SummedChain(text, json);
  }

  Model model() {
    return model;
  }

  BothWays.Bound summed() {
    return summed;
  }

  BoundModel bound() {
    return bound;
  }

  /** The number of latents that the plan sums as chains. */
  long chains() {
    return model.plan().treatments().stream().filter(t -> t.kind() == Treatment.Kind.CHAIN).count();
  }

  /** All states of the discrete latents, with their weights at a position. */
  record Enumerated(double logSum, double[][] states, double[] probabilities) {}

  Enumerated enumerated(double[] position) {
    return enumerated(position, written.newLogDensity());
  }

  private Enumerated enumerated(double[] position, LogDensity density) {
    DiscreteSites sites = written.discreteSites();
    int continuous = written.dimension() - sites.count();
    assertEquals(continuous, summed.dimension(), "only the discrete latents are gone");
    int count = 1;
    for (int site = 0; site < sites.count(); site++) count *= (int) sites.size(site);
    double[][] states = new double[count][sites.count()];
    double[] logs = new double[count];
    double[] all = new double[written.dimension()];
    System.arraycopy(position, 0, all, 0, continuous);
    double largest = Double.NEGATIVE_INFINITY;
    for (int number = 0; number < count; number++) {
      int rest = number;
      for (int site = sites.count() - 1; site >= 0; site--) {
        states[number][site] = sites.lower(site) + rest % sites.size(site);
        rest /= (int) sites.size(site);
        all[continuous + site] = states[number][site];
      }
      logs[number] = density.logDensity(all);
      largest = Math.max(largest, logs[number]);
    }
    double sum = 0;
    for (double log : logs) sum += Math.exp(log - largest);
    double[] probabilities = new double[count];
    for (int i = 0; i < count; i++) probabilities[i] = Math.exp(logs[i] - largest) / sum;
    return new Enumerated(largest + Math.log(sum), states, probabilities);
  }

  /** The probabilities of the values of each element. */
  double[][] probabilities(double[] position) {
    DiscreteSites sites = written.discreteSites();
    Enumerated all = enumerated(position);
    double[][] probabilities = new double[sites.count()][];
    for (int site = 0; site < sites.count(); site++) {
      double[] of = new double[(int) sites.size(site)];
      for (int i = 0; i < all.states().length; i++) {
        of[(int) all.states()[i][site] - sites.lower(site)] += all.probabilities()[i];
      }
      probabilities[site] = of;
    }
    return probabilities;
  }

  /** Draws of the latents that were summed out, at one position of the others. */
  Draws draws(double[] position, int count) {
    Recorder recorder = bound.newRecorder();
    RandomGenerator random = Streams.of(5).chain(0);
    double[] rows = new double[count * recorder.width()];
    double[] row = new double[recorder.width()];
    for (int draw = 0; draw < count; draw++) {
      recorder.record(position, random, row);
      System.arraycopy(row, 0, rows, draw * row.length, row.length);
    }
    Layout layout = Layout.of(bound.variables());
    return Draws.of(layout, List.of(), count, List.of(rows), List.of(new double[0]));
  }

  double[] position(long seed) {
    RandomGenerator random = Streams.of(seed).chain(0);
    double[] position = new double[summed.dimension()];
    for (int i = 0; i < position.length; i++) position[i] = 2 * random.nextDouble() - 1;
    return position;
  }

  /** Summed equals enumerated, and the gradient the differences. */
  void check() {
    assertTrue(chains() > 0, () -> "no chain in " + model.plan().treatments());
    for (long seed = 1; seed <= 3; seed++) {
      double[] position = position(seed);
      double expected = enumerated(position).logSum();
      double scale = 1e-10 * Math.max(1, Math.abs(expected));
      assertEquals(expected, summed.logDensity(position), scale);
      LogDensity likelihood = bound.newLogLikelihood();
      LogDensity prior = bound.newLogPrior();
      double parts = likelihood.logDensity(position) + prior.logDensity(position);
      assertEquals(expected, parts, scale, "likelihood and prior");
      double ofPrior = enumerated(position, written.newLogPrior()).logSum();
      assertEquals(ofPrior, prior.logDensity(position), scale, "prior");
      double[] gradient = summed.gradient(position);
      for (int i = 0; i < position.length; i++) {
        double slope = slope(position, i);
        assertEquals(slope, gradient[i], 1e-6 * Math.max(1, Math.abs(slope)), "coordinate " + i);
      }
    }
  }

  private double slope(double[] position, int i) {
    double h = 1e-5;
    double[] moved = position.clone();
    moved[i] = position[i] + h;
    double above = summed.logDensity(moved);
    moved[i] = position[i] - h;
    return (above - summed.logDensity(moved)) / (2 * h);
  }
}
