package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.inference.ImportanceSettings.Proposal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Importance sampling and modes on models whose posteriors, evidence and modes are known. */
class ConjugateIndependentTest {
  private static final double STANDARD_ERRORS = 5;
  private static final double ESS = 1000;
  private static final ImportanceSettings LAPLACE =
      ImportanceSettings.of(20240).withDraws(20_000).withProposal(Proposal.LAPLACE);

  @TestFactory
  Stream<DynamicTest> laplaceAgreesWithTheExactPosteriorAndEvidence() {
    return ConjugateModels.all().stream().map(model -> agrees(model, LAPLACE));
  }

  @TestFactory
  Stream<DynamicTest> priorAgreesWithTheExactPosteriorAndEvidence() {
    return ConjugateModels.all().stream()
        .filter(model -> model.dimension() <= 4)
        .map(model -> agrees(model, LAPLACE.withProposal(Proposal.PRIOR).withDraws(100_000)));
  }

  private static DynamicTest agrees(ConjugateModel model, ImportanceSettings settings) {
    return DynamicTest.dynamicTest(
        model.getClass().getSimpleName() + " " + settings.proposal(),
        () -> {
          ImportanceFit fit = fit(model, settings);
          assertEquals(settings.proposal(), fit.proposal());
          MonteCarlo.Agreement agreement = MonteCarlo.agreement(model, fit.draws());
          assertTrue(agreement.worstError() < STANDARD_ERRORS, agreement.toString());
          assertTrue(fit.ess() > ESS, "ess " + fit.ess());
          assertTrue(fit.paretoK() < 0.7, "k " + fit.paretoK());
          double error = evidenceError(model, fit);
          assertTrue(error < STANDARD_ERRORS, "evidence off by " + error + " errors");
        });
  }

  private static ImportanceFit fit(Target model, ImportanceSettings settings) {
    return assertInstanceOf(ImportanceOutcome.Sampled.class, Inference.importance(model, settings))
        .fit();
  }

  private static double evidenceError(ConjugateModel model, ImportanceFit fit) {
    var evidence = assertInstanceOf(Evidence.Estimated.class, fit.evidence());
    // A normal proposal for a normal posterior has no error but rounding.
    double scale = Math.max(evidence.standardError(), 1e-9);
    return Math.abs(evidence.logEvidence() - model.logEvidence()) / scale;
  }

  @Test
  void plantedFaultsAreSeen() {
    var faulty =
        List.of(
            new ConjugateModels.BetaBinomial(Fault.NO_JACOBIAN),
            new ConjugateModels.GammaPoisson(Fault.NO_JACOBIAN),
            new ConjugateModels.DirichletMultinomial(Fault.NO_JACOBIAN),
            new ConjugateModels.NormalMean(Fault.NO_HALF));
    for (ConjugateModel model : faulty) {
      ImportanceFit fit = fit(model, LAPLACE);
      String name = model.getClass().getSimpleName();
      assertTrue(MonteCarlo.agreement(model, fit.draws()).worstError() > STANDARD_ERRORS, name);
      assertTrue(evidenceError(model, fit) > STANDARD_ERRORS, name);
    }
  }

  @Test
  void normalProposalIsExactForANormalPosterior() {
    var settings =
        new ImportanceSettings(
            1000, 1, Proposal.LAPLACE, OptionalDouble.of(Double.POSITIVE_INFINITY));
    ConjugateModel model = new ConjugateModels.Regression(Fault.NONE);
    ImportanceFit fit = fit(model, settings);
    var evidence = assertInstanceOf(Evidence.Estimated.class, fit.evidence());
    assertEquals(model.logEvidence(), evidence.logEvidence(), 1e-6);
    assertEquals(1000, fit.ess(), 0.01);
    assertTrue(fit.paretoK() < 0.7);
  }

  @Test
  void resampledDrawsKeepTheMoments() {
    ConjugateModel model = new ConjugateModels.GammaPoisson(Fault.NONE);
    double[] values = fit(model, LAPLACE).resampled(20_000).chains(0)[0];
    double mean = Arrays.stream(values).average().orElseThrow();
    double error = Math.sqrt(model.variance()[0] / 10_000);
    assertEquals(model.mean()[0], mean, STANDARD_ERRORS * error);
  }

  @TestFactory
  Stream<DynamicTest> modesOfTheConstrainedDensity() {
    return ConjugateModels.all().stream()
        .map(
            model ->
                DynamicTest.dynamicTest(
                    model.getClass().getSimpleName(),
                    () -> {
                      var found =
                          assertInstanceOf(
                              MapOutcome.Found.class,
                              Inference.mode(model, MapSettings.of(1), new Cancellation()));
                      double[] mode = model.mode();
                      for (int i = 0; i < mode.length; i++) {
                        assertEquals(mode[i], found.values().get(i), 1e-8 * Math.abs(mode[i]));
                      }
                      assertEquals(found.starts(), found.agreeing());
                    }));
  }
}
