package bayes.compiler.plan.conjugate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.compiler.plan.Method;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.inference.EnumeratedPosterior;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.math.GammaFunctions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Posteriors that are known state by state: the discrete latents are enumerated, with everything
 * else integrated out given them. The expected figures of the text models are those of an
 * independent enumeration (T1, T2 and T3 of the reference suite for text models).
 */
class EnumeratedStatesTest {
  private static Data json(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return JsonData.read("data.json", new ByteArrayInputStream(bytes));
    } catch (DataException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ExactInference exact(String text, String data) {
    return Model.compile(text).bind(json(data)).exact().orElseThrow(AssertionError::new);
  }

  /** Probabilities that other sites have the value of one. */
  private static double[] together(ExactInference exact, int site, int count) {
    EnumeratedPosterior posterior = (EnumeratedPosterior) exact.target();
    double[] all = new double[count];
    for (int i = 0; i < count; i++) {
      int other = i;
      all[i] = posterior.expectation(at -> at[site] == at[other] ? 1 : 0);
    }
    return all;
  }

  private static final String TOPICS =
      """
      set Doc;
      set Word = 1..5;
      set Topic = 1..2;
      data text : Word[Doc][];
      data alpha : real<above=0> = 0.5;
      phi[k in Topic] ~ Dirichlet(Word, 0.3);
      for d in Doc {
        theta[d] ~ Dirichlet(Topic, alpha);
        for n in 1..len(text[d]) {
          z[d, n] ~ Categorical(theta[d]);
          observe text[d, n] ~ Categorical(phi[z[d, n]]);
        }
      }
      """;

  private static final String TOPICS_DATA =
      "{\"text\": [[1,1,2,3], [1,2,2,1], [4,5,4], [5,4,3,5]]%s}";

  @Test
  void topicsOfATinyCorpus() {
    ExactInference exact = exact(TOPICS, TOPICS_DATA.formatted(""));
    assertEquals(-26.284974819999178, exact.logEvidence(), 1e-10);
    double[] expected = {
      1,
      0.9403209627404896,
      0.8986013183123097,
      0.6798266749692794,
      0.9274760467462345,
      0.8941736959946307,
      0.8941736959946307,
      0.9274760467462345,
      0.10967739285111387,
      0.10336877924212708,
      0.10967739285111387,
      0.11206998590873819,
      0.10574005570795814,
      0.30237957532984083,
      0.1120699859087382
    };
    assertArrayEquals(expected, together(exact, 0, 15), 1e-10);
  }

  @Test
  void anotherPriorGivesOtherTopics() {
    ExactInference exact = exact(TOPICS, TOPICS_DATA.formatted(", \"alpha\": 0.51"));
    assertNotEquals(-26.284974819999178, exact.logEvidence(), 1e-3);
    assertNotEquals(0.9403209627404896, together(exact, 0, 15)[1], 1e-4);
  }

  @Test
  void latentClassesOfTinyTexts() {
    ExactInference exact =
        exact(
            """
            set Doc;
            set Word = 1..4;
            set Class = 1..2;
            data text : Word[Doc][];
            p ~ Dirichlet(Class, 1);
            phi[k in Class] ~ Dirichlet(Word, 0.5);
            for d in Doc {
              label[d] ~ Categorical(p);
              for n in 1..len(text[d]) { observe text[d, n] ~ Categorical(phi[label[d]]); }
            }
            """,
            "{\"text\": [[1,1,2], [1,2,2], [3,4,4], [4,3,3,4], [1,4]]}");
    assertEquals(-21.65364560765633, exact.logEvidence(), 1e-10);
    double[] expected = {
      0.5215329986056778, 0.5094108702745936, 0.5360493576176633, 0.5255218520230038, 1
    };
    assertArrayEquals(expected, together(exact, 4, 5), 1e-10);
  }

  /** The end of a sentence is a tag that none follows: whether it comes is drawn apart. */
  @Test
  void tagsOfTinySentences() {
    ExactInference exact =
        exact(
            """
            set Sentence;
            set Word = 1..3;
            set Tag = 1..2;
            data text : Word[Sentence][];
            data ends : bool[Sentence][];
            first ~ Dirichlet(Tag, 0.5);
            stop[k in Tag] ~ Beta(0.5, 1);
            next[k in Tag] ~ Dirichlet(Tag, 0.5);
            emit[k in Tag] ~ Dirichlet(Word, 0.4);
            for s in Sentence {
              z[s, 1] ~ Categorical(first);
              for t in 2..len(text[s]) { z[s, t] ~ Categorical(next[z[s, t - 1]]); }
              for t in 1..len(text[s]) {
                observe text[s, t] ~ Categorical(emit[z[s, t]]);
                observe ends[s, t] ~ Bernoulli(stop[z[s, t]]);
              }
            }
            """,
            """
            {"text": [[1,2,1,2,3], [1,3,2,1]],
             "ends": [[false,false,false,false,true], [false,false,false,true]]}
            """);
    assertEquals(-16.529077816205614, exact.logEvidence(), 1e-10);
    double[] expected = {
      1,
      0.26059644273320637,
      0.8134043558819543,
      0.2754000728355598,
      0.5826548042760119,
      0.8151472460887825,
      0.49501988857053036,
      0.2935085125245413,
      0.7250658534238532
    };
    assertArrayEquals(expected, together(exact, 0, 9), 1e-10);
  }

  /** T8: which word was meant by "thier", with the channel of each word given. */
  @Test
  void aTypedWordWasMeantAsAnother() {
    ExactInference exact =
        exact(
            """
            set Word = {"their", "there", "three"};
            set Typed = {"thier", "their", "there", "three"};
            data prior : simplex[Word];
            data channel : simplex[Word, Typed];
            data typed : Typed;
            meant ~ Categorical(prior);
            observe typed ~ Categorical(channel[meant]);
            """,
            """
            {"prior": [0.4, 0.5, 0.1], "typed": "thier",
             "channel": [[0.06, 0.93, 0.01, 0], [0.005, 0, 0.985, 0.01], [0.0005, 0, 0.0095, 0.99]]}
            """);
    assertEquals(Math.log(0.02655), exact.logEvidence(), 1e-10);
  }

  private static final String CHANGE =
      """
      set Year;
      data count : int<lower=0>[Year];
      data length : real<above=0>[Year];
      change ~ DiscreteUniform(2, size(Year));
      rate[side in 1..2] ~ Gamma(1.5, 0.25);
      observe count[y in Year] ~ Poisson(length[y] * rate[index(y) < change ? 1 : 2]);
      """;

  private static final String CHANGE_DATA =
      "{\"count\": [3, 5, 4, 0, 1], \"length\": [1.0, 1.5, 0.7, 2.0, 1.1]}";

  /** The log marginal of counts with one rate, which is Gamma(1.5, 0.25). */
  private static double segment(int[] count, double[] length, int from, int to) {
    double n = 0;
    double sum = 0;
    double each = 0;
    for (int i = from; i < to; i++) {
      n += count[i];
      sum += length[i];
      each += count[i] * Math.log(length[i]) - GammaFunctions.lgamma(count[i] + 1);
    }
    return each
        + 1.5 * Math.log(0.25)
        - (1.5 + n) * Math.log(0.25 + sum)
        + GammaFunctions.lgamma(1.5 + n)
        - GammaFunctions.lgamma(1.5);
  }

  @Test
  void aChangePointHasTheProbabilityOfItsTwoSegments() {
    int[] count = {3, 5, 4, 0, 1};
    double[] length = {1.0, 1.5, 0.7, 2.0, 1.1};
    double[] joint = new double[4];
    double sum = 0;
    for (int first = 1; first <= 4; first++) {
      joint[first - 1] =
          Math.exp(segment(count, length, 0, first) + segment(count, length, first, 5)) / 4;
      sum += joint[first - 1];
    }
    ExactInference exact = exact(CHANGE, CHANGE_DATA);
    assertEquals(Math.log(sum), exact.logEvidence(), 1e-10);
    for (var share : exact.probabilities().get(0).shares()) {
      int at = Integer.parseInt(share.member()) - 2;
      assertEquals(joint[at] / sum, share.probability(), 1e-12);
    }
    Fit fit = exact.sample(RunSettings.defaults(3).withThreads(1));
    int column = fit.draws().layout().column("rate[1]").orElseThrow();
    double found = 0;
    for (double[] chain : fit.draws().chains(column)) {
      for (double draw : chain) found += draw / 4000;
    }
    double mean = 0;
    double square = 0;
    for (int first = 1; first <= 4; first++) {
      double shape = 1.5;
      double by = 0.25;
      for (int i = 0; i < first; i++) {
        shape += count[i];
        by += length[i];
      }
      mean += joint[first - 1] / sum * shape / by;
      square += joint[first - 1] / sum * shape * (shape + 1) / by / by;
    }
    assertEquals(mean, found, 4.5 * Math.sqrt((square - mean * mean) / 4000));
  }

  @Test
  void tooManyStatesAreNotLookedAt() {
    String twenty = "1,2,".repeat(9) + "1,2";
    var bound = Model.compile(TOPICS).bind(json("{\"text\": [[" + twenty + "]]}"));
    assertTrue(bound.exact().isEmpty());
    assertTrue(bound.refusal(Method.EXACT).isPresent());
    assertTrue(bound.methods().whyNot(Method.EXACT).orElseThrow().reason().contains("states"));
  }
}
