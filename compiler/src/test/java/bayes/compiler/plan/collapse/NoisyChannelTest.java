package bayes.compiler.plan.collapse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.SmcOutcome;
import bayes.runtime.inference.SmcSettings;
import bayes.runtime.report.MemberShares;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which word was meant by "thier": a noisy channel that is given (T8 of the reference suite for
 * text models), by every method that applies. Its evidence and posterior are products of two
 * numbers: 0.4 x 0.06, 0.5 x 0.005 and 0.1 x 0.0005, and their sum.
 */
class NoisyChannelTest {
  private static final double EVIDENCE = 0.02655;
  private static final double[] POSTERIOR = {
    0.903954802259887, 0.09416195856873823, 0.0018832391713747647
  };
  private static final double MOST_ERRORS = 5;

  private static final String MODEL =
      """
      set Word = {"their", "there", "three"};
      set Typed = {"thier", "their", "there", "three"};
      data prior : simplex[Word];
      data channel : simplex[Word, Typed];
      data typed : Typed;
      @record meant ~ Categorical(prior);
      observe typed ~ Categorical(channel[meant]);
      generate told = meant;
      """;

  private static final String CHANNEL =
      "[[0.06, 0.93, 0.01, 0], [0.005, 0, 0.985, 0.01], [0.0005, 0, 0.0095, 0.99]]";

  /** The same with one probability ten times as high. */
  private static final String WRONG_CHANNEL =
      "[[0.06, 0.93, 0.01, 0], [0.005, 0, 0.985, 0.01], [0.005, 0, 0.005, 0.99]]";

  private static BoundModel bind(String channel, PlanOptions options) {
    String data =
        "{\"prior\": [0.4, 0.5, 0.1], \"typed\": \"thier\", \"channel\": " + channel + "}";
    try {
      Data entries =
          JsonData.read("data", new ByteArrayInputStream(data.getBytes(StandardCharsets.UTF_8)));
      return Model.compile(SourceText.of("channel.bayes", MODEL), Imports.NONE, options)
          .bind(entries);
    } catch (DataException e) {
      throw new AssertionError(e);
    }
  }

  private static double worst(double[] probabilities) {
    double worst = 0;
    for (int i = 0; i < POSTERIOR.length; i++) {
      worst = Math.max(worst, Math.abs(probabilities[i] - POSTERIOR[i]));
    }
    return worst;
  }

  private static double[] exact(String channel) {
    BoundModel bound = bind(channel, PlanOptions.defaults());
    return shares(bound, bound.exact().orElseThrow().sample(run(1, 100)).draws());
  }

  @Test
  void theClosedFormIsExact() {
    BoundModel bound = bind(CHANNEL, PlanOptions.defaults());
    assertEquals(Math.log(EVIDENCE), bound.exact().orElseThrow().logEvidence(), 1e-10);
    assertTrue(worst(exact(CHANNEL)) < 1e-10);
  }

  @Test
  void anotherChannelIsSeen() {
    assertTrue(worst(exact(WRONG_CHANNEL)) > 1e-4);
  }

  /** What chains, importance weights and particles explore is nothing: the sum is all there is. */
  @Test
  void theSumOverWordsIsTheEvidence() {
    BoundModel bound = bind(CHANNEL, PlanOptions.defaults());
    assertEquals(Math.log(EVIDENCE), bound.newLogDensity().logDensity(new double[0]), 1e-10);
    ImportanceSettings settings =
        ImportanceSettings.of(1).withDraws(100).withProposal(ImportanceSettings.Proposal.PRIOR);
    var weighted = ((ImportanceOutcome.Sampled) bound.importance(settings)).fit();
    assertEquals(Math.log(EVIDENCE), known(weighted.evidence()), 1e-10);
    var particles = ((SmcOutcome.Sampled) bound.smc(SmcSettings.of(1))).fit();
    assertEquals(Math.log(EVIDENCE), known(particles.evidence()), 1e-10);
    for (Draws draws :
        List.of(
            bound.sample(NutsSettings.of(run(2, 100))).draws(),
            bound.sample(MetropolisSettings.of(run(2, 100))).draws(),
            particles.draws())) {
      double[] found = shares(bound, draws);
      assertTrue(worst(found) < 1e-10, () -> Arrays.toString(found));
    }
  }

  private static double[] shares(BoundModel bound, Draws draws) {
    MemberShares shares = bound.marginals(draws).get(0);
    return shares.shares().stream().mapToDouble(MemberShares.Share::probability).toArray();
  }

  private static double known(Evidence evidence) {
    return ((Evidence.Estimated) evidence).logEvidence();
  }

  private static RunSettings run(int chains, int draws) {
    return new RunSettings(chains, 300, draws, 8, 1);
  }

  private static ChainSettings settings(String method) {
    RunSettings run = run(4, 20_000);
    return method.equals("nuts") ? NutsSettings.of(run) : MetropolisSettings.of(run);
  }

  /** Nothing is summed out: chains draw the word, given the channel. */
  @ParameterizedTest
  @ValueSource(strings = {"nuts", "mh"})
  void chainsDrawTheWord(String method) {
    BoundModel bound = bind(CHANNEL, PlanOptions.asWritten());
    double errors = errors(bound.sample(settings(method)).draws());
    assertTrue(errors < MOST_ERRORS, () -> errors + " errors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nuts", "mh"})
  void chainsSeeAnotherChannel(String method) {
    BoundModel bound = bind(WRONG_CHANNEL, PlanOptions.asWritten());
    assertTrue(errors(bound.sample(settings(method)).draws()) > MOST_ERRORS);
  }

  /** The sum, with the word drawn back from its conditional distribution. */
  @Test
  void wordsAreDrawnBack() {
    BoundModel bound = bind(CHANNEL, PlanOptions.defaults());
    assertTrue(errors(bound.sample(settings("nuts")).draws()) < MOST_ERRORS);
  }

  /** The largest error of a word's share of the draws, in standard errors. */
  private static double errors(Draws draws) {
    double[][] told = draws.chains(draws.layout().labels().indexOf("told"));
    double worst = 0;
    for (int i = 0; i < POSTERIOR.length; i++) {
      int word = i + 1;
      double[][] is = new double[told.length][];
      for (int c = 0; c < told.length; c++) {
        is[c] = Arrays.stream(told[c]).map(x -> x == word ? 1 : 0).toArray();
      }
      double mean = Arrays.stream(is).flatMapToDouble(Arrays::stream).average().orElseThrow();
      worst = Math.max(worst, Math.abs(mean - POSTERIOR[i]) / Convergence.mcseMean(is));
    }
    return worst;
  }
}
