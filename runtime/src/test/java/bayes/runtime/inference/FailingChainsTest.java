package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.sampler.metropolis.Move;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Chains whose density is made to fail after a while; the others are as without it. */
class FailingChainsTest {
  private static final ConjugateModel MODEL = new ConjugateModels.GammaPoisson(Fault.NONE);
  private static final RunSettings RUN =
      RunSettings.defaults(5)
          .withChains(3)
          .withWarmup(60)
          .withDraws(300)
          .withThreads(1)
          // A path to a better start would make a density of its own.
          .withStart(new StartPoints.Random());

  /** Proposals from the Laplace approximation would make a density of their own. */
  private static final ChainSettings WALK =
      new MetropolisSettings(RUN, Set.of(Move.COMPONENTS, Move.BLOCKS));

  private static Target failing(int which, int after, Supplier<Double> failure) {
    return failing(MODEL, which, after, failure);
  }

  /**
   * Runs after a number of evaluations of one chain's density, in place of the next ones.
   *
   * @param which of the densities that are made, from 0; -1 for all
   */
  static Target failing(Target target, int which, int after, Supplier<Double> failure) {
    AtomicInteger made = new AtomicInteger();
    return new DelegatingTarget(target) {
      @Override
      public LogDensity newLogDensity() {
        LogDensity density = target.newLogDensity();
        boolean fails = which < 0 || made.getAndIncrement() == which;
        return new LogDensity() {
          private int evaluations;

          @Override
          public int dimension() {
            return density.dimension();
          }

          @Override
          public double logDensity(double[] position) {
            return fails && ++evaluations > after ? failure.get() : density.logDensity(position);
          }

          @Override
          public double logDensityAndGradient(double[] position, double[] gradientOut) {
            return fails && ++evaluations > after
                ? failure.get()
                : density.logDensityAndGradient(position, gradientOut);
          }
        };
      }
    };
  }

  private static int deeper(int n) {
    return n < 0 ? 0 : n + deeper(n + 1);
  }

  private static void check(Supplier<Double> failure, String reason) {
    for (int after : List.of(0, 40, 600)) {
      for (ChainSettings settings : List.of(NutsSettings.of(RUN), WALK)) {
        Fit fit = Inference.sample(failing(1, after, failure), settings);
        assertEquals(1, fit.failures().size(), reason + " after " + after);
        ChainReport failed = fit.failures().get(0);
        assertEquals(1, failed.chain());
        assertEquals(reason, failed.reason());
        assertFalse(failed.kept());
        assertOthersAreAsEver(Inference.sample(MODEL, settings), fit);
      }
    }
  }

  private static void assertOthersAreAsEver(Fit undisturbed, Fit fit) {
    assertEquals(2, fit.draws().chains());
    assertEquals(RUN.draws(), fit.draws().draws());
    for (int column = 0; column < fit.draws().layout().width(); column++) {
      double[][] expected = undisturbed.draws().chains(column);
      assertArrayEquals(expected[0], fit.draws().chains(column)[0]);
      assertArrayEquals(expected[2], fit.draws().chains(column)[1]);
    }
  }

  @Test
  void anExceptionEndsItsChainOnly() {
    check(
        () -> {
          throw new IllegalStateException("the table has no such row");
        },
        "IllegalStateException: the table has no such row");
  }

  @Test
  void aStackThatOverflowsEndsItsChainOnly() {
    check(() -> (double) deeper(0), "stack overflow");
  }

  @Test
  void memoryThatIsUsedUpEndsItsChainOnly() {
    check(
        () -> {
          throw new OutOfMemoryError("Java heap space");
        },
        "out of memory");
  }

  /** A density that is NaN rejects proposals: such a chain stands still, and its report says so. */
  @Test
  void nanIsSeenInTheReport() {
    for (ChainSettings settings : List.of(NutsSettings.of(RUN), WALK)) {
      Fit start = Inference.sample(failing(1, 0, () -> Double.NaN), settings);
      assertTrue(start.failures().get(0).reason().contains("not a number"));
      assertOthersAreAsEver(Inference.sample(MODEL, settings), start);
      Fit later = Inference.sample(failing(1, 500, () -> Double.NaN), settings);
      assertEquals(3, later.draws().chains());
      assertTrue(later.chains().get(1).isTroubled());
      assertFalse(later.chains().get(0).isTroubled());
    }
  }

  @Test
  void whatIsRecordedMayFail() {
    AtomicInteger made = new AtomicInteger();
    Target target =
        new DelegatingTarget(MODEL) {
          @Override
          public Recorder newRecorder() {
            Recorder recorder = MODEL.newRecorder();
            // The first one tells the layout.
            boolean fails = made.getAndIncrement() == 2;
            return new Recorder() {
              @Override
              public List<RecordedVariable> variables() {
                return recorder.variables();
              }

              @Override
              public int width() {
                return recorder.width();
              }

              @Override
              public void record(double[] position, RandomGenerator random, double[] rowOut) {
                if (fails) throw new ArithmeticException("/ by zero");
                recorder.record(position, random, rowOut);
              }
            };
          }
        };
    Fit fit = Inference.sample(target, NutsSettings.of(RUN));
    assertEquals("ArithmeticException: / by zero", fit.failures().get(0).reason());
    assertOthersAreAsEver(Inference.sample(MODEL, NutsSettings.of(RUN)), fit);
  }

  @Test
  void whatEndsAllIsThrown() {
    Supplier<Double> overflow = () -> (double) deeper(0);
    assertThrows(
        StackOverflowError.class,
        () -> Inference.sample(failing(-1, 30, overflow), NutsSettings.of(RUN)));
    Supplier<Double> exception =
        () -> {
          throw new IllegalStateException("no");
        };
    assertThrows(
        IllegalStateException.class,
        () -> Inference.sample(failing(-1, 30, exception), NutsSettings.of(RUN)));
  }
}
