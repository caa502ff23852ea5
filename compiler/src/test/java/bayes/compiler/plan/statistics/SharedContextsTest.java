package bayes.compiler.plan.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.Pipeline;
import bayes.compiler.Stage;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.plan.Treatment;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.density.LogDensity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distributions that are computed once for all data of a context, against their plain form. */
final class SharedContextsTest {
  private static final PlanOptions ALL = new PlanOptions(true, false, false, true, true);
  private static final PlanOptions PLAIN = new PlanOptions(true, false, false, false, true);

  private static final String LATENTS =
      "set Row; set Letter = {\"a\", \"b\", \"c\"}; set Place = 2..3; data N : int;"
          + " data text : Letter[N]; data seen : Letter[Row, Place]; data last : Letter[Row];"
          + " data b : bool[Row]; data c : int<lower=0>[Row]; data x : real[Row];"
          + " m ~ Normal(0, 1); a[l in Letter] ~ Normal(0, 1); v[k in Place] ~ Normal(0, 1);"
          + " w[l in Letter, r in Letter] ~ Normal(0, 1); ";

  /** Each a likelihood that is computed once for each context. */
  private static String[] likelihoods() {
    return new String[] {
      "for t in 3..N { let h[l in Letter] = tanh(a[l] + sum(w[text[t - k], l] * k for k in 1..2));"
          + " observe text[t] ~ Categorical(logits: [m + sum(h[k] * w[k, l] for k in Letter)"
          + " for l in Letter]); }",
      "for t in 2..N { let q = m * a[text[t - 1]]; let h = a * q; let g = exp(h) + w[text[t - 1]];"
          + " observe text[t] ~ Categorical(logits: g + h); }",
      "observe text[t in 2..N] ~ Categorical(softmax(w[text[t - 1]] + a));",
      "for i in Row { let h[l in Letter] = a[l] * sum(v[k] * w[seen[i, k], l] for k in Place);"
          + " observe last[i] ~ Categorical(logits: h); }",
      "for i in Row { if b[i] { let h = a * w[last[i]];"
          + " observe c[i] ~ Poisson(exp(h[last[i]] - 1)); } }",
      "for i in Row { observe last[i] ~ Categorical(logits: [l == \"b\" ? m * (c[i] + 1) : a[l]"
          + " for l in Letter]); }",
      "for i in Row { let h = a * m; observe last[i] ~ Categorical(logits: h); }",
      "for i in Row { let h = a * w[last[i]]; observe c[i] ~ Binomial(c[i] + 2, logit: sum(h)); }",
    };
  }

  private static Data data(Random random, int n) {
    String json =
        "{\"N\":%d,\"Row\":%d,\"text\":%s,\"seen\":%s,\"last\":%s,\"b\":%s,\"c\":%s,\"x\":%s}"
            .formatted(
                n,
                n,
                letters(random, n),
                IntStream.range(0, n)
                    .mapToObj(i -> letters(random, 2))
                    .collect(Collectors.joining(",", "[", "]")),
                letters(random, n),
                Arrays.toString(random.ints(n, 0, 2).toArray()),
                Arrays.toString(random.ints(n, 0, 3).toArray()),
                Arrays.toString(random.doubles(n).toArray()));
    try {
      return JsonData.read(
          "data.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    } catch (DataException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String letters(Random random, int n) {
    return random
        .ints(n, 0, 3)
        .mapToObj(i -> "\"" + "abc".charAt(i) + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static Model compile(String text, PlanOptions options) {
    return Model.compile(SourceText.of("model.bayes", text), Imports.NONE, options);
  }

  private static boolean sharesContexts(Model model) {
    return model.plan().treatments().stream()
        .anyMatch(t -> t.kind() == Treatment.Kind.COMPRESSED && t.what().contains("each context"));
  }

  /** The largest difference of density and slopes at a point, relative to their size. */
  private static double apart(BoundModel one, BoundModel other) {
    LogDensity first = one.newLogDensity();
    LogDensity second = other.newLogDensity();
    double[] at = new Random(3).doubles(first.dimension(), -1, 1).toArray();
    double[] slopes = new double[at.length];
    double[] expected = new double[at.length];
    double value = first.logDensityAndGradient(at, slopes);
    double plain = second.logDensityAndGradient(at, expected);
    double largest = Math.abs(value - plain) / (1 + Math.abs(plain));
    double size = 1 + Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < at.length; i++) {
      largest = Math.max(largest, Math.abs(slopes[i] - expected[i]) / size);
    }
    return Math.max(largest, Math.abs(first.logDensity(at) - value) / (1 + Math.abs(plain)));
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void agreesWithThePlainForm(String likelihood) {
    Model shared = compile(LATENTS + likelihood, ALL);
    Model plain = compile(LATENTS + likelihood, PLAIN);
    assertTrue(sharesContexts(shared), likelihood);
    for (int n : new int[] {0, 1, 4, 70}) {
      Data data = data(new Random(n), n);
      assertEquals(0, apart(shared.bind(data), plain.bind(data)), 1e-12, likelihood + n);
    }
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void compiledIsInterpreted(String likelihood) {
    BothWays.Bound bound = BothWays.of(LATENTS + likelihood).bind(data(new Random(5), 60));
    double[] at = new Random(6).doubles(bound.dimension(), -1, 1).toArray();
    bound.logDensity(at);
    bound.gradient(at);
  }

  /** One datum that is otherwise is seen. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void findsAFault(String likelihood) {
    Model shared = compile(LATENTS + likelihood, ALL);
    Model plain = compile(LATENTS + likelihood, PLAIN);
    BoundModel wrong = shared.bind(data(new Random(7), 70));
    assertTrue(apart(wrong, plain.bind(data(new Random(8), 70))) > 1e-6, likelihood);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e[i in Row] ~ Normal(0, 1); observe last[i in Row] ~ Categorical(logits: a * e[i]);",
        "for i in Row { let h = a * index(last[i]); observe x[i] ~ StudentT(4, sum(h), 1); }",
        "observe last[i in Row] ~ Categorical(logits: a);",
        "for i in Row { let h = w[last[i]]; observe last[i] ~ Categorical(logits: h); }",
      })
  void leavesOthersAsTheyAre(String likelihood) {
    assertFalse(sharesContexts(compile(LATENTS + likelihood, ALL)), likelihood);
  }

  /** What all data of a context have in common is not computed for each of them. */
  @Test
  void theNormaliserIsComputedOnceForAContext() {
    String text =
        LATENTS
            + "for i in Row { let h = a * w[last[i]]; observe seen[i, 2] ~ Categorical(logits: h); }";
    Pipeline pipeline = new Pipeline(Imports.NONE);
    String program =
        pipeline.emit(SourceText.of("model.bayes", text), Stage.PROGRAM).value().orElseThrow();
    // In the plain form it is within loops over nothing or everything, rows, and letters.
    assertEquals(1, exponentials(program, 3), program);
    assertEquals(1, exponentials(program, 2), program);
  }

  /** How many exponentials stand in so many loops of a listing. */
  private static long exponentials(String program, int loops) {
    String body = program.substring(program.indexOf("\nbody {"));
    String indent = "  ".repeat(loops + 1) + "%";
    return body.lines().filter(l -> l.startsWith(indent) && l.contains("= exp ")).count();
  }
}
