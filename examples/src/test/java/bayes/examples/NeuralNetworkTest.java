package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.SmcFit;
import bayes.runtime.inference.SmcOutcome;
import bayes.runtime.inference.SmcSettings;
import org.junit.jupiter.api.Test;

/** A network of one hidden unit, by two methods, against quadrature in four dimensions. */
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
  void anotherPriorIsSeen() {
    SmcFit fit = smc(TINY.replace("v ~ Normal(0, 1.5)", "v ~ Normal(0, 6)"));
    assertTrue(!predictions(fit.draws()).beyond(LIMIT).isEmpty());
    assertTrue(Math.abs(errorsOfEvidence(fit)) > LIMIT);
  }
}
