package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.diagnostic.Checked;
import bayes.runtime.data.Data;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Grammars in models, of sentences in rows of different lengths and in arrays, with all, some or
 * none of their probabilities latent: gradients against differences, compiled code against the
 * interpreter, and what the data must fulfil.
 */
final class SentencesTest {
  private static final String GRAMMAR =
      "set N = {\"S\", \"NP\", \"VP\"}; set W; set Sentence; data text : W[Sentence][];"
          + " stop[a in N] ~ Beta(2, 1); left[a in N] ~ Dirichlet(N, 1);"
          + " right[a in N, b in N] ~ Dirichlet(N, 1); word[a in N] ~ Dirichlet(W, 1);"
          + " let rules[a in N, b in N, c in N] = (1 - stop[a]) * left[a, b] * right[a, b, c];"
          + " let lexicon[a in N, w in W] = stop[a] * word[a, w]; ";

  private static final String TEXT =
      "{\"text\": [[\"a\", \"b\"], [\"b\", \"a\", \"c\", \"a\"], [\"c\"],"
          + " [\"a\", \"a\", \"b\", \"c\", \"c\"]]}";

  static Stream<ModelExample> models() {
    return Stream.of(
        example(GRAMMAR + "observe text[s in Sentence] ~ PCFG(rules, lexicon);", TEXT),
        example(
            GRAMMAR
                + "data start : N[Sentence]; for s in Sentence {"
                + " observe text[s] ~ PCFG(rules, lexicon, start: start[s]); }",
            TEXT.replace("{", "{\"start\": [\"VP\", \"S\", \"NP\", \"VP\"], ")),
        // A grammar of each sentence's own, and one that is chosen.
        example(
            "set N = 1..2; set W; set Sentence; data text : W[Sentence][];"
                + " word[s in Sentence, a in N] ~ Dirichlet(W, 1); p ~ Beta(1, 3);"
                + " let rules[s in Sentence, a in N, b in N, c in N] = p / 4;"
                + " let lexicon[s in Sentence, a in N, w in W] = (1 - p) * word[s, a, w];"
                + " observe text[s in Sentence] ~ PCFG(rules[s], lexicon[s]);",
            TEXT),
        // Two components of a mixture; the words are numbers, from 0.
        example(
            "set N = 1..2; set W = 0..2; data x : W[4]; q ~ Beta(1, 1);"
                + " word[k in 1..2, a in N] ~ Dirichlet(W, 1);"
                + " let rules[a in N, b in N, c in N] = 0.1;"
                + " let lexicon[k in 1..2, a in N, w in W] = 0.6 * word[k, a, w];"
                + " factor log_mix(q, log_density(PCFG(rules, lexicon[1]), x),"
                + " log_density(PCFG(rules, lexicon[2], start: 2), x));",
            "{\"x\": [0, 2, 1, 0]}"),
        // The lexicon alone is latent; the rules alone.
        example(
            "set N; set W; data rules : real<lower=0, upper=1>[N, N, N]; data x : W[5];"
                + " word[a in N] ~ Dirichlet(W, 2);"
                + " let lexicon[a in N, w in W] = 0.5 * word[a, w];"
                + " observe x ~ PCFG(rules, lexicon);",
            "{\"rules\": [[[0.1, 0.2], [0.2, 0]], [[0.5, 0], [0, 0]]], \"W\": 3,"
                + " \"x\": [3, 1, 1, 2, 1]}"),
        example(
            "set N; set W; data lexicon : real<lower=0, upper=1>[N, W]; data x : W[5];"
                + " left[a in N] ~ Dirichlet(N, 1);"
                + " let rules[a in N, b in N, c in N] = 0.25 * left[a, b];"
                + " observe x ~ PCFG(rules, lexicon);",
            "{\"lexicon\": [[0.25, 0.125, 0.125], [0.5, 0, 0]], \"x\": [3, 1, 1, 2, 1]}"));
  }

  private static ModelExample example(String text, String data) {
    return ModelExample.of(text, data, v -> Double.NaN);
  }

  @ParameterizedTest
  @MethodSource("models")
  void holds(ModelExample example) {
    ModelChecks checks = ModelChecks.of(example);
    for (int seed = 1; seed <= 2; seed++) {
      double[] position = checks.position(seed);
      assertTrue(Double.isFinite(checks.logDensity(position)));
      checks.requireGradient(position);
      checks.requireInterpretedIsCompiled(position);
    }
  }

  private static final String GIVEN =
      "set N = 1..1; set W; data rules : real<lower=0, upper=1>[N, N, N];"
          + " data lexicon : real<lower=0, upper=1>[N, W]; data x : W[3]; m ~ Normal(0, 1);"
          + " observe x ~ PCFG(rules, lexicon);";

  @Test
  void probabilitiesMustSumToOne() {
    assertEquals(List.of(), codes(new double[] {0.5, 0.25}));
    assertEquals(List.of("D0310"), codes(new double[] {0.5, 0.5}));
  }

  private static List<String> codes(double[] lexicon) {
    Data data =
        Data.builder()
            .put("rules", List.of(List.of(new double[] {0.25})))
            .put("lexicon", List.of(lexicon))
            .put("x", new int[] {1, 2, 1})
            .build();
    Checked<BoundModel> bound = Model.compile(GIVEN).tryBind(data);
    return bound.diagnostics().stream().map(d -> d.code().id()).toList();
  }
}
