package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.sampler.metropolis.Move;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Chains on models whose posteriors are known. An error of 5 Monte Carlo standard errors has
 * probability below 1e-6 each, among a few hundred comparisons; seeds are fixed.
 */
class ConjugateChainsTest {
  private static final double STANDARD_ERRORS = 5;
  private static final double ESS = 1000;
  private static final RunSettings RUN = RunSettings.defaults(20240).withDraws(2000);

  @TestFactory
  Stream<DynamicTest> nutsAgreesWithTheExactPosterior() {
    return ConjugateModels.all().stream().map(model -> agrees(model, NutsSettings.of(RUN)));
  }

  @TestFactory
  Stream<DynamicTest> metropolisAgreesWithTheExactPosterior() {
    return ConjugateModels.all().stream()
        .map(model -> agrees(model, MetropolisSettings.of(RUN.withDraws(5000))));
  }

  @TestFactory
  Stream<DynamicTest> everyMoveAloneAgreesToo() {
    return ConjugateModels.all().stream()
        .filter(model -> model.dimension() <= 4)
        .flatMap(
            model ->
                Stream.of(Move.values())
                    .map(
                        move ->
                            agrees(
                                model, new MetropolisSettings(RUN.withDraws(8000), Set.of(move)))));
  }

  private static DynamicTest agrees(ConjugateModel model, ChainSettings settings) {
    return DynamicTest.dynamicTest(
        model.getClass().getSimpleName() + " " + settings.method(),
        () -> {
          Fit fit = Inference.sample(model, settings);
          assertEquals(4, fit.draws().chains());
          MonteCarlo.Agreement agreement = MonteCarlo.agreement(model, fit.draws());
          assertTrue(agreement.worstError() < STANDARD_ERRORS, agreement.toString());
          assertTrue(agreement.smallestEss() > ESS, agreement.toString());
        });
  }

  @Test
  void plantedFaultsAreSeen() {
    var faulty =
        List.of(
            new ConjugateModels.BetaBinomial(Fault.NO_JACOBIAN),
            new ConjugateModels.GammaPoisson(Fault.NO_JACOBIAN),
            new ConjugateModels.DirichletMultinomial(Fault.NO_JACOBIAN),
            new ConjugateModels.NormalMean(Fault.NO_HALF),
            new ConjugateModels.Regression(Fault.NO_HALF));
    for (ConjugateModel model : faulty) {
      for (ChainSettings settings :
          List.of(NutsSettings.of(RUN), MetropolisSettings.of(RUN.withDraws(5000)))) {
        Fit fit = Inference.sample(model, settings);
        double error = MonteCarlo.agreement(model, fit.draws()).worstError();
        assertTrue(error > STANDARD_ERRORS, model.getClass().getSimpleName() + ": " + error);
      }
    }
  }
}
