package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.math.GammaFunctions;
import bayes.runtime.report.PredictiveTable;
import bayes.runtime.report.PredictiveTable.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Posterior predictive distributions against their closed forms: of a row with a Dirichlet prior
 * and counts, Dirichlet(a) afterwards, the probability of k is a_k / A with variance m (1 - m) / (A
 * + 1), and the expected entropy is digamma(A + 1) - sum_k a_k / A digamma(a_k + 1).
 */
class PosteriorPredictiveTest {
  private static final String PAIRS =
      """
      set Word;
      data before : Word[60];
      data after : Word[60];
      data context : Word;
      p[w in Word] ~ Dirichlet(Word, 0.5);
      for t in 1..60 { observe after[t] ~ Categorical(p[before[t]]); }
      generate next ~ Categorical(p[context]);
      generate later ~ Categorical(p[next]);
      """;

  private static final List<String> WORDS = List.of("the", "cat", "sat", "dog");

  /** After "the" follow 10 times "the", 15 "cat" and 5 "sat"; after "cat", 30 times "sat". */
  private static Data data() {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      before.add("the");
      after.add(i < 10 ? "the" : i < 25 ? "cat" : "sat");
      before.add("cat");
      after.add("sat");
    }
    return Data.builder().put("Word", WORDS).put("before", before).put("after", after).build();
  }

  private static final double[] AFTER_THE = {10.5, 15.5, 5.5, 0.5};

  private static final int DRAWS = 4000;

  private static List<PredictiveTable> tables(String model, String context) {
    BoundModel bound = Model.compile(model).bind(data());
    Draws draws = bound.exact().orElseThrow().sample(RunSettings.defaults(1)).draws();
    return bound.predictive(draws, Data.builder().put("context", context).build()).tables(1, 10);
  }

  private static PredictiveTable table(List<PredictiveTable> tables, String label) {
    return tables.stream()
        .filter(t -> t.question().label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static double probability(PredictiveTable table, String value) {
    return row(table, value).probability();
  }

  private static Row row(PredictiveTable table, String value) {
    return table.rows().stream().filter(r -> r.value().equals(value)).findFirst().orElseThrow();
  }

  private static double error(double[] counts, int k, double total) {
    double mean = counts[k] / total;
    return Math.sqrt(mean * (1 - mean) / (total + 1) / DRAWS);
  }

  @Test
  void probabilitiesAreThePosteriorMeans() {
    PredictiveTable next = table(tables(PAIRS, "the"), "next");
    for (int k = 0; k < WORDS.size(); k++) {
      double error = error(AFTER_THE, k, 32);
      assertEquals(AFTER_THE[k] / 32, probability(next, WORDS.get(k)), 5 * error, WORDS.get(k));
    }
    assertEquals("cat", next.rows().get(0).value());
    // Beta(15.5, 16.5): quantiles by SciPy 1 (beta.ppf).
    assertEquals(0.341, row(next, "cat").quantiles().get(1), 0.01);
    assertEquals(0.629, row(next, "cat").quantiles().get(3), 0.01);
  }

  @Test
  void anotherPriorGivesOtherProbabilities() {
    PredictiveTable next = table(tables(PAIRS.replace("0.5)", "0.9)"), "the"), "next");
    double error = error(AFTER_THE, 3, 32);
    assertTrue(probability(next, "dog") > AFTER_THE[3] / 32 + 5 * error);
  }

  @Test
  void uncertaintyIsSplitByTheMeanEntropy() {
    PredictiveTable.Uncertainty bits =
        table(tables(PAIRS, "the"), "next").uncertainty().orElseThrow();
    double total = 0;
    double expected = GammaFunctions.digamma(33);
    for (double a : AFTER_THE) {
      total -= a / 32 * Math.log(a / 32);
      expected -= a / 32 * GammaFunctions.digamma(a + 1);
    }
    assertEquals(total / Math.log(2), bits.total(), 0.005);
    assertEquals(expected / Math.log(2), bits.aleatoric(), 0.005);
    assertEquals(bits.total(), bits.aleatoric() + bits.epistemic(), 1e-12);
    assertTrue(Math.abs(bits.total() - bits.aleatoric()) > 0.03, "both would be the same");
  }

  @Test
  void aContextThatNeverOccurredAnswersFromThePrior() {
    List<PredictiveTable> tables = tables(PAIRS, "dog");
    PredictiveTable next = table(tables, "next");
    for (String word : WORDS) assertEquals(0.25, probability(next, word), 0.02);
    // Nothing was learnt of "dog", neither as what follows.
    assertEquals(probability(next, "dog"), next.unseen().orElseThrow().probability(), 1e-12);
    assertTrue(next.uncertainty().orElseThrow().epistemic() > 0.5);
  }

  @Test
  void whatReadsAnotherDrawHasNoSplit() {
    PredictiveTable later = table(tables(PAIRS, "the"), "later");
    assertTrue(later.uncertainty().isEmpty());
    assertTrue(later.rows().get(0).quantiles().isEmpty());
    // sum_w E[p(the, w) p(w, sat)]: by independence of the rows but for "the" itself.
    double viaCat = 15.5 / 32 * (30.5 / 32);
    double viaThe = 10.5 * 5.5 / (32.0 * 33);
    double viaSat = 5.5 / 32 / 4;
    double viaDog = 0.5 / 32 / 4;
    assertEquals(viaCat + viaThe + viaSat + viaDog, probability(later, "sat"), 0.03);
  }

  @Test
  void chainsGiveTheSameDistributions() {
    BoundModel bound = Model.compile(PAIRS).bind(data());
    Draws draws = bound.sample(NutsSettings.of(RunSettings.defaults(3))).draws();
    Data question = Data.builder().put("context", "the").build();
    PredictiveTable next = table(bound.predictive(draws, question).tables(1, 2), "next");
    for (int k = 0; k < WORDS.size(); k++) {
      double error = error(AFTER_THE, k, 32);
      assertEquals(AFTER_THE[k] / 32, probability(next, WORDS.get(k)), 10 * error);
    }
    assertEquals(2, next.rows().stream().filter(r -> !r.quantiles().isEmpty()).count());
  }

  @Test
  void generatesWaitForTheirDataAndNothingElseDoes() {
    Model model = Model.compile(PAIRS);
    assertEquals(2, model.waiting(data()).generates().size());
    BoundModel bound = model.bind(data());
    assertFalse(bound.variables().stream().anyMatch(v -> v.name().equals("next")));
    Data whole = data().overriddenBy(Data.builder().put("context", "the").build());
    assertTrue(model.waiting(whole).data().isEmpty());
    assertTrue(model.bind(whole).variables().stream().anyMatch(v -> v.name().equals("next")));
    Data without = Data.builder().put("Word", WORDS).put("before", "the").build();
    assertFalse(model.tryBind(without).value().isPresent(), "observed data are needed");
  }

  @Test
  void dataThatNothingReadsAreNoQuestion() {
    Model model =
        Model.compile("data y : real; data z : real; m ~ Normal(0, 1); observe y ~ Normal(m, 1);");
    assertFalse(model.tryBind(Data.builder().put("y", 1.0).build()).value().isPresent());
  }

  @Test
  void truthValuesAndRowsOfQuestionsHaveTables() {
    Model model =
        Model.compile(
            """
            set Day;
            data rain : bool[Day];
            set Place;
            data wet : real<lower=0, upper=1>[Place];
            p ~ Beta(1, 1);
            observe rain[d in Day] ~ Bernoulli(p);
            generate tomorrow[a in Place] ~ Bernoulli(p * wet[a]);
            """);
    Data known = Data.builder().put("rain", List.of(true, true, false)).build();
    BoundModel bound = model.bind(known);
    Draws draws = bound.exact().orElseThrow().sample(RunSettings.defaults(1)).draws();
    Data asked = Data.builder().put("wet", new double[] {0.5, 1}).build();
    List<PredictiveTable> tables = bound.predictive(draws, asked).tables(1, 10);
    assertEquals(2, tables.size());
    assertEquals(0.3, probability(table(tables, "tomorrow[1]"), "true"), 0.01);
    assertEquals(0.6, probability(table(tables, "tomorrow[2]"), "true"), 0.02);
  }
}
