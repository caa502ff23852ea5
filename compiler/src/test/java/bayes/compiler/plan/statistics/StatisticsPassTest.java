package bayes.compiler.plan.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.plan.Plan;
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
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Likelihoods as functions of statistics against the same as they are written. */
final class StatisticsPassTest {
  private static final PlanOptions ALL = new PlanOptions(true, false, false, true, true);
  private static final PlanOptions PLAIN = new PlanOptions(true, false, false, false, true);

  private static final String GROUPS =
      "set Row; data J : int; set Group = 1..J; data K : int; data g : Group[Row];"
          + " data h : Group[Row]; data x : real[Row]; data z : real[Row]; data w : real<above=0>[Row];"
          + " data X : real[Row, K]; data y : real[Row]; data c : int<lower=0>[Row];"
          + " data b : bool[Row];"
          + " m ~ Normal(0, 1); s ~ HalfNormal(1); a[j in Group] ~ Normal(m, 1);"
          + " t[j in Group] ~ Normal(0, 1); u[j in Group] ~ HalfNormal(1);"
          + " v[k in 1..K] ~ Normal(0, 1); ";

  /** Each a likelihood that is compressed. */
  private static final String[] LIKELIHOODS = {
    "observe y ~ Normal(m + t[1] * x + t[2] * z, s);",
    "observe y[i in Row] ~ Normal(a[g[i]] + m * x[i] + t[1] * z[i], s);",
    "observe y[i in Row] ~ Normal(a[g[i]] + t[g[i]] * x[i] - z[i], s);",
    "observe y[i in Row] ~ Normal(a[g[i]] + t[h[i]] * (x[i] - 2) / 3, s);",
    "observe y[i in Row] ~ Normal(a[g[i]] + m * x[i], u[g[i]]);",
    "observe y[i in Row] ~ Normal(m + t[1] * x[i], s * w[i]);",
    "observe y[i in Row] ~ Normal(mean: m + t[1] * x[i], precision: s / w[i]);",
    "observe y[i in Row] ~ Normal(mean: a[h[i]], variance: s);",
    "observe y ~ Normal(m + X @ v, s);",
    "observe y[i in Row] ~ Normal(a[g[i]] + sum(X[i, k] * v[k] for k in 1..K), s);",
    "let eta = m + X @ v + z; observe y ~ Normal(eta, s);",
    "let e[i in Row] = x[i] * s; observe y[i in Row] ~ Normal(m + e[i], s);",
    "observe y[i in Row] ~ Normal(b[i] ? m + x[i] * s : 2 * m, s);",
    "for i in Row { let q = x[i] - 1; if z[i] > 0 { observe y[i] ~ Normal(m * q, s); } }",
    "observe w[i in Row] ~ LogNormal(m + t[1] * x[i], s);",
    "observe b[i in Row] ~ Bernoulli(logit: a[g[i]] + m * h[i]);",
    "observe c[i in Row] ~ Poisson(exp(a[g[i]]));",
    "observe g[i in Row] ~ Categorical(softmax(a));",
    "observe b[i in Row] ~ Bernoulli(b[i] ? 0.5 : inv_logit(t[g[i]]));",
    "for i in Row { factor b[i] ? a[g[i]] : m; }",
  };

  /** Data of n rows in groups; covariates with an offset, two of them the same. */
  private static Data data(Random random, int n, int groups, double offset) {
    double[] x = random.doubles(n).map(d -> offset + d).toArray();
    double[] y = random.doubles(n, -2, 2).toArray();
    String matrix =
        Arrays.stream(x)
            .mapToObj(e -> "[" + e + "," + (e * e - 1) + "," + e + "]")
            .collect(Collectors.joining(","));
    String json =
        "{\"Row\":"
            + n
            + ",\"J\":"
            + (groups + 1)
            + ",\"K\":3"
            + ",\"g\":"
            + integers(random, n, 1, groups)
            + ",\"h\":"
            + integers(random, n, 1, 2)
            + ",\"x\":"
            + Arrays.toString(x)
            + ",\"z\":"
            + Arrays.toString(random.doubles(n, -1, 1).toArray())
            + ",\"w\":"
            + Arrays.toString(random.doubles(n, 0.5, 2).toArray())
            + ",\"X\":["
            + matrix
            + "]"
            + ",\"y\":"
            + Arrays.toString(y)
            + ",\"c\":"
            + integers(random, n, 0, 3)
            + ",\"b\":"
            + integers(random, n, 0, 1)
            + "}";
    try {
      return JsonData.read(
          "data.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    } catch (DataException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String integers(Random random, int n, int from, int to) {
    return Arrays.toString(random.ints(n, from, to + 1).toArray());
  }

  private static Model compile(String text, PlanOptions options) {
    return Model.compile(SourceText.of("model.bayes", text), Imports.NONE, options);
  }

  private static boolean isCompressed(Model model) {
    return model.plan().treatments().stream().anyMatch(t -> t.kind() == Treatment.Kind.COMPRESSED);
  }

  /** The largest difference of densities and slopes at some points, relative to their size. */
  private static double apart(BoundModel one, BoundModel other, Random random) {
    double largest = 0;
    LogDensity first = one.newLogDensity();
    LogDensity second = other.newLogDensity();
    for (int p = 0; p < 3; p++) {
      double[] at = random.doubles(first.dimension(), -1, 1).toArray();
      double[] slopes = new double[at.length];
      double[] expected = new double[at.length];
      double value = first.logDensityAndGradient(at, slopes);
      double plain = second.logDensityAndGradient(at, expected);
      largest = Math.max(largest, Math.abs(value - plain) / (1 + Math.abs(plain)));
      double size = 1 + Arrays.stream(expected).map(Math::abs).max().orElse(0);
      for (int i = 0; i < at.length; i++) {
        largest = Math.max(largest, Math.abs(slopes[i] - expected[i]) / size);
      }
      largest = Math.max(largest, Math.abs(first.logDensity(at) - value) / (1 + Math.abs(plain)));
    }
    return largest;
  }

  @Property(tries = 30)
  void agreesWithThePlainForm(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 19) int likelihood,
      @ForAll @IntRange(min = 0, max = 80) int n,
      @ForAll @IntRange(min = 2, max = 5) int groups) {
    Random random = new Random(seed);
    String text = GROUPS + LIKELIHOODS[likelihood];
    Model compressed = compile(text, ALL);
    assertTrue(isCompressed(compressed), LIKELIHOODS[likelihood]);
    Data data = data(random, n, groups, random.nextBoolean() ? 0 : 2000);
    double apart = apart(compressed.bind(data), compile(text, PLAIN).bind(data), random);
    assertEquals(0, apart, 1e-10, LIKELIHOODS[likelihood]);
  }

  @Test
  void compiledIsInterpreted() {
    for (String likelihood : LIKELIHOODS) {
      BothWays.Bound bound = BothWays.of(GROUPS + likelihood).bind(data(new Random(5), 60, 4, 3));
      double[] at = new Random(6).doubles(bound.dimension(), -1, 1).toArray();
      bound.logDensity(at);
      bound.gradient(at);
    }
  }

  /** One datum that is otherwise is seen by all comparisons here. */
  @Test
  void findsAFault() {
    for (String likelihood : LIKELIHOODS) {
      String text = GROUPS + likelihood;
      Data right = data(new Random(7), 60, 4, 3);
      Data wrong = data(new Random(8), 60, 4, 3);
      Random random = new Random(9);
      double apart =
          apart(compile(text, ALL).bind(wrong), compile(text, PLAIN).bind(right), random);
      assertTrue(apart > 1e-6, likelihood);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "observe y[i in Row] ~ Normal(exp(m * x[i]) + e[i], s); ",
        "observe y[i in Row] ~ Normal(e[i], s);",
        "observe y[i in Row] ~ Normal(m, exp(e[i]));",
        "observe y[i in Row] ~ StudentT(4, m, s);",
        "observe b[i in Row] ~ Bernoulli(logit: e[i]);",
        "observe b[i in Row] ~ Bernoulli(logit: X[i, :] @ v);",
        "observe y[1] ~ Normal(m, s);",
      })
  void leavesOthersAsTheyAre(String likelihood) {
    String text = GROUPS + "e[i in Row] ~ Normal(0, 1); " + likelihood;
    assertFalse(isCompressed(compile(text, ALL)));
  }

  /** What is said of single observations is said of the statements as they are written. */
  @Test
  void onlyDensitiesAreCompressed() {
    Plan plan = compile(GROUPS + LIKELIHOODS[1], ALL).plan();
    assertSame(plan.written(), plan.model());
    assertNotSame(plan.model(), plan.compressed());
  }

  /** Of what is not compressed, the plan says what keeps it. */
  @Test
  void whatStaysIsToldWithItsReason() {
    String recursive =
        GROUPS
            + "let q[1] = s; for i in 2..9 { let q[i] = q[i - 1] / 2 + s; }"
            + "for i in 1..9 { observe y[i] ~ Normal(q[i], s); }";
    assertEquals(List.of("each row has parameters of its own"), reasons(recursive));
    String shared = GROUPS + "for i in 1..9 { observe y[i] ~ Normal(m, s); }";
    assertEquals(List.of(), reasons(shared));
    assertEquals(List.of(), reasons(GROUPS + "observe y[1] ~ Normal(m, s);"), "a single datum");
  }

  private static List<String> reasons(String text) {
    return Model.compile(text).plan().treatments().stream()
        .filter(t -> t.kind() == Treatment.Kind.PLAIN)
        .map(Treatment::why)
        .toList();
  }
}
