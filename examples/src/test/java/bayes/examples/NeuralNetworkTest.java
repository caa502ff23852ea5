package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Adaptation;
import bayes.runtime.inference.ChainReport;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.ImportanceSettings.Proposal;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.SmcFit;
import bayes.runtime.inference.SmcOutcome;
import bayes.runtime.inference.SmcSettings;
import bayes.runtime.inference.TemperingSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A network of one hidden unit, by every method that applies, against quadrature in four
 * dimensions.
 */
class NeuralNetworkTest {
  /** The project's reference; own work, public domain. */
  private static final double LOG_EVIDENCE = -6.420723801452452;

  private static final double[] MEANS = {
    0.5142228498888295, 0.6252199680102067, 0.3634111561016689
  };
  private static final double[] SDS = {
    0.18130563079872863, 0.2056186747995762, 0.21029545654484855
  };
  private static final String TINY =
      """
      set Case;
      data x : real[Case];
      data y : bool[Case];
      data at : real[3];
      w ~ Normal(0, 1.5);
      b ~ Normal(0, 1.5);
      v ~ Normal(0, 1.5);
      c ~ Normal(0, 1.5);
      observe y[i in Case] ~ Bernoulli(logit: v * tanh(w * x[i] + b) + c);
      generate p = inv_logit(v * tanh(w * at + b) + c);
      """;

  /** Seven statistics: a false alarm in 20,000 seeds. */
  private static final double LIMIT = 4.5;

  private static BoundModel tiny(String text) {
    return Model.compile(text)
        .bind(
            Data.builder()
                .put("x", new double[] {-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2})
                .put("y", new int[] {0, 0, 1, 0, 1, 1, 0, 1})
                .put("at", new double[] {0, 3, -3})
                .build());
  }

  private static Agreement predictions(Draws draws) {
    Agreement agreement = new Agreement();
    for (int p = 0; p < MEANS.length; p++) {
      String name = "p[" + (p + 1) + "]";
      double[][] chains = draws.chains(draws.layout().column(name).orElseThrow());
      agreement.add(chains, new Reference.Known(name, "mean", MEANS[p], 1e-8));
      agreement.add(chains, new Reference.Known(name, "sd", SDS[p], 1e-8));
    }
    return agreement;
  }

  private static SmcFit smc(String text) {
    return assertInstanceOf(SmcOutcome.Sampled.class, tiny(text).smc(SmcSettings.of(2))).fit();
  }

  private static double errorsOfEvidence(SmcFit fit) {
    var evidence = assertInstanceOf(Evidence.Estimated.class, fit.evidence());
    return (evidence.logEvidence() - LOG_EVIDENCE) / evidence.standardError();
  }

  @Test
  void sequentialMonteCarloAgreesWithQuadrature() {
    SmcFit fit = smc(TINY);
    predictions(fit.draws()).assertWithin(LIMIT);
    assertTrue(Math.abs(errorsOfEvidence(fit)) < LIMIT, errorsOfEvidence(fit) + " errors");
  }

  @Test
  void nutsAgreesWithQuadrature() {
    Draws draws = tiny(TINY).sample(NutsSettings.of(RunSettings.defaults(3))).draws();
    predictions(draws).assertWithin(LIMIT);
  }

  @Test
  void metropolisAgreesWithQuadrature() {
    RunSettings run = RunSettings.defaults(5).withDraws(8000);
    predictions(tiny(TINY).sample(MetropolisSettings.of(run)).draws()).assertWithin(LIMIT);
  }

  @Test
  void temperingAgreesWithQuadrature() {
    Fit fit = tiny(TINY).sample(TemperingSettings.of(RunSettings.defaults(6)));
    Agreement agreement = predictions(fit.draws());
    for (ChainReport chain : fit.chains()) {
      var ladder = assertInstanceOf(Adaptation.Tempered.class, chain.adaptation().orElseThrow());
      agreement.add("log evidence", ladder.logEvidence(), LOG_EVIDENCE, ladder.logEvidenceError());
    }
    agreement.assertWithin(LIMIT);
  }

  @ParameterizedTest
  @EnumSource(
      value = Proposal.class,
      names = {"PRIOR", "ADAPTIVE"})
  void importanceSamplingAgreesWithQuadrature(Proposal proposal) {
    var settings = ImportanceSettings.of(7).withProposal(proposal);
    var fit =
        assertInstanceOf(ImportanceOutcome.Sampled.class, tiny(TINY).importance(settings)).fit();
    var evidence = assertInstanceOf(Evidence.Estimated.class, fit.evidence());
    List<Reference.Known> known = new ArrayList<>();
    for (int p = 0; p < MEANS.length; p++) {
      known.add(new Reference.Known("p[" + (p + 1) + "]", "mean", MEANS[p], 1e-8));
    }
    Agreement.ofWeighted(fit.draws(), known)
        .add("log evidence", evidence.logEvidence(), LOG_EVIDENCE, evidence.standardError())
        .assertWithin(LIMIT);
  }

  /**
   * The trapezoid rule on +-9: its error falls exponentially with the step for an analytic
   * function. The twin's evidence is off by more than a coarse grid is.
   */
  @Test
  void theDensityIntegratesToTheEvidence() {
    assertEquals(LOG_EVIDENCE, quadrature(TINY, 0.18, 0.45), 1e-6);
    String wider = TINY.replace("c ~ Normal(0, 1.5)", "c ~ Normal(0, 1.6)");
    assertTrue(Math.abs(quadrature(wider, 0.25, 0.6) - LOG_EVIDENCE) > 1e-3);
  }

  private static double quadrature(String text, double fine, double coarse) {
    LogDensity density = tiny(text).newLogDensity();
    double[] at = new double[4];
    double sum = 0;
    int inner = (int) Math.round(9 / fine);
    int outer = (int) Math.round(9 / coarse);
    // The density is the same with the signs of w, b and v exchanged.
    for (int w = 0; w <= inner; w++) {
      at[0] = w * fine;
      for (int b = -inner; b <= inner; b++) {
        at[1] = b * fine;
        for (int v = -outer; v <= outer; v++) {
          at[2] = v * coarse;
          for (int c = -outer; c <= outer; c++) {
            at[3] = c * coarse;
            sum += (w == 0 ? 1 : 2) * Math.exp(density.logDensity(at));
          }
        }
      }
    }
    return Math.log(sum * fine * fine * coarse * coarse);
  }

  @Test
  void anotherPriorIsSeen() {
    SmcFit fit = smc(TINY.replace("v ~ Normal(0, 1.5)", "v ~ Normal(0, 6)"));
    assertTrue(!predictions(fit.draws()).beyond(LIMIT).isEmpty());
    assertTrue(Math.abs(errorsOfEvidence(fit)) > LIMIT);
  }
}
