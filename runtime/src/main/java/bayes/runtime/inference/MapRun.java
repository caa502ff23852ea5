package bayes.runtime.inference;

import bayes.runtime.approximation.Curvature;
import bayes.runtime.approximation.Mode;
import bayes.runtime.approximation.ModeOutcome;
import bayes.runtime.approximation.ModeSearch;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** One search for the mode of the constrained density, reported on the constrained scale. */
final class MapRun {
  private static final double STEP = 1e-5;

  /** With more derivatives than this of values by coordinates, standard errors are left out. */
  private static final long MOST_DERIVATIVES = 4_000_000;

  private final Target target;
  private final MapSettings settings;
  private final Cancellation cancellation;
  private final Recorder recorder;
  private final Layout layout;
  private final Streams streams;

  MapRun(Target target, MapSettings settings, Cancellation cancellation) {
    this.target = target.dimension() > ModeSearch.LARGEST_CURVATURE ? target.asWritten() : target;
    this.settings = settings;
    this.cancellation = cancellation;
    recorder = this.target.newRecorder();
    layout = Layout.of(recorder.variables());
    streams = Streams.of(settings.seed());
  }

  MapOutcome run() {
    RandomGenerator random = streams.purpose(ImportanceRun.MODE_SEARCH).chain(0);
    var density = new WatchedDensity(target.newLogDensityWithoutJacobian());
    ModeOutcome outcome =
        new ModeSearch(density).find(settings.starts(), random, cancellation::isCancelled);
    if (outcome instanceof ModeOutcome.Found found) return report(found.mode());
    if (outcome instanceof ModeOutcome.AtBoundary edge) {
      return new MapOutcome.AtBoundary(
          layout,
          boxed(record(edge.position())),
          edge.coordinate(),
          edge.upward(),
          follower(edge),
          edge.logDensity());
    }
    String reason = ((ModeOutcome.NotFound) outcome).reason();
    return new MapOutcome.Failed(reason, density.blame(target));
  }

  /** The value that changes most, relative to its size, when the coordinate moves on by one. */
  private OptionalInt follower(ModeOutcome.AtBoundary edge) {
    double[] moved = edge.position().clone();
    double[] here = record(moved);
    moved[edge.coordinate()] += edge.upward() ? -1 : 1;
    double[] there = record(moved);
    OptionalInt follower = OptionalInt.empty();
    double most = 0;
    for (int i = 0; i < here.length; i++) {
      double change =
          Math.abs(there[i] - here[i]) / Math.max(Math.abs(here[i]), Math.abs(there[i]));
      if (change > most * (1 + 1e-9)) {
        most = change;
        follower = OptionalInt.of(i);
      }
    }
    return follower;
  }

  private MapOutcome report(Mode mode) {
    double[] errors = new double[layout.width()];
    Arrays.fill(errors, Double.NaN);
    Optional<String> whyNoErrors = Optional.empty();
    if (mode.curvature().isEmpty()) {
      whyNoErrors =
          Optional.of("more than " + ModeSearch.LARGEST_CURVATURE + " unconstrained coordinates");
    } else if ((long) layout.width() * target.dimension() > MOST_DERIVATIVES) {
      whyNoErrors = Optional.of("too many values");
    } else {
      errors = standardErrors(mode.position(), mode.curvature().get());
    }
    return new MapOutcome.Found(
        layout,
        boxed(record(mode.position())),
        boxed(errors),
        whyNoErrors,
        mode.logDensity(),
        boxed(mode.position()),
        mode.starts(),
        mode.agreeing());
  }

  /**
   * Standard errors by the delta method. The gradient vanishes at the mode, so the curvature of the
   * constrained density transforms like a tensor and this is its inverse on the constrained scale.
   */
  private double[] standardErrors(double[] position, Curvature curvature) {
    int n = position.length;
    int width = layout.width();
    double[][] derivatives = new double[width][n];
    double[] point = position.clone();
    for (int i = 0; i < n; i++) {
      double step = STEP * Math.max(1, Math.abs(position[i]));
      point[i] = position[i] + step;
      double[] ahead = record(point);
      point[i] = position[i] - step;
      double[] behind = record(point);
      point[i] = position[i];
      for (int j = 0; j < width; j++) derivatives[j][i] = (ahead[j] - behind[j]) / (2 * step);
    }
    double[] errors = new double[width];
    int column = 0;
    for (RecordedVariable variable : layout.variables()) {
      boolean real = variable.kind() == RecordedVariable.Kind.REAL;
      for (int k = 0; k < variable.size(); k++, column++) {
        double error = real ? Math.sqrt(curvature.variance(derivatives[column])) : Double.NaN;
        errors[column] = error > 0 ? error : Double.NaN;
      }
    }
    return errors;
  }

  /** The row at a position; what is random in it is the same for every position. */
  private double[] record(double[] position) {
    double[] row = new double[layout.width()];
    recorder.record(position, streams.purpose(ChainRun.RECORDING).chain(0), row);
    return row;
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
