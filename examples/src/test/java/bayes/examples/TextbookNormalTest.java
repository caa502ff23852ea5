package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.ImportanceFit;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The textbook's example: every method against the exact answer. */
class TextbookNormalTest {
  private static final String REFERENCE = "textbook_normal.tsv";
  private static final Example EXAMPLE =
      Example.of(Reference.EXAMPLES, "textbook_normal/textbook_normal");
  private static final BoundModel MODEL = EXAMPLE.bind();
  private static final double[] Y = NormalComparison.observations(EXAMPLE.data());
  private static final RunSettings CHAINS = RunSettings.defaults(20241);

  /** Eight statistics per method: a false alarm in 15,000 seeds. */
  private static final double LIMIT = 4.5;

  @Test
  void theExactPosteriorAgreesWithTheGrid() {
    NormalPosterior exact = new NormalPosterior(Y);
    check("mu", "mean", exact.muMean());
    check("mu", "sd", exact.muSd());
    check("mu", "q025", exact.muQuantile(0.025));
    check("mu", "q975", exact.muQuantile(0.975));
    check("sigma", "mean", exact.sigmaMean());
    check("sigma", "sd", exact.sigmaSd());
    check("sigma", "q025", exact.sigmaQuantile(0.025));
    check("sigma", "q975", exact.sigmaQuantile(0.975));
    check("mu", "mode", exact.mode()[0]);
    check("sigma", "mode", exact.mode()[1]);
    check("evidence", "log_density", exact.logEvidence());
  }

  private static void check(String name, String statistic, double value) {
    Reference.Known known = Reference.known(REFERENCE, name, statistic);
    assertEquals(known.value(), value, known.error(), name + " " + statistic);
  }

  @Test
  void priorAndLikelihoodAreTheTextbooks() {
    for (double[] point : new double[][] {{5, 2}, {-3, 0.7}, {0, 11}}) {
      double mu = point[0];
      double sigma = point[1];
      double[] position = {mu, Math.log(sigma)};
      double logLikelihood = 0;
      for (double y : Y) logLikelihood += logNormal(y, mu, sigma);
      double logPrior = logNormal(mu, 0, 10) + Math.log(2) + logNormal(sigma, 0, 5);
      double joint = MODEL.newLogDensityWithoutJacobian().logDensity(position);
      assertEquals(logLikelihood, MODEL.newLogLikelihood().logDensity(position), 1e-7);
      assertEquals(logPrior, joint - logLikelihood, 1e-7);
      assertEquals(
          joint + Math.log(sigma), MODEL.newLogDensity().logDensity(position), 1e-7, "Jacobian");
    }
  }

  private static double logNormal(double x, double mean, double sd) {
    double z = (x - mean) / sd;
    return -z * z / 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
  }

  @Test
  void nutsAgrees() {
    Draws draws = MODEL.sample(NutsSettings.of(CHAINS)).draws();
    Agreement.assertConverged(draws, 1000);
    Agreement.of(draws, Reference.known(REFERENCE)).assertWithin(LIMIT);
  }

  @Test
  void metropolisAgrees() {
    Draws draws = MODEL.sample(MetropolisSettings.of(CHAINS.withDraws(4000))).draws();
    Agreement.assertConverged(draws, 1000);
    Agreement.of(draws, Reference.known(REFERENCE)).assertWithin(LIMIT);
  }

  @Test
  void importanceSamplingAgreesAndKnowsTheEvidence() {
    ImportanceFit fit = importance(MODEL);
    assertTrue(fit.ess() > 5000, "ESS " + fit.ess());
    Agreement.ofWeighted(fit.draws(), Reference.known(REFERENCE)).assertWithin(LIMIT);
    Evidence.Estimated evidence = assertInstanceOf(Evidence.Estimated.class, fit.evidence());
    assertTrue(evidence.standardError() < 0.02, "error " + evidence.standardError());
    assertTrue(evidenceAgrees(evidence));
  }

  private static boolean evidenceAgrees(Evidence.Estimated evidence) {
    double exact = Reference.known(REFERENCE, "evidence", "log_density").value();
    return Math.abs(evidence.logEvidence() - exact) < LIMIT * evidence.standardError();
  }

  private static ImportanceFit importance(BoundModel model) {
    return assertInstanceOf(
            ImportanceOutcome.Sampled.class, model.importance(ImportanceSettings.of(20242)))
        .fit();
  }

  @Test
  void theModeIsExact() {
    MapOutcome.Found mode = assertInstanceOf(MapOutcome.Found.class, MODEL.mode(MapSettings.of(1)));
    assertEquals(Reference.known(REFERENCE, "mu", "mode").value(), mode.values().get(0), 1e-5);
    assertEquals(Reference.known(REFERENCE, "sigma", "mode").value(), mode.values().get(1), 1e-5);
    check("joint", "log_density", mode.logDensity());
  }

  /**
   * Half of a normal's exponent is dropped: the posterior of sigma moves to 1.4 times its place.
   */
  @Test
  void aDroppedHalfIsSeen() {
    String wrong =
        """
        dist WithoutHalf(mean: real, sd: real<above=0>) : real {
          log_density(x) = -square((x - mean) / sd) - log(sd) - 0.9189385332046727;
        }
        """
            + EXAMPLE
                .source()
                .text()
                .replace("y[i in Row] ~ Normal(", "y[i in Row] ~ WithoutHalf(");
    assertWrong(wrong, "sigma mean");
  }

  @Test
  void aWrongPriorScaleIsSeen() {
    assertWrong(EXAMPLE.source().text().replace("Normal(0, 10)", "Normal(0, 0.5)"), "mu mean");
  }

  private static void assertWrong(String text, String statistic) {
    BoundModel model = Model.compile(text).bind(EXAMPLE.data());
    Draws draws = model.sample(NutsSettings.of(CHAINS)).draws();
    List<String> wrong =
        Agreement.of(draws, Reference.known(REFERENCE)).beyond(LIMIT).stream()
            .map(Agreement.Comparison::name)
            .toList();
    assertTrue(wrong.contains(statistic), wrong.toString());
    Evidence.Estimated evidence =
        assertInstanceOf(Evidence.Estimated.class, importance(model).evidence());
    assertFalse(evidenceAgrees(evidence));
  }
}
