package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.compiler.UpdateOutcome;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.ExactPosterior.Marginal;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.Progress;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.SmcFit;
import bayes.runtime.inference.SmcSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The textbook's example in ten batches, and by formulas: the posterior is the next prior. */
class TenBatchesTest {
  private static final Path EXAMPLES = Reference.EXAMPLES;
  private static final String REFERENCE = "textbook_normal_batches.tsv";
  private static final Example BOTH_UNKNOWN =
      Example.of(EXAMPLES, "textbook_normal/textbook_normal");
  private static final int Q025 = 0;
  private static final int Q975 = 4;

  /** Three statistics: a false alarm in 50,000 seeds. */
  private static final double LIMIT = 4.5;

  private static void check(String name, String statistic, double value) {
    Reference.Known known = Reference.known(REFERENCE, name, statistic);
    double error = known.error() * Math.max(1, Math.abs(known.value()));
    assertEquals(known.value(), value, error, name + " " + statistic);
  }

  private static Model model(String name) {
    return Model.compile(Example.of(EXAMPLES, "textbook_normal/" + name).source());
  }

  @Test
  void afterEachBatchThePosteriorIsThatOfTheFormula() {
    List<TenBatches.After> all = TenBatches.run(EXAMPLES);
    assertEquals(10, all.size());
    for (TenBatches.After after : all) {
      String name = "after_" + 100 * after.batches();
      check(name, "mean", after.mu().mean());
      check(name, "sd", after.mu().sd());
      check(name, "log_evidence", after.logEvidence());
    }
  }

  @Test
  void tenUpdatesAreOneBatch() {
    List<TenBatches.After> all = TenBatches.run(EXAMPLES);
    TenBatches.After last = all.get(all.size() - 1);
    ExactInference atOnce = model("known_sigma").bind(BOTH_UNKNOWN.data()).exact().orElseThrow();
    Marginal mu = atOnce.figures().marginals().get(0);
    assertEquals(mu.mean(), last.mu().mean(), 1e-13);
    assertEquals(mu.sd(), last.mu().sd(), 1e-13);
    assertEquals(atOnce.logEvidence(), last.logEvidence(), 1e-9);
    check("known_sigma", "mean", mu.mean());
    check("known_sigma", "sd", mu.sd());
    check("known_sigma", "q025", mu.quantiles().get(Q025));
    check("known_sigma", "q975", mu.quantiles().get(Q975));
    check("known_sigma", "log_evidence", atOnce.logEvidence());
  }

  @Test
  void theModeWithAKnownSigmaIsTheMean() {
    BoundModel model = model("known_sigma").bind(BOTH_UNKNOWN.data());
    MapOutcome.Found mode = assertInstanceOf(MapOutcome.Found.class, model.mode(MapSettings.of(1)));
    check("known_sigma", "mode", mode.values().get(0));
  }

  @Test
  void theModeWithAFlatSigmaIsThatOfTheGrid() {
    String text = BOTH_UNKNOWN.source().text();
    String flat = text.replace("sigma ~ HalfNormal(5);", "sigma : real<above=0> ~ Flat();");
    assertTrue(!flat.equals(text));
    BoundModel model = Model.compile(flat).bind(BOTH_UNKNOWN.data());
    MapOutcome.Found mode = assertInstanceOf(MapOutcome.Found.class, model.mode(MapSettings.of(1)));
    check("flat_sigma", "mu", mode.values().get(0));
    check("flat_sigma", "sigma", mode.values().get(1));
  }

  @Test
  void meanAndVarianceTogetherAreNormalInverseGamma() {
    ExactInference exact = model("conjugate").bind(BOTH_UNKNOWN.data()).exact().orElseThrow();
    check("conjugate", "log_evidence", exact.logEvidence());
    for (Marginal marginal : exact.figures().marginals()) {
      check("conjugate", marginal.label() + " mean", marginal.mean());
      check("conjugate", marginal.label() + " sd", marginal.sd());
    }
  }

  @Test
  void twoUpdatesByMonteCarloAreOneBatch() {
    agreement(update(List.of(5, 6, 10), 500)).assertWithin(LIMIT);
  }

  @Test
  void tenUpdatesByMonteCarloAreOneBatch() {
    agreement(update(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 1000)).assertWithin(LIMIT);
  }

  @Test
  void aBatchThatIsLeftOutIsSeen() {
    Agreement without = agreement(update(List.of(5, 6, 9), 500));
    assertTrue(without.beyond(LIMIT).size() >= 1, "the last batch makes no difference");
  }

  /**
   * Updates a posterior of both mean and standard deviation.
   *
   * @param ends the numbers of the batches that runs end with
   */
  private static Draws update(List<Integer> ends, int particles) {
    BoundModel posterior = Model.compile(BOTH_UNKNOWN.source()).bind(rows(1, ends.get(0)));
    Draws draws =
        posterior.sample(NutsSettings.of(RunSettings.defaults(20250).withDraws(particles))).draws();
    for (int u = 1; u < ends.size(); u++) {
      var update =
          posterior.update(rows(ends.get(u - 1) + 1, ends.get(u)), draws).value().orElseThrow();
      SmcSettings settings = SmcSettings.of(20251 + u).withParticles(particles);
      SmcFit fit =
          assertInstanceOf(
                  UpdateOutcome.Rejuvenated.class,
                  update.run(settings, Progress.Listener.none(), new Cancellation()))
              .fit();
      posterior = update.posterior();
      draws = fit.draws();
    }
    return draws;
  }

  private static Agreement agreement(Draws draws) {
    List<Reference.Known> known =
        Reference.known("textbook_normal.tsv").stream()
            .filter(k -> k.statistic().equals("mean") || k.statistic().equals("sd"))
            .toList();
    return Agreement.of(draws, known);
  }

  /** The observations of several batches, as one. */
  private static Data rows(int from, int to) {
    double[] all = NormalComparison.observations(BOTH_UNKNOWN.data());
    double[] part = Arrays.copyOfRange(all, 100 * (from - 1), 100 * to);
    return Data.builder().put("y", part).build();
  }
}
