package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.Data;
import bayes.runtime.density.LogDensity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What occurs in data, with its counts, in place of tables of which most is empty. */
final class DistinctTest {
  private static final String TEXTS =
      "vocab W = given; set D; data text : W[D][]; u[w in W] ~ Normal(0, 1);"
          + " v[w in W] ~ Normal(0, 1); ";

  private static final String BY_DOCUMENT =
      TEXTS
          + "for d in D { let (w, n) = distinct(text[d]);"
          + " factor sum(n[i]^2 * u[w[i]] for i in 1..len(w)); }";

  private static final String PAIRS =
      TEXTS
          + "for d in D { let (p, n) = distinct(ngrams(text[d], 2));"
          + " factor sum(n[i]^2 * u[p[i, 1]] * v[p[i, 2]] for i in 1..len(n)); }";

  private static final String PRESENT =
      TEXTS + "for d in D { let (w, n) = distinct(text[d]); factor sum(u[w]); }";

  private static final String CODES =
      "set D; data x : int[D]; m ~ Normal(0, 1); let (y, n) = distinct(x);"
          + " let total = sum(n[i] * y[i]^2 for i in 1..len(y)); factor m * total;";

  private static final List<List<String>> DOCUMENTS =
      List.of(
          List.of("a", "b", "a", "b", "a", "c"),
          List.of(),
          List.of("c"),
          List.of("b", "b", "b", "b"));

  private static final Data DATA =
      Data.builder().put("text", DOCUMENTS).put("x", new int[] {3, -1, 3, 0}).build();

  @ParameterizedTest
  @ValueSource(strings = {BY_DOCUMENT, PAIRS, PRESENT, CODES})
  void holds(String model) {
    ModelChecks checks = ModelChecks.of(model, DATA);
    for (int seed = 1; seed <= 2; seed++) {
      double[] position = checks.position(seed);
      checks.requireGradient(position);
      checks.requireInterpretedIsCompiled(position);
    }
  }

  /** The prior of two vectors over three words, which are b, a and c by their counts. */
  private static double prior(double[] x) {
    double sum = 0;
    for (double each : x) sum -= each * each / 2 + Math.log(2 * Math.PI) / 2;
    return sum;
  }

  @Test
  void countsAreThoseOfEachDocument() {
    double[] x = {0.5, -1, 2, 0.25, 3, -0.5};
    // b twice, a three times, c once; c; b four times.
    double byDocument = 4 * x[0] + 9 * x[1] + x[2] + x[2] + 16 * x[0];
    assertEquals(prior(x) + byDocument, density(BY_DOCUMENT, x), 1e-12);
    assertEquals(prior(x) + 2 * x[0] + x[1] + 2 * x[2], density(PRESENT, x), 1e-12);
    // a b twice, b a twice, a c once; b b three times.
    double pairs = 4 * x[1] * x[3] + 4 * x[0] * x[4] + x[1] * x[5] + 9 * x[0] * x[3];
    assertEquals(prior(x) + pairs, density(PAIRS, x), 1e-12);
    // The twin: another count is seen.
    assertNotEquals(prior(x) + byDocument, density(BY_DOCUMENT.replace("n[i]^2", "n[i]"), x), 0.1);
    double[] m = {2};
    assertEquals(prior(m) + 2 * (2 * 9 + 1), density(CODES, m), 1e-12);
  }

  private static double density(String model, double[] at) {
    return Model.compile(model).bind(DATA).newLogDensity().logDensity(at);
  }

  /** A table of 50,000 words by 50,000 would not fit in any array. */
  @Test
  void pairsOfManyWordsTakeRoomForThoseThatOccur() {
    String text =
        "vocab W = given; data text : W[]; u[w in W] ~ Normal(0, 1);"
            + " let (p, n) = distinct(ngrams(text, 2));"
            + " factor sum(n[i] * u[p[i, 1]] * u[p[i, 2]] for i in 1..len(n));";
    Random random = new Random(1);
    int words = 50_000;
    List<String> tokens = new ArrayList<>();
    for (int w = 0; w < words; w++) tokens.add("w" + w);
    for (int i = 0; i < 10_000; i++) tokens.add("w" + random.nextInt(5));
    Model model = Model.compile(text);
    Data data = Data.builder().put("text", tokens).build();
    LogDensity density = model.bind(data).newLogDensity();
    double[] at = new double[density.dimension()];
    double[] slopes = new double[at.length];
    assertEquals(words, at.length);
    for (int i = 0; i < at.length; i++) at[i] = random.nextDouble() - 0.5;
    double found = density.logDensityAndGradient(at, slopes);
    Map<String, Integer> number = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (String token : tokens) counts.merge(token, 1, Integer::sum);
    List<String> sorted = new ArrayList<>(counts.keySet());
    Comparator<String> byCount = Comparator.comparing(counts::get);
    sorted.sort(byCount.reversed().thenComparing(Comparator.naturalOrder()));
    for (String token : sorted) number.put(token, number.size());
    double expected = prior(at);
    for (int i = 1; i < tokens.size(); i++) {
      expected +=
          at[number.getOrDefault(tokens.get(i - 1), -1)]
              * at[number.getOrDefault(tokens.get(i), -1)];
    }
    assertEquals(expected, found, 1e-9 * Math.abs(expected));
  }

  @Test
  void itIsForDataOfMembersOrIntegers() {
    assertEquals(List.of("T0101"), codes("data x : real[3]; let (y, n) = distinct(x);"));
    assertEquals(List.of("T0101"), codes("data x : int; let (y, n) = distinct(x);"));
    assertTrue(
        codes(
                    "set K = 1..2; p ~ Dirichlet(K, 1); z : K[3] ~ Categorical(p);"
                        + " let (y, n) = distinct(z);")
                .size()
            > 0);
  }

  private static List<String> codes(String model) {
    try {
      Model.compile(model);
      return List.of();
    } catch (ModelException problem) {
      return problem.diagnostics().stream().map(d -> d.code().id()).toList();
    }
  }
}
