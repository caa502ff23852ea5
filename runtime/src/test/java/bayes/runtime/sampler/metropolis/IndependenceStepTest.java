package bayes.runtime.sampler.metropolis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LogDensity;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IndependenceStepTest {
  private static final int DRAWS = 100_000;

  /** A normal proposal of one coordinate. */
  private record Normal(double mean, double sd) implements IndependentProposal {
    @Override
    public void sample(RandomGenerator random, double[] positionOut) {
      positionOut[0] = mean + sd * RandomDraws.standardNormal(random);
    }

    @Override
    public double logDensity(double[] position) {
      double z = (position[0] - mean) / sd;
      return -z * z / 2 - Math.log(sd) - Math.log(2 * Math.PI) / 2;
    }
  }

  /** The log of a Gamma(3, 1) variable, with mean psi(3) = 3/2 - Euler's constant. */
  private static final LogDensity LOG_GAMMA =
      new LogDensity() {
        @Override
        public int dimension() {
          return 1;
        }

        @Override
        public double logDensity(double[] x) {
          return 3 * x[0] - Math.exp(x[0]);
        }

        @Override
        public double logDensityAndGradient(double[] x, double[] gradientOut) {
          throw new UnsupportedOperationException("proposals need no gradient");
        }
      };

  private static double meanError(IndependentProposal drawn) {
    IndependenceStep step = new IndependenceStep(LOG_GAMMA, drawn);
    ChainState state = new ChainState(1);
    state.setLogDensity(LOG_GAMMA.logDensity(state.position()));
    RandomGenerator random = Streams.of(23).chain(0);
    double mean = 0;
    for (int i = 0; i < DRAWS; i++) {
      step.transition(state, random);
      mean += state.position()[0] / DRAWS;
    }
    // The variance is trigamma(3) = pi^2/6 - 5/4; a quarter of the draws count.
    double error = Math.sqrt((Math.PI * Math.PI / 6 - 1.25) / (DRAWS / 4.0));
    return Math.abs(mean - (1.5 - 0.5772156649015329)) / error;
  }

  @Test
  void aProposalBesideTheTargetKeepsTheTarget() {
    assertTrue(meanError(new Normal(0.8, 1)) < 4);
  }

  /** A planted fault: proposals are not from the density that they are corrected for. */
  @Test
  void aProposalOfAnotherDensityIsSeen() {
    Normal claimed = new Normal(0.8, 1);
    assertTrue(
        meanError(
                new IndependentProposal() {
                  @Override
                  public void sample(RandomGenerator random, double[] positionOut) {
                    new Normal(1.1, 1).sample(random, positionOut);
                  }

                  @Override
                  public double logDensity(double[] position) {
                    return claimed.logDensity(position);
                  }
                })
            > 4);
  }

  /** The posterior itself as the proposal is always accepted. */
  @Test
  void aPerfectProposalIsAlwaysAccepted() {
    Normal normal = new Normal(2, 3);
    LogDensity density =
        new LogDensity() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double logDensity(double[] x) {
            return normal.logDensity(x) + 7;
          }

          @Override
          public double logDensityAndGradient(double[] x, double[] gradientOut) {
            throw new UnsupportedOperationException("proposals need no gradient");
          }
        };
    IndependenceStep step = new IndependenceStep(density, normal);
    ChainState state = new ChainState(1);
    state.setLogDensity(density.logDensity(state.position()));
    RandomGenerator random = Streams.of(24).chain(0);
    for (int i = 0; i < 1000; i++) assertEquals(1, step.transition(state, random), 1e-12);
  }
}
