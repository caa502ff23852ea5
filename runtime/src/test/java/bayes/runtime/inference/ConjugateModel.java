package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.RecordedVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A hand-written model whose posterior and evidence are known in closed form. The log density comes
 * in three parts, so that a fault can be planted in any of them.
 */
abstract class ConjugateModel implements Target {
  /** What is wrong with the density that is sampled. */
  enum Fault {
    NONE,
    NO_JACOBIAN,
    /** The likelihood counts twice, as when the half before a square is missing. */
    NO_HALF
  }

  private final int dimension;
  private final int width;
  private final Fault fault;

  ConjugateModel(int dimension, int width, Fault fault) {
    this.dimension = dimension;
    this.width = width;
    this.fault = fault;
  }

  /** The log prior density of the constrained values; adds its gradient by position. */
  abstract double logPrior(double[] position, double[] gradient);

  /** The log likelihood; adds its gradient by position. */
  abstract double logLikelihood(double[] position, double[] gradient);

  /** The log-Jacobian of the transform; adds its gradient. */
  abstract double logJacobian(double[] position, double[] gradient);

  abstract void constrain(double[] position, double[] out);

  /** Draws a position from the prior. */
  abstract void samplePrior(RandomGenerator random, double[] out);

  /** The posterior mean of each recorded value. */
  abstract double[] mean();

  /** The posterior variance of each recorded value. */
  abstract double[] variance();

  /** The logarithm of the evidence. */
  abstract double logEvidence();

  /** The mode of the constrained density. */
  abstract double[] mode();

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public LogDensity newLogDensity() {
    double factor = fault == Fault.NO_HALF ? 2 : 1;
    return new Parts(1, factor, fault == Fault.NO_JACOBIAN ? 0 : 1);
  }

  @Override
  public LogDensity newLogDensityWithoutJacobian() {
    return new Parts(1, 1, 0);
  }

  @Override
  public LogDensity newLogLikelihood() {
    return new Parts(0, fault == Fault.NO_HALF ? 2 : 1, 0);
  }

  @Override
  public Optional<PriorSampler> newPriorSampler() {
    return Optional.of(this::samplePrior);
  }

  @Override
  public Optional<String> whyNoPrior() {
    return Optional.empty();
  }

  @Override
  public Recorder newRecorder() {
    return new Recorder() {
      @Override
      public List<RecordedVariable> variables() {
        var labels = IntStream.rangeClosed(1, width).mapToObj(String::valueOf);
        return List.of(
            new RecordedVariable(
                "x",
                RecordedVariable.Kind.REAL,
                List.of(new RecordedVariable.Axis("", labels.toList(), false)),
                List.of()));
      }

      @Override
      public int width() {
        return width;
      }

      @Override
      public void record(double[] position, RandomGenerator random, double[] rowOut) {
        constrain(position, rowOut);
      }
    };
  }

  private final class Parts implements LogDensity {
    private final double prior;
    private final double likelihood;
    private final double jacobian;
    private final double[] scratch = new double[ConjugateModel.this.dimension];

    Parts(double prior, double likelihood, double jacobian) {
      this.prior = prior;
      this.likelihood = likelihood;
      this.jacobian = jacobian;
    }

    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public double logDensity(double[] position) {
      return logDensityAndGradient(position, scratch);
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      Arrays.fill(gradient, 0);
      double sum = 0;
      if (likelihood != 0) sum += likelihood * logLikelihood(position, gradient);
      for (int i = 0; i < gradient.length; i++) gradient[i] *= likelihood;
      if (prior != 0) sum += logPrior(position, gradient);
      if (jacobian != 0) sum += logJacobian(position, gradient);
      return sum;
    }
  }
}
