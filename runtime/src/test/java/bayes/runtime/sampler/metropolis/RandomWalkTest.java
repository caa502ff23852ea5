package bayes.runtime.sampler.metropolis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomWalkTest {
  /** The standard normal density of one coordinate, restricted to positive values. */
  private static final class HalfNormal implements LogDensity {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double logDensity(double[] position) {
      return position[0] < 0 ? Double.NEGATIVE_INFINITY : -position[0] * position[0] / 2;
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradientOut) {
      gradientOut[0] = -position[0];
      return logDensity(position);
    }
  }

  private static final int DRAWS = 200_000;

  /** The error of the mean, sqrt(2 / pi), with steps of a scale that may depend on the state. */
  private static double meanError(DoubleUnaryOperator scale) {
    HalfNormal density = new HalfNormal();
    LocalDensity local = LocalDensity.whole(density);
    ComponentWalk walk = new ComponentWalk(local);
    double[] position = {1};
    local.moveTo(position);
    RandomGenerator random = Streams.of(5).chain(0);
    double[] scales = new double[1];
    double mean = 0;
    for (int i = 0; i < DRAWS; i++) {
      scales[0] = scale.applyAsDouble(position[0]);
      walk.transition(position, scales, random, new double[1]);
      assertTrue(position[0] >= 0);
      mean += position[0] / DRAWS;
    }
    // An effective sample size of a twentieth of the draws is less than such a walk has.
    double error = Math.sqrt((1 - 2 / Math.PI) / (DRAWS / 20.0));
    return Math.abs(mean - Math.sqrt(2 / Math.PI)) / error;
  }

  @Test
  void componentsKeepTheTarget() {
    assertTrue(meanError(x -> 1.5) < 4);
  }

  /** A planted fault: the proposal is not symmetric, but is accepted as if it were. */
  @Test
  void aBiasedAcceptanceIsSeen() {
    assertTrue(meanError(x -> 0.05 + x) > 4);
  }

  @Test
  void blocksOfACovarianceKeepTheTarget() {
    // Two normals of variance 1 and correlation 0.9.
    LogDensity density =
        new LogDensity() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double logDensity(double[] x) {
            return -(x[0] * x[0] - 1.8 * x[0] * x[1] + x[1] * x[1]) / (2 * 0.19);
          }

          @Override
          public double logDensityAndGradient(double[] x, double[] gradientOut) {
            throw new UnsupportedOperationException("a random walk needs no gradient");
          }
        };
    Block block =
        Block.divide(2).get(0).withCovariance(new double[] {1, 0.9, 0.9, 1}).orElseThrow();
    BlockWalk walk = new BlockWalk(density);
    ChainState state = new ChainState(2);
    state.setLogDensity(density.logDensity(state.position()));
    RandomGenerator random = Streams.of(6).chain(0);
    double product = 0;
    double accept = 0;
    for (int i = 0; i < DRAWS; i++) {
      accept += walk.transition(state, block, 1.68, 1, random) / DRAWS;
      product += state.position()[0] * state.position()[1] / DRAWS;
    }
    // The product has variance 1.81; a tenth of the draws count.
    assertEquals(0.9, product, 4 * Math.sqrt(1.81 / (DRAWS / 10.0)));
    // What a random walk of this scale accepts in two dimensions.
    assertEquals(0.352, accept, 0.02);
  }

  @Test
  void manyCoordinatesAreDivided() {
    List<Block> blocks = Block.divide(150);
    assertEquals(3, blocks.size());
    assertEquals(150, blocks.stream().mapToInt(Block::size).sum());
    assertEquals(50, blocks.get(1).from());
    assertEquals(List.of(), Block.divide(0));
    assertTrue(blocks.get(0).withCovariance(new double[2500]).isEmpty());
  }
}
