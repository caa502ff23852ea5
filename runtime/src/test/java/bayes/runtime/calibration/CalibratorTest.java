package bayes.runtime.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.calibration.CalibratedMethod.Outcome;
import bayes.runtime.calibration.NormalExperiment.Sampler;
import bayes.runtime.calibration.RankedQuantity.Bias;
import bayes.runtime.calibration.RankedQuantity.Spread;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.Target;
import bayes.runtime.random.Streams;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calibration of samplers of a posterior that is known. */
class CalibratorTest {
  private static final NormalExperiment EXPERIMENT = new NormalExperiment();
  private static final CalibrationSettings SETTINGS = CalibrationSettings.of(3).withThreads(1);

  private static Calibration calibrate(CalibratedMethod method) {
    return Calibrator.calibrate(EXPERIMENT, method, SETTINGS);
  }

  private static RankedQuantity x(Calibration calibration) {
    return calibration.quantities().get(0);
  }

  @Test
  void aRightSamplerIsCalibrated() {
    Calibration found = calibrate(Sampler.RIGHT);
    assertTrue(found.isCalibrated());
    assertEquals(200, found.simulations());
    assertEquals(
        List.of("x", "coin", "log likelihood", "log joint"),
        found.quantities().stream().map(RankedQuantity::label).toList(),
        "without the constant, and what has the ranks of another");
  }

  @Test
  void wrongSamplersGetTheirNames() {
    assertEquals(Bias.UP, x(calibrate(new Sampler(0.4, 1, 1))).bias());
    assertEquals(Bias.DOWN, x(calibrate(new Sampler(-0.4, 1, 1))).bias());
    assertEquals(Spread.TOO_NARROW, x(calibrate(new Sampler(0, 0.6, 1))).spread());
    assertEquals(Spread.TOO_WIDE, x(calibrate(new Sampler(0, 1.7, 1))).spread());
    RankedQuantity far = x(calibrate(new Sampler(3, 1, 1)));
    assertEquals(Bias.UP, far.bias());
    assertEquals(Spread.RIGHT, far.spread(), "ranks that are all 0 say nothing of the spread");
    for (double scale : new double[] {0.6, 1.7}) {
      Calibration found = calibrate(new Sampler(0, scale, 1));
      assertTrue(found.isBlamed(x(found)));
      assertEquals(Bias.NONE, x(found).bias());
    }
  }

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() {
    Calibration one = calibrate(Sampler.RIGHT);
    Calibration three = Calibrator.calibrate(EXPERIMENT, Sampler.RIGHT, SETTINGS.withThreads(3));
    for (int i = 0; i < one.quantities().size(); i++) {
      assertArrayEquals(one.quantities().get(i).ranks(), three.quantities().get(i).ranks());
    }
    Calibration other =
        Calibrator.calibrate(EXPERIMENT, Sampler.RIGHT, CalibrationSettings.of(4).withThreads(1));
    assertFalse(Arrays.equals(x(one).ranks(), x(other).ranks()));
  }

  @Test
  void correlatedDrawsAreMadeLonger() {
    List<Integer> efforts = new ArrayList<>();
    Sampler slow = new Sampler(0, 1, 8);
    CalibratedMethod watched =
        new Watched(
            (target, seed, effort, cancellation) -> {
              efforts.add(effort);
              return slow.fit(target, seed, effort, cancellation);
            });
    Calibration found = calibrate(watched);
    assertTrue(found.isCalibrated());
    assertEquals(List.of(1, 2, 4, 8), efforts.subList(0, 4));
    assertTrue(found.doubts().isEmpty(), () -> "" + found.doubts());
    Calibration hopeless = calibrate(new Sampler(0, 1, 100));
    assertEquals(200, hopeless.doubts().size(), "after sixteen times as many draws");
  }

  @Test
  void failuresAreCountedAndNotRanked() {
    AtomicInteger number = new AtomicInteger();
    CalibratedMethod moody =
        new Watched(
            (target, seed, effort, cancellation) ->
                effort == 1 && number.getAndIncrement() % 10 == 4
                    ? new Outcome.Failed("in a bad mood")
                    : Sampler.RIGHT.fit(target, seed, effort, cancellation));
    Calibration found = calibrate(moody);
    assertEquals(20, found.failures().size());
    assertEquals(4, found.failures().get(0).simulation());
    assertEquals(180, x(found).count());
    assertEquals(5, x(found).simulations()[4]);
    assertTrue(found.isCalibrated());
  }

  @Test
  void whatIsDoneIsKeptAfterACancellation() {
    Cancellation cancellation = new Cancellation();
    Calibration found =
        Calibrator.calibrate(
            EXPERIMENT,
            Sampler.RIGHT,
            SETTINGS,
            (done, total) -> {
              if (done == 50) cancellation.cancel();
            },
            cancellation);
    assertTrue(found.cancelled());
    assertEquals(50, found.simulations());
    int[] all = x(calibrate(Sampler.RIGHT)).ranks();
    assertArrayEquals(Arrays.copyOf(all, 50), x(found).ranks());
  }

  @Test
  void anExceptionOfTheExperimentEndsIt() {
    Experiment broken =
        (number, random) -> {
          if (number == 7) throw new IllegalArgumentException("simulation 8");
          return EXPERIMENT.simulate(number, random);
        };
    Exception thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Calibrator.calibrate(broken, Sampler.RIGHT, SETTINGS));
    assertEquals("simulation 8", thrown.getMessage());
  }

  @Test
  void tiesAreBrokenAtRandom() {
    var random = Streams.of(1).chain(0);
    double[] draws = {1, 2, 2, 2, 3};
    int[] counts = new int[6];
    for (int i = 0; i < 4000; i++) counts[Rank.of(2, draws, random)]++;
    assertArrayEquals(new int[] {0, 0, 0}, new int[] {counts[0], counts[5], 0});
    for (int rank = 1; rank <= 4; rank++) assertEquals(1000, counts[rank], 150);
    assertEquals(5, Rank.of(9, draws, random));
    assertEquals(Rank.NONE, Rank.of(Double.NaN, draws, random));
  }

  @Test
  void theRecordingTargetForwardsAllThatATargetTells() throws NoSuchMethodException {
    for (Method method : Target.class.getMethods()) {
      Method own = RecordingTarget.class.getMethod(method.getName(), method.getParameterTypes());
      assertNotEquals(Target.class, own.getDeclaringClass(), method.getName());
    }
  }

  /** A method that is a lambda. */
  private record Watched(Fit fit) implements CalibratedMethod {
    interface Fit {
      Outcome fit(Target target, long seed, int effort, Cancellation cancellation);
    }

    @Override
    public String name() {
      return "watched";
    }

    @Override
    public Outcome fit(Target target, long seed, int effort, Cancellation cancellation) {
      return fit.fit(target, seed, effort, cancellation);
    }
  }
}
