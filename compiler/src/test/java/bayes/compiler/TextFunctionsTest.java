package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Functions of texts against what they say, computed plainly. */
final class TextFunctionsTest {
  private static final String WORDS =
      "vocab Word = words; set Doc; data text : Word[Doc][]; data other : Word[];";

  private static final Data DATA =
      Data.builder()
          .put("text", Map.of("x", "the cat the cat sat", "y", "", "z", "a cat"))
          .put("other", "a dog sat")
          .build();

  /** The value of a generated quantity, by label. */
  private static double value(String model, Data data, String label) {
    Draws draws = Model.compile(model).simulator(data).draws(1, 1);
    return draws.value(0, 0, draws.layout().labels().indexOf(label));
  }

  private static double value(String expression) {
    return value(WORDS + " generate v = " + expression + ";", DATA, "v");
  }

  @Test
  void tokensAndTheirTuplesAreCounted() {
    assertEquals(2, value("count_tokens(text[\"x\"])[\"cat\"]"));
    assertEquals(0, value("count_tokens(text[\"x\"])[\"dog\"]"));
    assertEquals(5, value("sum(count_tokens(text[\"x\"]))"));
    assertEquals(2, value("count_tokens(ngrams(text[\"x\"], 2))[\"the\", \"cat\"]"));
    assertEquals(1, value("count_tokens(ngrams(text[\"x\"], 2))[\"cat\", \"the\"]"));
    assertEquals(0, value("sum(count_tokens(ngrams(text[\"y\"], 2)))"));
    assertEquals(1, value("count_tokens(ngrams(text[\"x\"], 3))[\"the\", \"cat\", \"sat\"]"));
    assertEquals(3, value("len(ngrams(text[\"x\"], 3))"));
  }

  @Test
  void membersOfARangeAreCountedFromItsFirst() {
    String model = "set K = 0..2; data x : K[4]; let n = count_tokens(x);";
    Data data = Data.builder().put("x", new int[] {0, 2, 0, 1}).build();
    assertEquals(2, value(model + " generate v = n[0];", data, "v"));
    assertEquals(1, value(model + " generate v = n[2];", data, "v"));
    String pairs = model + " generate v = count_tokens(ngrams(x, 2))[2, 0];";
    assertEquals(1, value(pairs, data, "v"));
  }

  @Test
  void aTableThatFitsNoArrayIsRefused() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) words.add("w" + i);
    String model =
        "vocab W = given; data x : W[]; u ~ Normal(0, 1); let n = count_tokens(ngrams(x, 2));"
            + " factor u * n[x[1], x[2]];";
    var bound = Model.compile(model).tryBind(Data.builder().put("x", words).build());
    assertEquals(List.of("D0305"), bound.diagnostics().stream().map(d -> d.code().id()).toList());
  }

  @Test
  void whatOccursIsListedWithItsCounts() {
    String words = WORDS + " let (w, n) = distinct(text[\"x\"]);";
    assertEquals(3, value(words + " generate v = len(w);", DATA, "v"));
    assertEquals(2, value(words + " generate v = w[2] == \"cat\" ? n[2] : 0;", DATA, "v"));
    assertEquals(1, value(words + " generate v = w[3] == \"sat\" ? n[3] : 0;", DATA, "v"));
    String pairs = WORDS + " let (p, n) = distinct(ngrams(text[\"x\"], 2));";
    assertEquals(3, value(pairs + " generate v = len(p);", DATA, "v"));
    assertEquals(2, value(pairs + " generate v = p[1, 2] == \"cat\" ? n[1] : 0;", DATA, "v"));
    assertEquals(4, value(pairs + " generate v = sum(n);", DATA, "v"));
    String none = WORDS + " let (w, n) = distinct(text[\"y\"]);";
    assertEquals(0, value(none + " generate v = len(w) + sum(n);", DATA, "v"));
  }

  @Test
  void frequenciesAreSharesAndRareWordsWeighMore() {
    assertEquals(0.4, value("tf(text[\"x\"])[\"cat\"]"), 1e-15);
    assertEquals(0, value("sum(tf(text[\"y\"]))"));
    assertEquals(Math.log(4.0 / 3), value("idf(text)[\"cat\"]"), 1e-15);
    assertEquals(Math.log(4.0 / 2), value("idf(text)[\"the\"]"), 1e-15);
    assertEquals(Math.log(4.0), value("idf(text)[\"dog\"]"), 1e-15);
  }

  @Test
  void aLabelIsTheMemberOfItsNumber() {
    assertEquals(3, value("index(label(Word, 3))"));
    assertEquals(1, value("label(Word, index(other[1])) == other[1] ? 1 : 0"));
  }

  @Test
  void distancesAreThoseOfTheDefinition() {
    SplittableRandom random = new SplittableRandom(7);
    String model = "vocab C = given; data a : C[]; data b : C[]; generate d = edit_distance(a, b);";
    boolean anyWrong = false;
    for (int i = 0; i < 20; i++) {
      List<String> a = letters(random, random.nextInt(6));
      List<String> b = letters(random, 1 + random.nextInt(6));
      double found = value(model, Data.builder().put("a", a).put("b", b).build(), "d");
      assertEquals(distance(a, b, 1), found, a + " " + b);
      anyWrong |= distance(a, b, 2) != found;
    }
    // The twin: replacing for the price of two changes is another distance.
    assertNotEquals(false, anyWrong);
  }

  private static List<String> letters(SplittableRandom random, int n) {
    List<String> letters = new ArrayList<>();
    for (int i = 0; i < n; i++) letters.add(random.nextBoolean() ? "a" : "b");
    return letters;
  }

  private static int distance(List<String> a, List<String> b, int replacing) {
    if (a.isEmpty() || b.isEmpty()) return a.size() + b.size();
    List<String> restA = a.subList(1, a.size());
    List<String> restB = b.subList(1, b.size());
    int change = a.get(0).equals(b.get(0)) ? 0 : replacing;
    int other = 1 + Math.min(distance(restA, b, replacing), distance(a, restB, replacing));
    return Math.min(other, change + distance(restA, restB, replacing));
  }
}
