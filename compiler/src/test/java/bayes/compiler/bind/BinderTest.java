package bayes.compiler.bind;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import bayes.compiler.Model;
import bayes.compiler.model.IndexSet;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Data that fit: where sets get their members, and how values are laid out. */
final class BinderTest {
  static Data json(String text) {
    try {
      return JsonData.read("data.json", stream(text));
    } catch (DataException e) {
      throw new AssertionError(e);
    }
  }

  static Data csv(String text) {
    try {
      return CsvData.read("rows.csv", stream(text));
    } catch (DataException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static BoundData bind(String model, String json) {
    return bind(model, json(json));
  }

  private static BoundData bind(String model, Data data) {
    return Model.compile(model).bind(data).data();
  }

  private static double[] reals(BoundData data, String name) {
    return value(data, name).reals();
  }

  private static int[] integers(BoundData data, String name) {
    return value(data, name).integers();
  }

  private static BoundArray value(BoundData data, String name) {
    return data.values().entrySet().stream()
        .filter(e -> e.getKey().name().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> members(BoundData data, String name) {
    for (Map.Entry<IndexSet.Declared, SetMembers> set : data.sets().entrySet()) {
      if (set.getKey().name().equals(name)) return set.getValue().labels();
    }
    throw new AssertionError(name);
  }

  // ---- members of sets ----

  private static final String Y = "set S; data y : real[S];";

  @Test
  void anEntryListsTheLabelsOfItsSet() {
    BoundData data = bind(Y, "{\"S\": [\"b\", \"a\"], \"y\": {\"a\": 1, \"b\": 2}}");
    assertEquals(List.of("b", "a"), members(data, "S"));
    assertArrayEquals(new double[] {2, 1}, reals(data, "y"));
    assertArrayEquals(
        new double[] {7, 8}, reals(bind(Y, "{\"S\": [\"b\", \"a\"], \"y\": [7, 8]}"), "y"));
  }

  @Test
  void anEntryIsTheSizeOfItsSet() {
    assertEquals(List.of("1", "2"), members(bind(Y, "{\"S\": 2, \"y\": [7, 8]}"), "S"));
    assertEquals(List.of(), members(bind("set S; m ~ Normal(0, 1);", "{\"S\": 0}"), "S"));
  }

  @Test
  void keysOfAnArrayAreTheMembersOfItsSet() {
    String model = "set S; data x : real[S]; data y : real[S]; data z : S[2];";
    BoundData data =
        bind(model, "{\"x\": [1, 2], \"z\": [\"q\", \"p\"], \"y\": {\"p\": 3, \"q\": 4}}");
    assertEquals(List.of("p", "q"), members(data, "S"));
    assertArrayEquals(new double[] {1, 2}, reals(data, "x"));
    assertArrayEquals(new int[] {2, 1}, integers(data, "z"));
  }

  @Test
  void keysOfAnInnerDimensionCountToo() {
    BoundData data =
        bind(
            "set S; data y : real[2, S];", "{\"y\": [{\"p\": 1, \"q\": 2}, {\"q\": 3, \"p\": 4}]}");
    assertEquals(List.of("p", "q"), members(data, "S"));
    assertArrayEquals(new double[] {1, 2, 4, 3}, reals(data, "y"));
  }

  @Test
  void stringsAreMembersInOrderOfAppearance() {
    BoundData data =
        bind(
            "set S; set Row; data of : S[Row]; data also : S[2];",
            "{\"of\": [\"x\", \"a\", \"x\"], \"also\": [\"a\", \"c\"]}");
    assertEquals(List.of("x", "a", "c"), members(data, "S"));
    assertArrayEquals(new int[] {1, 2, 1}, integers(data, "of"));
    assertArrayEquals(new int[] {2, 3}, integers(data, "also"));
  }

  @Test
  void theLengthOfAListIsTheSizeOfItsSet() {
    assertEquals(List.of("1", "2", "3"), members(bind(Y, "{\"y\": [7, 8, 9]}"), "S"));
    assertEquals(
        List.of("1", "2"), members(bind("set S; data y : real[1, S];", "{\"y\": [[7, 8]]}"), "S"));
  }

  @Test
  void theRowsOfATableAreOneSet() {
    BoundData data =
        bind(
            "set Row; set School; data y : real[Row]; data n : int[Row]; data school : School[Row];",
            csv("school,y,n\nB,1.5,3\nA,2,4\nB,-1e3,5\n"));
    assertEquals(List.of("1", "2", "3"), members(data, "Row"));
    assertEquals(List.of("B", "A"), members(data, "School"));
    assertArrayEquals(new double[] {1.5, 2, -1000}, reals(data, "y"));
    assertArrayEquals(new int[] {3, 4, 5}, integers(data, "n"));
    assertArrayEquals(new int[] {1, 2, 1}, integers(data, "school"));
  }

  @Test
  void rangesAndNamesNeedNoData() {
    BoundData data =
        bind(
            "data T : int; set Time = 0..T; set G = {\"f\", \"m\"};"
                + " data x : real[Time]; data y : real[G]; data g : G; data t : Time[2];",
            "{\"T\": 2, \"x\": [5, 6, 7], \"y\": {\"m\": 1, \"f\": 2}, \"g\": \"m\", \"t\": [0, 2]}");
    assertEquals(List.of("0", "1", "2"), members(data, "Time"));
    assertEquals(List.of("f", "m"), members(data, "G"));
    assertArrayEquals(new double[] {2, 1}, reals(data, "y"));
    assertArrayEquals(new int[] {2}, integers(data, "g"));
    assertArrayEquals(new int[] {0, 2}, integers(data, "t"));
  }

  @Test
  void rangesAreLabelledByTheirIntegers() {
    String model = "set Year = 1986..1988; data x : real[Year];";
    assertArrayEquals(
        new double[] {1, 2, 3},
        reals(bind(model, "{\"x\": {\"1988\": 3, \"1986\": 1, \"1987\": 2}}"), "x"));
    assertArrayEquals(new double[] {1, 2, 3}, reals(bind(model, "{\"x\": [1, 2, 3]}"), "x"));
  }

  @Test
  void membersAreGivenByLabelOrNumber() {
    String model = "set S; data y : real[S]; data a : S; data b : S;";
    BoundData data = bind(model, "{\"y\": {\"p\": 1, \"q\": 2}, \"a\": \"q\", \"b\": 2}");
    assertArrayEquals(new int[] {2}, integers(data, "a"));
    assertArrayEquals(new int[] {2}, integers(data, "b"));
    // Labels that are numbers are labels first.
    BoundData years = bind(model, "{\"y\": {\"2\": 1, \"1\": 2}, \"a\": 1, \"b\": \"1\"}");
    assertArrayEquals(new int[] {2}, integers(years, "a"));
    assertArrayEquals(new int[] {2}, integers(years, "b"));
  }

  // ---- values ----

  @Test
  void arraysAreLaidOutWithTheFirstIndexSlowest() {
    String model = "set A; set B; data y : real[A, B];";
    double[] expected = {1, 2, 3, 4, 5, 6};
    String sets = "{\"A\": [\"a\", \"b\"], \"B\": [\"p\", \"q\", \"r\"], \"y\": ";
    for (String y :
        List.of(
            "[[1, 2, 3], [4, 5, 6]]",
            "{\"b\": {\"r\": 6, \"q\": 5, \"p\": 4}, \"a\": {\"p\": 1, \"q\": 2, \"r\": 3}}",
            "{\"b\": [4, 5, 6], \"a\": {\"q\": 2, \"p\": 1, \"r\": 3}}",
            "[{\"q\": 2, \"p\": 1, \"r\": 3}, [4, 5, 6]]")) {
      assertArrayEquals(expected, reals(bind(model, sets + y + "}"), "y"), y);
    }
  }

  @Test
  void truthValuesAreAlsoNumbers() {
    BoundData data =
        bind("data b : bool[4]; data c : bool;", "{\"b\": [0, 1, true, false], \"c\": true}");
    assertArrayEquals(new int[] {0, 1, 1, 0}, integers(data, "b"));
    assertArrayEquals(new int[] {1}, integers(data, "c"));
  }

  @Test
  void aRealMayBeWrittenAsAnInteger() {
    assertArrayEquals(new double[] {3}, reals(bind("data x : real;", "{\"x\": 3}"), "x"));
  }

  @Test
  void sizesComeFromOtherData() {
    String model = "data N : int<lower=0>; data K : int; data y : real[N, K + 1]; data x : int[N];";
    BoundData data =
        bind(model, "{\"x\": [1, 2], \"y\": [[1, 2, 3], [4, 5, 6]], \"K\": 2, \"N\": 2}");
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, reals(data, "y"));
    assertArrayEquals(new int[] {1, 2}, integers(data, "x"));
  }

  @Test
  void defaultsStandInForEntries() {
    String model =
        "data k : int<lower=1> = 3; data m : real = k / 2; data v : real[k] = [m + i for i in 1..k];"
            + " data y : real[k];";
    BoundData data = bind(model, "{\"y\": [1, 2, 3]}");
    assertArrayEquals(new int[] {3}, integers(data, "k"));
    assertArrayEquals(new double[] {1.5}, reals(data, "m"));
    assertArrayEquals(new double[] {2.5, 3.5, 4.5}, reals(data, "v"));
    BoundData other = bind(model, "{\"k\": 2, \"y\": [1, 2]}");
    assertArrayEquals(new double[] {2, 3}, reals(other, "v"));
    assertArrayEquals(
        new double[] {9, 8}, reals(bind(model, "{\"k\": 2, \"y\": [1, 2], \"v\": [9, 8]}"), "v"));
  }

  @Test
  void emptySetsHaveEmptyArrays() {
    for (String json : List.of("{\"y\": []}", "{\"S\": [], \"y\": []}", "{\"S\": 0, \"y\": {}}")) {
      BoundData data = bind(Y, json);
      assertEquals(List.of(), members(data, "S"));
      assertEquals(0, value(data, "y").length());
    }
    String matrix = "data n : int; data y : real[n, 3]; set T = 1..n; data z : real[T];";
    assertEquals(0, value(bind(matrix, "{\"n\": 0, \"y\": [], \"z\": []}"), "y").length());
    assertEquals(0, value(bind("data y : real[2, 0];", "{\"y\": [[], []]}"), "y").length());
  }

  @Test
  void boundsMayBeExpressionsAndArrays() {
    bind(
        "data n : int; data top : real[2]; data x : real<lower=-n, upper=top>[2];",
        "{\"n\": 1, \"top\": [2, 3], \"x\": [-1, 3]}");
    bind(
        "data p : simplex[3]; data q : simplex[2, 3];",
        "{\"p\": [0.2, 0.3, 0.5], \"q\": [[1, 0, 0], [0, 0.5, 0.5]]}");
  }

  @Test
  void entriesThatTheModelDoesNotKnowAreIgnored() {
    assertArrayEquals(
        new double[] {1}, reals(bind("data x : real;", "{\"z\": null, \"x\": 1}"), "x"));
  }

  @Test
  void aMillionNumbersBindInWellUnderASecond() {
    int n = 1_000_000;
    double[] y = new double[n];
    int[] k = new int[n];
    Arrays.fill(k, 1);
    Data data = Data.builder().put("n", n).put("y", y).put("k", k).build();
    Model model =
        Model.compile(
            "data n : int; data y : real<lower=0>[n]; data k : int<lower=1, upper=2>[n];"
                + " m ~ Normal(0, 1); observe y[i in 1..n] ~ Normal(m, 1);");
    model.bind(data);
    assertTimeout(Duration.ofSeconds(2), () -> model.bind(data));
  }
}
