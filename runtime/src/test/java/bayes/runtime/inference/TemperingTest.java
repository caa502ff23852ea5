package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.sampler.smc.Move;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Ladders of replicas on models whose posterior and evidence are known. An error of 5 standard
 * errors has probability below 1e-6 each; seeds are fixed.
 */
class TemperingTest {
  private static final double STANDARD_ERRORS = 5;
  private static final RunSettings RUN = RunSettings.defaults(20240).withDraws(2000);
  private static final TemperingSettings SETTINGS = TemperingSettings.of(RUN);

  @TestFactory
  Stream<DynamicTest> agreesWithTheExactPosteriorAndEvidence() {
    return Stream.concat(ConjugateModels.all().stream(), Stream.of(new TwoModes(3)))
        .filter(model -> model.dimension() <= 10)
        .flatMap(model -> Stream.of(Move.Kind.values()).map(move -> agrees(model, move)));
  }

  private static DynamicTest agrees(ConjugateModel model, Move.Kind move) {
    return DynamicTest.dynamicTest(
        model.getClass().getSimpleName() + " " + move,
        () -> {
          Fit fit = Inference.sample(model, new TemperingSettings(RUN, OptionalInt.empty(), move));
          MonteCarlo.Agreement agreement = MonteCarlo.agreement(model, fit.draws());
          assertTrue(agreement.worstError() < STANDARD_ERRORS, agreement.toString());
          assertTrue(Math.abs(evidenceError(model, fit)) < STANDARD_ERRORS, "evidence");
        });
  }

  private static Map<String, Object> facts(Fit fit) {
    Run run = FinishedRun.of(fit, new Provenance("", "m.bayes", Map.of("m.bayes", ""), List.of()));
    return run.record().results();
  }

  private static double fact(Fit fit, String name) {
    return ((Number) Objects.requireNonNull(facts(fit).get(name))).doubleValue();
  }

  private static double evidenceError(ConjugateModel model, Fit fit) {
    return (fact(fit, "log_evidence") - model.logEvidence()) / fact(fit, "log_evidence_error");
  }

  /** How far the weight of the right mode is from the truth, in standard errors. */
  private static double weightError(Draws draws) {
    double[][] right =
        Arrays.stream(draws.chains(0))
            .map(chain -> Arrays.stream(chain).map(x -> x > 0 ? 1 : 0).toArray())
            .toArray(double[][]::new);
    double mean = Arrays.stream(right).flatMapToDouble(Arrays::stream).average().orElseThrow();
    double error = Math.max(Convergence.mcseMean(right), 1e-3);
    return (mean - TwoModes.RIGHT) / error;
  }

  @Test
  void modesFarApartHaveTheirWeightsAsTheyDoNotInSingleChains() {
    ConjugateModel model = new TwoModes(6);
    Fit fit = Inference.sample(model, SETTINGS);
    assertTrue(Math.abs(weightError(fit.draws())) < STANDARD_ERRORS, "" + weightError(fit.draws()));
    assertTrue(Convergence.rHat(fit.draws().chains(0)) < 1.05);
    assertTrue(fact(fit, "fewest_round_trips") > 20, facts(fit).toString());
    assertTrue(fact(fit, "highest_rejection") < 0.75, facts(fit).toString());
    Fit nuts = Inference.sample(model, NutsSettings.of(RUN));
    assertTrue(Convergence.rHat(nuts.draws().chains(0)) > 1.05, "single chains stay in a mode");
  }

  @Test
  void plantedFaultsAreSeen() {
    ConjugateModel model = new ConjugateModels.NormalInverseGamma(Fault.NONE);
    // Swaps know the likelihood by its value, moves by its gradient.
    Target faulty =
        new DelegatingTarget(model) {
          @Override
          public LogDensity newLogPrior() {
            return model.newLogPrior();
          }

          @Override
          public LogDensity newLogLikelihood() {
            return Faulty.ofValue(model.newLogLikelihood(), value -> 0.3 * value);
          }
        };
    Fit fit = Inference.sample(faulty, SETTINGS);
    double worst = MonteCarlo.agreement(model, fit.draws()).worstError();
    assertTrue(worst > STANDARD_ERRORS, "moments " + worst);
    assertTrue(Math.abs(evidenceError(model, fit)) > STANDARD_ERRORS, "evidence");
  }

  @Test
  void resultsDoNotDependOnThreads() {
    ConjugateModel model = new ConjugateModels.GammaPoisson(Fault.NONE);
    RunSettings small = RUN.withChains(3).withWarmup(100).withDraws(100);
    Draws one = Inference.sample(model, TemperingSettings.of(small.withThreads(1))).draws();
    Draws many = Inference.sample(model, TemperingSettings.of(small.withThreads(3))).draws();
    assertArrayEquals(one.chains(0), many.chains(0));
  }

  @Test
  void withoutAPriorItStartsFromTheMode() {
    ConjugateModel model = new ConjugateModels.NormalMean(Fault.NONE);
    Target improper =
        new DelegatingTarget(model) {
          @Override
          public Optional<PriorSampler> newPriorSampler() {
            return Optional.empty();
          }

          @Override
          public Optional<String> whyNoPrior() {
            return Optional.of("it is improper");
          }
        };
    Fit fit = Inference.sample(improper, SETTINGS);
    assertEquals("it is improper", facts(fit).get("no_evidence"));
    assertFalse(facts(fit).containsKey("log_evidence"));
    assertTrue(MonteCarlo.agreement(model, fit.draws()).worstError() < STANDARD_ERRORS);
  }

  @Test
  void goesOnFromASavedState() throws IOException {
    ConjugateModel model = new TwoModes(3);
    for (int after : new int[] {7, 60, 130}) {
      TemperingKernel kernel = kernel(model);
      Random random = new Random(1);
      kernel.begin(new ChainStart(StartPoints.standard(), List::of, 0), random);
      advance(kernel, 0, after, random);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      kernel.save(new DataOutputStream(bytes));
      TemperingKernel other = kernel(model);
      other.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      advance(kernel, after, 200, new Random(2));
      advance(other, after, 200, new Random(2));
      assertArrayEquals(kernel.state().position(), other.state().position());
      assertEquals(kernel.adaptation(), other.adaptation());
    }
  }

  private static TemperingKernel kernel(ConjugateModel model) {
    RunSettings run = RUN.withWarmup(100);
    return new TemperingKernel(model.newLogDensity(), model, TemperingSettings.of(run));
  }

  private static void advance(TemperingKernel kernel, int from, int to, Random random) {
    for (int i = from; i < to; i++) {
      if (i < 100) kernel.warmup(random);
      else kernel.draw(random);
    }
  }
}
