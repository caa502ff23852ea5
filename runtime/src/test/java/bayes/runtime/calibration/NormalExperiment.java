package bayes.runtime.calibration;

import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.Target;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A standard normal latent x, seen with a standard normal error: the posterior is normal with mean
 * y/2 and variance 1/2. Beside x it records a coin, a constant and x once more.
 */
final class NormalExperiment implements Experiment {
  @Override
  public Simulated simulate(int number, RandomGenerator random) {
    double x = RandomDraws.standardNormal(random);
    double y = x + RandomDraws.standardNormal(random);
    return new Simulated(new Posterior(y), new double[] {x});
  }

  /** The posterior given y. */
  record Posterior(double y) implements Target {
    private static final List<RecordedVariable> VARIABLES =
        List.of(real("x"), real("coin"), real("constant"), real("again"));

    private static RecordedVariable real(String name) {
      return new RecordedVariable(name, RecordedVariable.Kind.REAL, List.of(), List.of());
    }

    private static LogDensity density(double mean, double precision) {
      return new LogDensity() {
        @Override
        public int dimension() {
          return 1;
        }

        @Override
        public double logDensity(double[] position) {
          return logDensityAndGradient(position, new double[1]);
        }

        @Override
        public double logDensityAndGradient(double[] position, double[] gradientOut) {
          gradientOut[0] = -precision * (position[0] - mean);
          return gradientOut[0] * (position[0] - mean) / 2;
        }
      };
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public LogDensity newLogDensity() {
      return density(y / 2, 2);
    }

    @Override
    public LogDensity newLogDensityWithoutJacobian() {
      return newLogDensity();
    }

    @Override
    public LogDensity newLogLikelihood() {
      return density(y, 1);
    }

    @Override
    public Recorder newRecorder() {
      return new Recorder() {
        @Override
        public List<RecordedVariable> variables() {
          return VARIABLES;
        }

        @Override
        public int width() {
          return VARIABLES.size();
        }

        @Override
        public void record(double[] position, RandomGenerator random, double[] rowOut) {
          rowOut[0] = position[0];
          rowOut[1] = random.nextInt(2);
          rowOut[2] = 7;
          rowOut[3] = 3 * position[0];
        }
      };
    }

    @Override
    public Optional<PriorSampler> newPriorSampler() {
      return Optional.empty();
    }

    @Override
    public Optional<String> whyNoPrior() {
      return Optional.of("not asked for");
    }
  }

  /**
   * Draws x independently, or each value for so many draws in a row.
   *
   * @param shift of the mean, and {@code scale} of the standard deviation, both 0 and 1 if right
   */
  record Sampler(double shift, double scale, int repeats) implements CalibratedMethod {
    static final int DRAWS = 250;
    static final Sampler RIGHT = new Sampler(0, 1, 1);

    @Override
    public String name() {
      return "sampler";
    }

    @Override
    public Outcome fit(Target target, long seed, int effort, Cancellation cancellation) {
      RandomGenerator random = Streams.of(seed).chain(0);
      Recorder recorder = target.newRecorder();
      LogDensity density = target.newLogDensity();
      double[] position = {0};
      double[] gradient = {0};
      density.logDensityAndGradient(position, gradient);
      double mean = gradient[0] / 2;
      int count = DRAWS * effort;
      double[] rows = new double[count * recorder.width()];
      double[] row = new double[recorder.width()];
      for (int i = 0; i < count; i++) {
        if (i % repeats == 0) {
          double z = RandomDraws.standardNormal(random);
          position[0] = mean + shift + scale * Math.sqrt(0.5) * z;
        }
        recorder.record(position, random, row);
        System.arraycopy(row, 0, rows, i * row.length, row.length);
      }
      Layout layout = Layout.of(recorder.variables());
      Draws draws = Draws.of(layout, List.of(), count, List.of(rows), List.of(new double[0]));
      return new Outcome.Drawn(draws, Optional.empty());
    }
  }
}
