package bayes.runtime.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.density.LogDensity;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.InitialPoint;
import bayes.runtime.sampler.hamiltonian.MetricKind;
import bayes.runtime.sampler.hamiltonian.NoUTurn;
import bayes.runtime.sampler.hamiltonian.NutsInfo;
import bayes.runtime.sampler.hamiltonian.StepSizeSearch;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whole chains: a warmup, and draws with what it has learnt. */
class NutsWarmupTest {
  private static final int DRAWS = 2000;

  /** A chain after its warmup, with all its draws as [coordinate][draw]. */
  private record Chain(NutsWarmup warmup, double[][] draws, long warmupGradients, long gradients) {}

  private static Chain run(LogDensity density, WarmupSettings settings, long seed) {
    RandomGenerator random = Streams.of(seed).chain(0);
    ChainState state = new ChainState(density.dimension());
    assertTrue(InitialPoint.find(density, true, random, state).isEmpty());
    NoUTurn sampler = new NoUTurn(density, 10);
    StepSizeSearch search = new StepSizeSearch(density);
    NutsWarmup warmup = new NutsWarmup(density.dimension(), settings);
    NutsInfo info = new NutsInfo();
    warmup.begin(state);
    warmup.restart(search.find(state, warmup.metric(), 1, random).orElseThrow());
    long warmupGradients = 0;
    while (!warmup.isDone()) {
      sampler.transition(
          state, warmup.metric(), warmup.stepSize(), warmup.depthLimit(), random, info);
      warmupGradients += info.nLeapfrog();
      if (warmup.learn(state, info)) {
        double first = warmup.stepSize();
        warmup.restart(search.find(state, warmup.metric(), first, random).orElseThrow());
      }
    }
    double[][] draws = new double[density.dimension()][DRAWS];
    long gradients = 0;
    for (int k = 0; k < DRAWS; k++) {
      sampler.transition(state, warmup.metric(), warmup.stepSize(), random, info);
      gradients += info.nLeapfrog();
      for (int i = 0; i < draws.length; i++) draws[i][k] = state.position()[i];
    }
    return new Chain(warmup, draws, warmupGradients, gradients);
  }

  private static WarmupSettings adaptive(Optional<MetricKind> metric) {
    return new WarmupSettings(1000, true, 0.8, metric);
  }

  /** The largest error of means and variances, in Monte Carlo standard errors. */
  private static double momentError(Chain chain, CorrelatedNormal truth) {
    double most = 0;
    for (int i = 0; i < truth.dimension(); i++) {
      double[][] x = {chain.draws()[i]};
      double[][] squares = {x[0].clone()};
      for (int k = 0; k < DRAWS; k++) squares[0][k] = Math.pow(x[0][k] - truth.mean(i), 2);
      most = Math.max(most, error(x, truth.mean(i)));
      most = Math.max(most, error(squares, truth.covariance(i, i)));
    }
    return most;
  }

  private static double error(double[][] draws, double expected) {
    double sum = 0;
    for (double x : draws[0]) sum += x;
    return Math.abs(sum / DRAWS - expected) / Convergence.mcseMean(draws);
  }

  @Test
  void anIllConditionedNormalIsWhitened() {
    CorrelatedNormal normal = new CorrelatedNormal(8, 0.99);
    Chain chain = run(normal, adaptive(Optional.empty()), 1);
    assertTrue(chain.warmup().metric().kind() != MetricKind.DIAGONAL);
    assertTrue(chain.warmup().iterations() < 400, "" + chain.warmup().iterations());
    assertEquals(chain.warmup().iterations(), chain.warmup().expectedIterations());
    assertTrue(chain.gradients() < 10 * DRAWS, "" + chain.gradients());
    assertTrue(momentError(chain, normal) < 5);
  }

  /**
   * What is asked for is taken, and the same posterior costs a diagonal metric several times more.
   */
  @Test
  void shapesThatAreGiven() {
    CorrelatedNormal normal = new CorrelatedNormal(8, 0.99);
    Chain diagonal = run(normal, adaptive(Optional.of(MetricKind.DIAGONAL)), 2);
    Chain dense = run(normal, adaptive(Optional.of(MetricKind.DENSE)), 2);
    assertEquals(MetricKind.DIAGONAL, diagonal.warmup().metric().kind());
    assertEquals(MetricKind.DENSE, dense.warmup().metric().kind());
    assertTrue(
        diagonal.gradients() > 2 * dense.gradients(),
        diagonal.gradients() + " and " + dense.gradients());
    assertTrue(momentError(diagonal, normal) < 5);
    assertTrue(momentError(dense, normal) < 5);
  }

  /** A twin with a fault: draws of a normal that is a tenth wider are told from it. */
  @Test
  void aWiderNormalIsSeen() {
    CorrelatedNormal normal = new CorrelatedNormal(8, 0.99);
    Chain chain = run(normal, adaptive(Optional.empty()), 3);
    for (double[] draws : chain.draws()) {
      double mean = normal.mean(0);
      for (int k = 0; k < DRAWS; k++) draws[k] = mean + 1.1 * (draws[k] - mean);
    }
    assertFalse(momentError(chain, normal) < 5);
  }

  @Test
  void aFixedLengthIsKept() {
    CorrelatedNormal normal = new CorrelatedNormal(3, 0.5);
    for (int length : new int[] {0, 5, 60, 300}) {
      Chain chain = run(normal, new WarmupSettings(length, false, 0.8, Optional.empty()), 4);
      assertEquals(length, chain.warmup().iterations());
    }
  }

  /** A step of the density that no step size can follow: the acceptance aimed for rises. */
  @Test
  void divergencesMakeCareful() {
    LogDensity cliff =
        new LogDensity() {
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
            gradientOut[0] = -position[0];
            return position[0] > 2 ? Double.NaN : -position[0] * position[0] / 2;
          }
        };
    double careful = run(cliff, adaptive(Optional.empty()), 5).warmup().stepSize();
    double usual =
        run(new CorrelatedNormal(1, 0), adaptive(Optional.empty()), 5).warmup().stepSize();
    assertTrue(careful < 0.8 * usual, careful + " and " + usual);
  }
}
