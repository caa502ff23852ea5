package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a model demands of its data beyond their declarations is checked when they are bound. */
final class DataChecksTest {
  static Checked<BoundModel> bind(String model, String json) {
    try {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      Data data = JsonData.read("data.json", new ByteArrayInputStream(bytes));
      return Model.compile(model).tryBind(data);
    } catch (DataException e) {
      throw new AssertionError(e);
    }
  }

  private static void accepts(String model, String json) {
    assertEquals(List.of(), bind(model, json).diagnostics());
  }

  /** Each problem as code, message and the text that it points to. */
  private static void refuses(String model, String json, String... problems) {
    assertEquals(
        List.of(problems),
        bind(model, json).diagnostics().stream()
            .map(d -> d.code() + " " + d.message() + " @ " + text(d))
            .toList());
  }

  private static String text(Diagnostic problem) {
    return problem.primary().span().text();
  }

  // ---- elements are defined once ----

  @Test
  void partsOfALatentCoverItsSet() {
    String walk =
        "data N : int; set Time = 1..N; data k : int;"
            + " x[1] ~ Normal(0, 1); for t in k..N { x[t] ~ Normal(x[t - 1], 1); }";
    accepts(walk, "{\"N\": 5, \"k\": 2}");
    refuses(walk, "{\"N\": 5, \"k\": 3}", "D0321 `x[2]` is never defined @ x");
    refuses(
        "data k : int; x[1] ~ Normal(0, 1); for t in k..3 { x[t] ~ Normal(0, 1); }",
        "{\"k\": 1}",
        "D0320 `x[1]` is defined more than once @ x[t] ~ Normal(0, 1);");
  }

  @Test
  void elementsAtIndicesThatAreDataAreDefinedOnce() {
    String points = "data k : int; x[1] ~ Normal(0, 1); x[k] ~ Normal(0, 1);";
    accepts(points, "{\"k\": 2}");
    refuses(points, "{\"k\": 3}", "D0321 `x[2]` is never defined @ x");
    refuses(points, "{\"k\": 1}", "D0320 `x[1]` is defined more than once @ x[k] ~ Normal(0, 1);");
  }

  @Test
  void independentMistakesAreReportedTogether() {
    String model =
        "data s : real<lower=0>[2]; data y : real[2]; m ~ Normal(0, s[1]); k ~ HalfNormal(s[2]);"
            + " observe y[1] ~ Exponential(k); observe y[2] ~ Gamma(2, k);";
    List<String> found =
        bind(model, "{\"s\": [0, 0], \"y\": [-3, -4]}").diagnostics().stream()
            .map(d -> d.code().id() + " " + text(d))
            .toList();
    assertEquals(
        List.of("D0310 s[1]", "D0310 s[2]", "D0311 y[1]", "D0311 y[2]"),
        found.stream().sorted().toList());
  }

  @Test
  void elementsAreReadOnceTheyAreDefined() {
    String tree =
        "set Node; data parent : int[Node]; x[1] ~ Normal(0, 1);"
            + " for n in Node[2..] { x[n] ~ Normal(x[parent[n]], 1); }";
    accepts(tree, "{\"parent\": [1, 1, 2, 1]}");
    refuses(
        tree,
        "{\"parent\": [1, 1, 4, 1]}",
        "D0323 `x[parent[n]]` is read before it is defined @ x[parent[n]]");
    for (String keyword : List.of("let", "generate")) {
      String values =
          "data k : int; m ~ Normal(0, 1); "
              + "for t in 1..4 { KEY z[t] = m * t; KEY w[t] = t < 3 ? z[t] : sum(z[1..k]); }"
                  .replace("KEY", keyword);
      accepts(values, "{\"k\": 3}");
      refuses(values, "{\"k\": 4}", "D0323 `z[1..k]` is read before it is defined @ z[1..k]");
    }
    String between = "data k : int; let s[1] = 1.5; m ~ Normal(s[k], 1); let s[2] = 2.5;";
    accepts(between, "{\"k\": 1}");
    refuses(between, "{\"k\": 2}", "D0323 `s[k]` is read before it is defined @ s[k]");
  }

  @Test
  void generatedAndDeterministicValuesAreCountedToo() {
    for (String keyword : List.of("let", "generate")) {
      String model =
          "data k : int; m ~ Normal(0, 1); "
              + keyword
              + " z[1] = m; for t in k..4 { "
              + keyword
              + " z[t] = m * t; }";
      accepts(model, "{\"k\": 2}");
      refuses(model, "{\"k\": 3}", "D0321 `z[2]` is never defined @ z");
    }
    String data =
        "data k : int; let z[1] = 0.5; for t in k..4 { let z[t] = 1.5; } m ~ Normal(z[2], 1);";
    accepts(data, "{\"k\": 2}");
    refuses(data, "{\"k\": 3}", "D0321 `z[2]` is never defined @ z");
  }

  @Test
  void branchesOfDataDefineTheirElements() {
    String model =
        "data flag : bool[3]; for i in 1..3 {"
            + " if flag[i] { x[i] ~ Normal(0, 1); } else { x[i] ~ Cauchy(0, 1); } }";
    accepts(model, "{\"flag\": [true, false, true]}");
  }

  // ---- elements are observed once ----

  @Test
  void elementsAreObservedOnce() {
    String model =
        "set S; data y : real[S]; data n : int; data i : S[n]; m ~ Normal(0, 1);"
            + " for k in 1..n { observe y[i[k]] ~ Normal(m, 1); }";
    accepts(model, "{\"y\": [1, 2, 3], \"n\": 2, \"i\": [3, 1]}");
    refuses(
        model,
        "{\"y\": [1, 2, 3], \"n\": 2, \"i\": [3, 3]}",
        "D0322 `y[3]` is observed more than once @ y[i[k]]");
  }

  @Test
  void partsOfDataThatOverlapAreObservedTwice() {
    String model =
        "data k : int; data y : real[4]; m ~ Normal(0, 1);"
            + " observe y[1..k] ~ Normal(m, 1); observe y[3..4] ~ Normal(m, 2);";
    accepts(model, "{\"k\": 2, \"y\": [1, 2, 3, 4]}");
    refuses(
        model,
        "{\"k\": 3, \"y\": [1, 2, 3, 4]}",
        "D0322 `y[3]` is observed more than once @ y[3..4]");
  }

  @Test
  void rowsAreObservedAsAWhole() {
    String model =
        "data i : int[2]; data c : int<lower=0>[2, 3]; p ~ Dirichlet([1, 1, 1]);"
            + " for k in 1..2 { observe c[i[k], :] ~ Multinomial(4, p); }";
    accepts(model, "{\"i\": [2, 1], \"c\": [[1, 2, 1], [0, 0, 4]]}");
    refuses(
        model,
        "{\"i\": [2, 2], \"c\": [[1, 2, 1], [0, 0, 4]]}",
        "D0322 `c[2, 1]` is observed more than once @ c[i[k], :]");
  }

  @Test
  void aLargeDataSetIsCountedInCompiledCode() {
    int n = 300_000;
    int[] order = new int[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) order[i] = n - i;
    String text =
        "data n : int; data y : real[n]; data i : int[n]; m ~ Normal(0, 1);"
            + " for k in 1..n { observe y[i[k]] ~ Normal(m, 1); }";
    Model model = Model.compile(text);
    Data good = Data.builder().put("n", n).put("y", y).put("i", order).build();
    assertTrue(model.tryBind(good).value().isPresent());
    order[7] = order[8];
    Data bad = Data.builder().put("n", n).put("y", y).put("i", order).build();
    assertEquals("D0322", model.tryBind(bad).diagnostics().get(0).code().id());
  }

  // ---- values that only the model's statements refuse ----

  /** The one problem, with its notes. */
  private static String explained(String model, String json) {
    List<Diagnostic> problems = bind(model, json).diagnostics();
    assertEquals(1, problems.size(), problems.toString());
    return problems.get(0).code() + " " + problems.get(0).message() + " " + problems.get(0).notes();
  }

  @Test
  void nothingIsTheLargestOfNothing() {
    String model = "set S; data y : real[S]; m ~ Normal(0, 1); x[s in S] ~ Normal(m, 1);";
    for (String use :
        List.of(
            "let k = max(y); observe 1.0 ~ Normal(m + k, 1);",
            "observe 1.0 ~ Normal(min(x), 1);",
            "let b = argmax(y); observe 1.0 ~ Normal(x[b], 1);",
            "generate best = argmin(x);")) {
      List<Diagnostic> problems = bind(model + use, "{\"y\": []}").diagnostics();
      assertEquals(List.of("D0307"), problems.stream().map(d -> d.code().id()).toList(), use);
      assertEquals(List.of(), bind(model + use, "{\"y\": [1, 2]}").diagnostics(), use);
    }
  }

  @Test
  void indicesOutOfRangeNameTheirElement() {
    assertEquals(
        "D0302 index 4 is not between 1 and 3 [this is data.json:2:7, i[2]]",
        explained(
            "set S; data y : real[S]; data i : int[2]; m ~ Normal(0, 1);"
                + " for k in 1..2 { observe y[i[k]] ~ Normal(m, 1); }",
            "{\"y\": [1, 2, 3],\n \"i\": [1, 4]}"));
  }

  @Test
  void parametersOutsideOfTheirSupportNameTheirElement() {
    String model =
        "set School; data y : real[School]; data sigma : real<lower=0>[School]; m ~ Normal(0, 1);"
            + " observe y[s in School] ~ Normal(m, sigma[s]);";
    String json =
        "{\"y\": {\"Choate\": 1, \"Exeter\": 2}, \"sigma\": {\"Exeter\": 0, \"Choate\": 3}}";
    assertEquals(
        "D0310 `sd` of `Normal` must be above 0.0, but it is 0.0"
            + " [this is data.json:1:44, sigma[\"Exeter\"]]",
        explained(model, json));
    accepts(model, json.replace("\"Exeter\": 0", "\"Exeter\": 0.1"));
    assertEquals(
        "D0310 `sd` of `Normal` must be above 0.0, but it is 0.0 [this is the default of `s`]",
        explained("data s : real<lower=0> = 0.0; m ~ Normal(0, s);", "{}"));
    // What is computed has no element.
    assertEquals(
        "D0310 `sd` of `Normal` must be above 0.0, but it is 0.0 []",
        explained("data s : real<lower=0>; m ~ Normal(0, 2 * s);", "{\"s\": 0}"));
  }

  @Test
  void observationsOutsideOfTheirSupportNameTheirElement() {
    assertEquals(
        "D0311 what `Poisson` describes must be at least 0, but it is -1"
            + " [this is data.json:1:11, count[3]]",
        explained(
            "set S; data count : int[S]; r ~ Exponential(1); observe count ~ Poisson(r);",
            "{\"count\": [4, 0, -1, -2]}"));
    assertEquals(
        "D0311 what `Binomial` describes must be at most 5, but it is 6"
            + " [this is data.json:1:7, x[2]]",
        explained(
            "set S; data x : int<lower=0>[S]; data n : int<lower=0>[S]; p ~ Beta(1, 1);"
                + " observe x[s in S] ~ Binomial(n[s], p);",
            "{\"x\": [1, 6], \"n\": [3, 5]}"));
  }

  @Test
  void theCountsOfAMultinomialSumToItsTrials() {
    String model =
        "data c : int<lower=0>[2, 3]; p ~ Dirichlet([1, 1, 1]);"
            + " for k in 1..2 { observe c[k, :] ~ Multinomial(4, p); }";
    accepts(model, "{\"c\": [[1, 2, 1], [0, 0, 4]]}");
    assertEquals(
        "D0311 what `Multinomial` describes has density 0 here, as `sum(x) != n`"
            + " [this is data.json:1:7, c[2]]",
        explained(model, "{\"c\": [[1, 2, 1], [1, 0, 4]]}"));
  }
}
