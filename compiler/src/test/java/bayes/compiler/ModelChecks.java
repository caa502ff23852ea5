package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.lower.ListedTerms;
import bayes.compiler.model.Constraint;
import bayes.compiler.plan.Plan.PlannedLatent;
import bayes.compiler.plan.Plan.Transform;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.Target;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What must hold of any model with data. */
final class ModelChecks {
  private final BoundModel bound;
  private final BothWays.Bound bothWays;

  private ModelChecks(BoundModel bound, BothWays.Bound bothWays) {
    this.bound = bound;
    this.bothWays = bothWays;
  }

  static ModelChecks of(ModelExample example) {
    return of(example.text(), read(example.data()));
  }

  static ModelChecks of(String text, Data data) {
    return Compiled.of(text).bind(data);
  }

  /** A model to be bound to several data. */
  record Compiled(Model model, BothWays bothWays) {
    static Compiled of(String text) {
      return new Compiled(Model.compile(text), BothWays.of(text));
    }

    ModelChecks bind(Data data) {
      return new ModelChecks(model.bind(data), bothWays.bind(data));
    }
  }

  private static Data read(String json) {
    try {
      return JsonData.read(
          "data.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    } catch (DataException problem) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** A random position. */
  double[] position(int seed) {
    Random random = new Random(seed);
    return random.doubles(bound.dimension(), -1, 1).toArray();
  }

  double logDensity(double[] position) {
    return bound.newLogDensity().logDensity(position);
  }

  /** What is recorded at a position. */
  ModelValues values(double[] position) {
    Recorder recorder = bound.newRecorder();
    double[] row = new double[recorder.width()];
    recorder.record(position, new Random(1), row);
    return new ModelValues(bound.variables(), row);
  }

  double logDensityWithoutJacobian(double[] position) {
    return bound.newLogDensityWithoutJacobian().logDensity(position);
  }

  /** The gradients are difference quotients, with and without the Jacobian. */
  void requireGradient(double[] position) {
    requireGradient(bound.newLogDensity(), position);
    requireGradient(bound.newLogDensityWithoutJacobian(), position);
  }

  private static void requireGradient(LogDensity density, double[] at) {
    double[] gradient = new double[at.length];
    double value = density.logDensity(at);
    double again = density.logDensityAndGradient(at, gradient);
    assertEquals(value, again, 1e-11 * (1 + Math.abs(value)));
    for (int i = 0; i < at.length; i++) {
      double step = 1e-5;
      double quotient = (moved(density, at, i, step) - moved(density, at, i, -step)) / (2 * step);
      double lost = 1e-15 * Math.abs(value) / step;
      double tolerance = 1e-6 * (1 + Math.abs(quotient)) + 10 * lost;
      assertEquals(quotient, gradient[i], tolerance, "coordinate " + i);
    }
  }

  private static double moved(LogDensity density, double[] at, int i, double step) {
    double[] moved = at.clone();
    moved[i] += step;
    return density.logDensity(moved);
  }

  /** The interpreter and compiled code agree to the last bit. */
  void requireInterpretedIsCompiled(double[] position) {
    bothWays.logDensity(position);
    bothWays.gradient(position);
    bothWays.record(position, 3);
  }

  /** What the statements add is the log density, interpreted and compiled to the last bit. */
  void requireTerms(double[] position) {
    double[] cells = bothWays.terms(position);
    List<ListedTerms.Term> terms = ListedTerms.of(bound.model().typed()).terms();
    double sum = 0;
    for (int at = 0; at < cells.length; at += terms.get((int) cells[at]).width()) {
      sum += cells[at + terms.get((int) cells[at]).width() - 1];
    }
    double whole = logDensity(position);
    assertEquals(whole, sum, 1e-10 * (1 + Math.abs(whole)));
  }

  /** Where the log density is finite, there is nothing to explain; elsewhere there is. */
  void requirePostmortem(double[] position) {
    boolean isFinite = Double.isFinite(bound.newLogDensity().logDensity(position));
    assertEquals(isFinite, bound.postmortem(position).isEmpty(), "whether it is finite");
  }

  /**
   * The Jacobian's logarithm is that of the determinant of the derivatives of the latents, of a
   * constrained vector or matrix over the elements that its densities are over.
   */
  void requireJacobian(double[] at) {
    int n = at.length;
    double[][] derivatives = new double[n][];
    double step = 1e-5;
    for (int i = 0; i < n; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += step;
      down[i] -= step;
      double[] high = free(values(up));
      double[] low = free(values(down));
      derivatives[i] = new double[n];
      for (int j = 0; j < n; j++) derivatives[i][j] = (high[j] - low[j]) / (2 * step);
    }
    // With respect to the volume of its plane, which is sqrt(n) times that of all but one element.
    double volume = 0;
    for (PlannedLatent latent : bound.model().plan().latents()) {
      if (latent.transform() == Transform.UNIT_VECTOR) return; // has a coordinate too many
      if (latent.transform() != Transform.SUM_TO_ZERO) continue;
      String name = latent.variable().symbol().name();
      int size = Math.max(lastSize(name), 1);
      volume += values(at).all(name).length / size * 0.5 * Math.log(size);
    }
    double jacobian = bound.newLogDensity().logDensity(at) - logDensityWithoutJacobian(at) - volume;
    assertEquals(logAbsDeterminant(derivatives), jacobian, 1e-6 * (1 + n), "the Jacobian");
  }

  private double[] free(ModelValues values) {
    List<Double> free = new ArrayList<>();
    for (PlannedLatent latent : bound.model().plan().latents()) {
      String name = latent.variable().symbol().name();
      double[] all = values.all(name);
      Optional<Constraint> constraint = latent.transform().constraint();
      int size = constraint.map(c -> lastSize(name)).orElse(1);
      int block = constraint.filter(Constraint::isMatrix).isPresent() ? size * size : size;
      for (int i = 0; i < all.length; i++) {
        boolean isFree = constraint.isEmpty() || isFree(constraint.get(), i % block, size);
        if (isFree) free.add(all[i]);
      }
    }
    return free.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private int lastSize(String name) {
    RecordedVariable variable =
        bound.variables().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    return variable.axes().get(variable.axes().size() - 1).size();
  }

  /** Whether densities are over this element of a vector or matrix. */
  private static boolean isFree(Constraint constraint, int element, int n) {
    int row = element / n;
    int column = element % n;
    return switch (constraint) {
      case SIMPLEX, SUM_TO_ZERO -> element < n - 1;
      case ORDERED, POSITIVE_ORDERED, UNIT_VECTOR -> true;
      case CHOLESKY_CORR, CORR -> column < row;
      case CHOLESKY_COV, COV -> column <= row;
    };
  }

  private static double logAbsDeterminant(double[][] a) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      int pivot = k;
      for (int i = k; i < a.length; i++) {
        if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) pivot = i;
      }
      double[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      sum += Math.log(Math.abs(row[k]));
      for (int i = k + 1; i < a.length; i++) {
        double factor = a[i][k] / row[k];
        for (int j = k; j < a.length; j++) a[i][j] -= factor * row[j];
      }
    }
    return sum;
  }

  /** A draw from the prior, where there is one, is a position of finite density. */
  void requirePriorDraws() {
    Optional<Target.PriorSampler> prior = bound.newPriorSampler();
    if (prior.isEmpty()) return;
    double[] position = new double[bound.dimension()];
    for (int i = 0; i < 20; i++) {
      prior.get().sample(new Random(i), position);
      for (double coordinate : position) assertTrue(Double.isFinite(coordinate), "a prior draw");
    }
  }
}
