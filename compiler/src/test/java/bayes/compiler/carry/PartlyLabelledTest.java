package bayes.compiler.carry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.GibbsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.MemberShares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Naive Bayes with the class of some documents missing: it is a latent there, and data elsewhere.
 * Two classes, three words; the probability of a state is a product of the rising factorials of
 * Dirichlet and categorical variables.
 */
class PartlyLabelledTest {
  private static final String MODEL =
      """
      set Class = {"a", "b"};
      set Doc;
      set Word = {"x", "y", "z"};
      data class : Class[Doc]?;
      data text : Word[Doc][];
      pi ~ Dirichlet(Class, 1);
      theta[c in Class] ~ Dirichlet(Word, 1);
      for d in Doc {
        observe class[d] ~ Categorical(pi);
        for n in 1..len(text[d]) {
          observe text[d, n] ~ Categorical(theta[class[d]]);
        }
      }
      """;

  private static final int[][] TEXT = {{0, 1}, {0}, {1, 2}, {2, 2}};

  private static BoundModel bound(String model) {
    Data data =
        CarriedExactTest.json(
            "{\"class\": [\"a\", null, \"b\", null],"
                + " \"text\": [[\"x\", \"y\"], [\"x\"], [\"y\", \"z\"], [\"z\", \"z\"]]}");
    return Model.compile(model).bind(data);
  }

  /** The probability of the texts and classes, one word after the other. */
  private static double probability(int[] classes) {
    double[] documents = {1, 1};
    double[][] words = {{1, 1, 1}, {1, 1, 1}};
    double p = 1;
    for (int d = 0; d < TEXT.length; d++) {
      int c = classes[d];
      p *= documents[c]++ / (documents[0] + documents[1] - 1);
      for (int word : TEXT[d]) {
        double all = words[c][0] + words[c][1] + words[c][2];
        p *= words[c][word]++ / all;
      }
    }
    return p;
  }

  /** The probability that each of the two documents is of the first class. */
  private static double[] enumerated() {
    double[] ofFirst = new double[2];
    double all = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double p = probability(new int[] {0, i, 1, j});
        all += p;
        if (i == 0) ofFirst[0] += p;
        if (j == 0) ofFirst[1] += p;
      }
    }
    return new double[] {ofFirst[0] / all, ofFirst[1] / all};
  }

  private static List<Double> ofFirst(List<MemberShares> shares) {
    List<Double> all = new ArrayList<>();
    for (MemberShares one : shares) {
      for (MemberShares.Share share : one.shares()) {
        if (share.member().equals("a")) all.add(share.probability());
      }
    }
    return all;
  }

  @Test
  void stateByState() {
    List<Double> found = ofFirst(bound(MODEL).exact().orElseThrow().probabilities());
    double[] expected = enumerated();
    assertEquals(2, found.size());
    for (int i = 0; i < 2; i++) assertEquals(expected[i], found.get(i), 1e-12);
  }

  @Test
  void byCollapsedGibbsSampling() {
    BoundModel bound = bound(MODEL);
    Draws draws = bound.sample(GibbsSettings.of(RunSettings.defaults(5).withDraws(5000))).draws();
    double[] expected = enumerated();
    for (int i = 0; i < 2; i++) {
      double[][] isFirst = new double[draws.chains()][draws.draws()];
      for (int c = 0; c < isFirst.length; c++) {
        for (int d = 0; d < isFirst[c].length; d++) {
          isFirst[c][d] = draws.value(c, d, column(draws, i)) == 1 ? 1 : 0;
        }
      }
      double error = 4.5 * Convergence.mcseMean(isFirst);
      double mean = Arrays.stream(isFirst).flatMapToDouble(Arrays::stream).average().orElseThrow();
      assertEquals(expected[i], mean, error);
      // The classes that are known tell something of those that are not.
      assertTrue(Math.abs(0.5 - mean) > error);
    }
  }

  private static int column(Draws draws, int missing) {
    List<String> labels = draws.layout().labels();
    return labels.indexOf("class[" + (missing == 0 ? 2 : 4) + "]");
  }
}
