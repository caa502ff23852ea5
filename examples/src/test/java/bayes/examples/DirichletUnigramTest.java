package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataValue;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.ExactPosterior;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Hamilton's words: the posterior is Dirichlet(alpha types + count), whose means are known. A
 * simplex of 501 entries is sampled; the test takes a few seconds.
 */
class DirichletUnigramTest {
  private static final Example EXAMPLE =
      Example.of(Reference.EXAMPLES, "dirichlet_unigram/dirichlet_unigram");
  private static final Data DATA = EXAMPLE.data();
  private static final double[] COUNT = numbers("count");
  private static final double[] TYPES = numbers("types");
  private static final double ALPHA = 0.1;
  private static final Draws DRAWS = sample(ALPHA);

  /** For each of 501 means: of a hundred seeds, three have one beyond. */
  private static final double LIMIT = 4;

  private static double[] numbers(String name) {
    var labelled = (DataValue.Labelled) DATA.find(name).orElseThrow().value();
    return ((DataValue.Numbers) labelled.values()).toArray();
  }

  private static Draws sample(double alpha) {
    Data data = DATA.overriddenBy(Data.builder().put("alpha", alpha).build());
    RunSettings run = RunSettings.defaults(20246).withWarmup(400).withDraws(500);
    return Model.compile(EXAMPLE.source()).bind(data).sample(NutsSettings.of(run)).draws();
  }

  private static Agreement agreement(Draws draws) {
    double total = Arrays.stream(COUNT).sum() + ALPHA * Arrays.stream(TYPES).sum();
    List<String> labels = draws.layout().labels();
    Agreement agreement = new Agreement();
    for (int i = 0; i < COUNT.length; i++) {
      double[][] values = draws.chains(i);
      double mean = Arrays.stream(values).flatMapToDouble(Arrays::stream).average().orElseThrow();
      double exact = (COUNT[i] + ALPHA * TYPES[i]) / total;
      agreement.add(labels.get(i), mean, exact, Convergence.mcseMean(values));
    }
    return agreement;
  }

  @Test
  void theDataAreHamiltons() {
    assertEquals(501, COUNT.length);
    assertEquals(112_647, Arrays.stream(COUNT).sum());
    assertEquals(8_616, Arrays.stream(TYPES).sum());
  }

  @Test
  void meansAreThoseOfTheDirichlet() {
    Agreement.assertConverged(DRAWS, 400);
    Agreement agreement = agreement(DRAWS);
    assertEquals(501, agreement.size());
    agreement.assertWithin(LIMIT);
    assertTrue(isChiSquared(agreement), "sum of squares " + agreement.sumOfSquares());
  }

  /** Of the distributions that are told without sampling. */
  @Test
  void figuresAreThoseOfTheDirichlet() {
    ExactInference exact = Model.compile(EXAMPLE.source()).bind(DATA).exact().orElseThrow();
    double total = Arrays.stream(COUNT).sum() + ALPHA * Arrays.stream(TYPES).sum();
    List<ExactPosterior.Marginal> marginals = exact.figures().marginals();
    assertEquals(COUNT.length, marginals.size());
    for (int i = 0; i < COUNT.length; i++) {
      double mean = (COUNT[i] + ALPHA * TYPES[i]) / total;
      assertEquals(mean, marginals.get(i).mean(), 1e-12 * mean);
      double sd = Math.sqrt(mean * (1 - mean) / (total + 1));
      assertEquals(sd, marginals.get(i).sd(), 1e-12 * sd);
    }
  }

  /** All together: the sum of squares is chi-squared, five standard deviations at most away. */
  private static boolean isChiSquared(Agreement agreement) {
    int degrees = agreement.size() - 1;
    return Math.abs(agreement.sumOfSquares() - degrees) < 5 * Math.sqrt(2 * degrees);
  }

  @Test
  void anotherPriorCountIsSeen() {
    Agreement agreement = agreement(sample(0.5));
    assertFalse(agreement.beyond(LIMIT).isEmpty());
    assertFalse(isChiSquared(agreement));
  }
}
