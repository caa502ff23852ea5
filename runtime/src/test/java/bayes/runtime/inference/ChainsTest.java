package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.ConjugateModel.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** How chains run together: determinism, cancellation, failures, progress. */
class ChainsTest {
  private static final RunSettings RUN =
      RunSettings.defaults(3).withWarmup(200).withDraws(200).withThreads(2);

  private static void assertSameDraws(Fit expected, Fit actual) {
    assertEquals(expected.draws().chains(), actual.draws().chains());
    for (int column = 0; column < expected.draws().layout().width(); column++) {
      assertArrayEquals(expected.draws().chains(column), actual.draws().chains(column));
    }
    for (String name : expected.draws().samplerNames()) {
      assertArrayEquals(
          expected.draws().sampler(name).orElseThrow(), actual.draws().sampler(name).orElseThrow());
    }
  }

  @Test
  void sameSeedSameDrawsWhateverTheThreads() {
    var model = new ConjugateModels.DirichletMultinomial(Fault.NONE);
    Fit one = Inference.sample(model, NutsSettings.of(RUN.withThreads(1)));
    Fit four = Inference.sample(model, NutsSettings.of(RUN.withThreads(4)));
    assertSameDraws(one, four);
    Fit mh = Inference.sample(model, MetropolisSettings.of(RUN.withThreads(1)));
    assertSameDraws(mh, Inference.sample(model, MetropolisSettings.of(RUN.withThreads(4))));
    Fit two = Inference.sample(model, NutsSettings.of(RUN.withChains(2)));
    assertArrayEquals(one.draws().chains(0)[1], two.draws().chains(0)[1]);
    assertNotEquals(one.draws().value(0, 0, 0), one.draws().value(1, 0, 0));
  }

  /** Chains that begin at the same time share what they start from, but no workspace. */
  @Test
  void chainsThatBeginTogetherDoNotDisturbEachOther() {
    var model = new ConjugateModels.DirichletMultinomial(Fault.NONE);
    for (int seed = 1; seed <= 40; seed++) {
      RunSettings run = RUN.withSeed(seed).withChains(16).withWarmup(1).withDraws(1);
      Fit one = Inference.sample(model, NutsSettings.of(run.withThreads(1)));
      assertSameDraws(one, Inference.sample(model, NutsSettings.of(run.withThreads(16))));
    }
  }

  @Test
  void recordingDoesNotDisturbTheChain() {
    var model = new ConjugateModels.GammaPoisson(Fault.NONE);
    Fit plain = Inference.sample(model, NutsSettings.of(RUN));
    Target noisy =
        new DelegatingTarget(model) {
          @Override
          public Recorder newRecorder() {
            Recorder recorder = model.newRecorder();
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
                random.nextLong();
                recorder.record(position, random, rowOut);
              }
            };
          }
        };
    assertSameDraws(plain, Inference.sample(noisy, NutsSettings.of(RUN)));
  }

  @Test
  void samplerColumnsMakeSense() {
    Fit fit = Inference.sample(new ConjugateModels.Regression(Fault.NONE), NutsSettings.of(RUN));
    double[][] depth = fit.draws().sampler("treedepth__").orElseThrow();
    double[][] steps = fit.draws().sampler("n_leapfrog__").orElseThrow();
    double[][] energy = fit.draws().sampler("energy__").orElseThrow();
    double[][] logDensity = fit.draws().sampler("lp__").orElseThrow();
    double accept = 0;
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < fit.draws().draws(); i++) {
        assertTrue(steps[c][i] >= Math.pow(2, depth[c][i]) - 1);
        assertTrue(steps[c][i] < Math.pow(2, depth[c][i] + 1));
        assertTrue(energy[c][i] >= -logDensity[c][i]);
        accept += fit.draws().sampler("accept_stat__").orElseThrow()[c][i] / 800;
      }
      var learnt = (Adaptation.Hamiltonian) fit.chains().get(c).adaptation().orElseThrow();
      assertEquals(20, learnt.inverseMetric().size());
      assertEquals(learnt.stepSize(), fit.draws().sampler("stepsize__").orElseThrow()[c][0]);
    }
    assertEquals(0.85, accept, 0.1);
  }

  @Test
  void cancellationKeepsCommonDraws() {
    Cancellation cancellation = new Cancellation();
    Map<Integer, Integer> reached = new ConcurrentHashMap<>();
    Progress.Listener listener =
        progress -> {
          reached.put(progress.chain(), progress.iteration());
          if (progress.chain() == 1 && progress.iteration() >= 350) cancellation.cancel();
        };
    var settings = NutsSettings.of(RUN.withThreads(1).withWarmup(100).withDraws(400));
    Fit fit =
        Inference.sample(
            new ConjugateModels.NormalMean(Fault.NONE), settings, listener, cancellation);
    assertTrue(fit.cancelled());
    assertTrue(fit.failures().isEmpty());
    // One thread: chain 0 has 400 draws, chain 1 at least 250, chains 2 and 3 have not begun.
    assertEquals(2, fit.draws().chains());
    assertTrue(fit.draws().draws() >= 250 && fit.draws().draws() < 400);
    assertEquals(ChainReport.Status.COMPLETED, fit.chains().get(0).status());
    assertEquals(ChainReport.Status.CANCELLED, fit.chains().get(3).status());
    assertFalse(fit.chains().get(3).kept());
    assertEquals(500, reached.get(0));
  }

  @Test
  void cancellationInWarmupLeavesNothing() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    Fit fit =
        Inference.sample(
            new ConjugateModels.NormalMean(Fault.NONE),
            NutsSettings.of(RUN),
            Progress.Listener.none(),
            cancellation);
    assertFalse(fit.hasDraws());
    assertTrue(fit.cancelled());
  }

  @Test
  void aChainWithoutAStartIsReportedAndTheOthersGoOn() {
    var model = new ConjugateModels.NormalMean(Fault.NONE);
    AtomicInteger made = new AtomicInteger();
    Target target =
        new DelegatingTarget(model) {
          @Override
          public LogDensity newLogDensity() {
            return made.getAndIncrement() == 2
                ? new Constant(Double.NEGATIVE_INFINITY)
                : model.newLogDensity();
          }
        };
    Fit fit =
        Inference.sample(
            target, NutsSettings.of(RUN.withThreads(1).withStart(new StartPoints.Random())));
    assertEquals(3, fit.draws().chains());
    assertEquals(1, fit.failures().size());
    assertEquals(2, fit.failures().get(0).chain());
    assertEquals(
        "no starting point in 100 attempts: 100 had density zero", fit.failures().get(0).reason());
  }

  @Test
  void anImproperPosteriorHasNoStepSize() {
    Target target =
        new DelegatingTarget(new ConjugateModels.NormalMean(Fault.NONE)) {
          @Override
          public LogDensity newLogDensity() {
            return new Constant(0);
          }
        };
    Fit fit = Inference.sample(target, NutsSettings.of(RUN));
    assertFalse(fit.hasDraws());
    assertEquals(4, fit.failures().size());
    assertTrue(fit.failures().get(0).reason().contains("improper"));
  }

  @Test
  void aModelWithoutParametersIsRecorded() {
    Target target =
        new DelegatingTarget(new ConjugateModels.NormalMean(Fault.NONE)) {
          @Override
          public LogDensity newLogDensity() {
            return new Constant(-1, 0);
          }

          @Override
          public Recorder newRecorder() {
            return new Recorder() {
              @Override
              public List<RecordedVariable> variables() {
                return List.of(
                    new RecordedVariable("z", RecordedVariable.Kind.REAL, List.of(), List.of()));
              }

              @Override
              public int width() {
                return 1;
              }

              @Override
              public void record(double[] position, RandomGenerator random, double[] rowOut) {
                rowOut[0] = random.nextDouble();
              }
            };
          }
        };
    for (ChainSettings settings : List.of(NutsSettings.of(RUN), MetropolisSettings.of(RUN))) {
      Fit fit = Inference.sample(target, settings);
      assertEquals(4, fit.draws().chains());
      assertNotEquals(fit.draws().value(0, 0, 0), fit.draws().value(0, 1, 0));
    }
  }

  @Test
  void settingsAreValidated() {
    assertThrows(IllegalArgumentException.class, () -> RUN.withChains(0));
    assertThrows(IllegalArgumentException.class, () -> RUN.withDraws(0));
    assertThrows(IllegalArgumentException.class, () -> RUN.withWarmup(-1));
    assertThrows(IllegalArgumentException.class, () -> new NutsSettings(RUN, 1, 10));
    assertThrows(IllegalArgumentException.class, () -> new NutsSettings(RUN, 0.8, 0));
  }

  /** A log density that is the same everywhere. */
  record Constant(double value, int dimension) implements LogDensity {
    Constant(double value) {
      this(value, 1);
    }

    @Override
    public double logDensity(double[] position) {
      return value;
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      Arrays.fill(gradient, 0);
      return value;
    }
  }
}
