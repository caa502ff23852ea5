package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LogDensity;
import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where chains start: in every mode that matters, dispersed, and where they are told to. */
final class ChainStartTest {
  private static final int RUNS = 40;

  /** Two normal bells of standard deviation 0.2 at -1 and 1, the second lower by {@code drop}. */
  private static Target twoModes(double drop) {
    return new DelegatingTarget(new ConjugateModels.NormalMean(Fault.NONE)) {
      @Override
      public LogDensity newLogDensity() {
        return new LogDensity() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double logDensity(double[] x) {
            return logDensityAndGradient(x, new double[1]);
          }

          @Override
          public double logDensityAndGradient(double[] x, double[] gradientOut) {
            double below = -(x[0] + 1) * (x[0] + 1) / 0.08;
            double above = -(x[0] - 1) * (x[0] - 1) / 0.08 - drop;
            double most = Math.max(below, above);
            double share = Math.exp(below - most);
            double other = Math.exp(above - most);
            double total = share + other;
            gradientOut[0] = -(share * (x[0] + 1) + other * (x[0] - 1)) / 0.04 / total;
            return most + Math.log(total);
          }
        };
      }
    };
  }

  private static double start(Target target, StartPoints points, int seed, int chain) {
    StartPaths paths = new StartPaths(target, seed, new Cancellation());
    ChainState state = new ChainState(1);
    Optional<String> failure =
        new ChainStart(points, paths::candidates, chain)
            .find(target.newLogDensity(), true, Streams.of(seed).chain(chain), state);
    assertEquals(Optional.empty(), failure);
    assertEquals(target.newLogDensity().logDensity(state.position()), state.logDensity());
    return state.position()[0];
  }

  private static long startsAbove(double drop, StartPoints points) {
    Target target = twoModes(drop);
    return IntStream.range(0, RUNS).filter(seed -> start(target, points, seed, 0) > 0).count();
  }

  @Test
  void modesOfTheSameMassAreBothStartedFrom() {
    long above = startsAbove(0, new StartPoints.Pathfinder());
    // Binomial(40, 1/2) but for the paths, few of which may all lead to one of them.
    assertTrue(above >= 8 && above <= 32, above + " of " + RUNS);
  }

  @Test
  void aModeWithoutMassIsNot() {
    // Only if all paths lead there, with probability 1/64.
    assertTrue(startsAbove(20, new StartPoints.Pathfinder()) <= 3);
  }

  @Test
  void randomStartsKnowNothingOfMass() {
    assertTrue(startsAbove(20, new StartPoints.Random()) >= 8);
  }

  @Test
  void startsAreMoreDispersedThanThePosterior() {
    Target target = new ConjugateModels.NormalMean(Fault.NONE);
    double mean = new ConjugateModels.NormalMean(Fault.NONE).mean()[0];
    double variance = new ConjugateModels.NormalMean(Fault.NONE).variance()[0];
    int starts = 400;
    double squares = 0;
    StartPaths paths = new StartPaths(target, 1, new Cancellation());
    for (int chain = 0; chain < starts; chain++) {
      ChainState state = new ChainState(1);
      new ChainStart(new StartPoints.Pathfinder(), paths::candidates, chain)
          .find(target.newLogDensity(), true, Streams.of(1).chain(chain), state);
      squares += (state.position()[0] - mean) * (state.position()[0] - mean);
    }
    // 1.5 times the standard deviation; of a variance from 400 draws the error is 7%.
    assertEquals(2.25, squares / starts / variance, 4.5 * 0.07 * 2.25);
  }

  @Test
  void givenPositionsAreTaken() {
    Target target = twoModes(0);
    StartPoints given = StartPoints.Given.of(new double[] {0.25}, new double[] {-3});
    assertEquals(0.25, start(target, given, 1, 0));
    assertEquals(-3, start(target, given, 1, 1));
    assertEquals(0.25, start(target, given, 1, 2));
  }

  @Test
  void whatIsNotGivenIsDrawn() {
    Target target = twoModes(0);
    double drawn = start(target, StartPoints.Given.of(new double[] {Double.NaN}), 1, 0);
    assertEquals(start(target, new StartPoints.Random(), 1, 0), drawn);
  }

  @Test
  void theStartDoesNotDependOnTheNumberOfThreads() {
    RunSettings run = RunSettings.defaults(7).withWarmup(0).withDraws(5);
    Target target = twoModes(1);
    Fit one = Inference.sample(target, NutsSettings.of(run.withThreads(1)));
    Fit four = Inference.sample(target, NutsSettings.of(run.withThreads(4)));
    for (int chain = 0; chain < 4; chain++) {
      for (int draw = 0; draw < 5; draw++) {
        assertEquals(one.draws().value(chain, draw, 0), four.draws().value(chain, draw, 0));
      }
    }
  }
}
