package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.ImportanceFit;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.ImportanceSettings.Proposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With 140 heads in 250 tosses and a uniform prior, the evidence is 1 / 251. */
class CoinEvidenceTest {
  private static final Example EXAMPLE =
      Example.of(Reference.EXAMPLES, "coin_evidence/coin_evidence");
  private static final int TOSSES = 250;
  private static final int HEADS = 140;
  private static final double LOG_EVIDENCE = -Math.log(TOSSES + 1);

  /** A false alarm in 150,000 seeds. */
  private static final double LIMIT = 4.5;

  private static ImportanceFit sample(BoundModel model, Proposal proposal) {
    ImportanceSettings settings = ImportanceSettings.of(20243).withProposal(proposal);
    return assertInstanceOf(ImportanceOutcome.Sampled.class, model.importance(settings)).fit();
  }

  private static double standardised(ImportanceFit fit, double expected) {
    var evidence = assertInstanceOf(Evidence.Estimated.class, fit.evidence());
    assertTrue(evidence.standardError() < 0.05, "error " + evidence.standardError());
    return Math.abs(evidence.logEvidence() - expected) / evidence.standardError();
  }

  @ParameterizedTest
  @EnumSource(Proposal.class)
  void theEvidenceIsTheClosedForm(Proposal proposal) {
    ImportanceFit fit = sample(EXAMPLE.bind(), proposal);
    double off = standardised(fit, LOG_EVIDENCE);
    assertTrue(off < LIMIT, off + " errors");
    double mean = (HEADS + 1.0) / (TOSSES + 2);
    new Agreement()
        .add("bias", weightedMean(fit), mean, Math.sqrt(mean * (1 - mean) / 253 / fit.ess()))
        .assertWithin(LIMIT);
  }

  private static double weightedMean(ImportanceFit fit) {
    double[] weights = fit.draws().weights().orElseThrow()[0];
    double mean = 0;
    for (int i = 0; i < weights.length; i++) mean += weights[i] * fit.draws().value(0, i, 0);
    return mean;
  }

  /** The evidence of a fair coin is the binomial probability; the factor speaks for neither. */
  @Test
  void theBayesFactorIsTheClosedForm() {
    double logFair = TOSSES * Math.log(0.5);
    for (int i = 1; i <= HEADS; i++) logFair += Math.log((TOSSES - HEADS + i) / (double) i);
    ImportanceFit fit = sample(EXAMPLE.bind(), Proposal.AUTO);
    int column = fit.draws().layout().column("log_evidence_fair").orElseThrow();
    assertEquals(logFair, fit.draws().value(0, 0, column), 1e-10);
    double off = standardised(fit, logFair + (LOG_EVIDENCE - logFair));
    assertTrue(off < LIMIT, off + " errors");
    assertEquals(0.48, Math.exp(LOG_EVIDENCE - logFair), 0.005);
  }

  @Test
  void anotherPriorIsSeen() {
    String wrong = EXAMPLE.source().text().replace("Beta(1, 1)", "Beta(2, 1)");
    ImportanceFit fit = sample(Model.compile(wrong).bind(EXAMPLE.data()), Proposal.AUTO);
    double off = standardised(fit, LOG_EVIDENCE);
    assertTrue(off > LIMIT, off + " errors");
  }
}
