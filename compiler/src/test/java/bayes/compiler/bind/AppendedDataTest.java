package bayes.compiler.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Model;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What new data behind those of a run are, and what they cannot be. */
class AppendedDataTest {
  private static final Model SCHOOLS =
      Model.compile(
          """
          set School;
          set Visit;
          data scale : real<above=0>;
          data size : int[School];
          data y : real[School, Visit];
          mu ~ Normal(0, 1);
          observe y[s in School, v in Visit] ~ Normal(mu * size[s], scale);
          """);

  private static final Model SIZED =
      Model.compile(
          """
          data N : int<lower=0>;
          data K : int<lower=0>;
          data x : real[N, K];
          data y : real[N];
          b : real[K] ~ Normal(0, 1);
          observe y[i in 1..N] ~ Normal(sum([b[k] * x[i, k] for k in 1..K]), 1);
          """);

  private static Data read(String json) {
    try {
      return JsonData.read(
          "new.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    } catch (DataException e) {
      throw new AssertionError(e);
    }
  }

  private static Checked<Data> append(Model model, String old, String added) {
    return AppendedData.of(model.typed(), read(old), read(added));
  }

  private static void becomes(Model model, String old, String added, String all) {
    Checked<Data> appended = append(model, old, added);
    assertTrue(appended.value().isPresent(), () -> appended.diagnostics().toString());
    assertEquals(read(all), appended.value().get());
    model.bind(appended.value().get());
  }

  private static void fails(Model model, String old, String added, String code, String note) {
    List<Diagnostic> problems = append(model, old, added).diagnostics();
    assertEquals(List.of(code), problems.stream().map(d -> d.code().id()).toList());
    assertTrue(problems.get(0).notes().toString().contains(note), problems.get(0).toString());
  }

  @Test
  void listsGrowAtTheEndAlongTheirFirstOpenSet() {
    becomes(
        SCHOOLS,
        "{\"scale\": 1, \"size\": [3, 4], \"y\": [[1, 2], [3, 4]]}",
        "{\"size\": [5], \"y\": [[5, 6]]}",
        "{\"scale\": 1, \"size\": [3, 4, 5], \"y\": [[1, 2], [3, 4], [5, 6]]}");
  }

  @Test
  void labelsMayBeKnownOrNewInAnySet() {
    becomes(
        SCHOOLS,
        "{\"scale\": 1, \"size\": {\"a\": 3, \"b\": 4},"
            + " \"y\": {\"a\": {\"may\": 1}, \"b\": {\"may\": 3}}}",
        "{\"scale\": 1.0, \"size\": {\"a\": 3},"
            + " \"y\": {\"b\": {\"june\": 4}, \"a\": {\"may\": 1, \"june\": 2}}}",
        "{\"scale\": 1, \"size\": {\"a\": 3, \"b\": 4},"
            + " \"y\": {\"a\": {\"may\": 1, \"june\": 2}, \"b\": {\"may\": 3, \"june\": 4}}}");
  }

  @Test
  void entriesOfSetsGrowToo() {
    String lists = "\"scale\": 1, \"size\": [3], \"y\": [[1, 2]]";
    String more = "\"size\": [5], \"y\": [[5, 6]]";
    String both = "\"scale\": 1, \"size\": [3, 5], \"y\": [[1, 2], [5, 6]]";
    becomes(
        SCHOOLS,
        "{\"School\": 1, " + lists + "}",
        "{\"School\": 1, " + more + "}",
        "{\"School\": 2, " + both + "}");
    becomes(
        SCHOOLS,
        "{\"School\": 1, " + lists + "}",
        "{" + more + "}",
        "{\"School\": 2, " + both + "}");
    becomes(
        SCHOOLS,
        "{\"School\": [\"a\"], " + lists + "}",
        "{\"School\": [\"b\"], " + more + "}",
        "{\"School\": [\"a\", \"b\"], " + both + "}");
  }

  @Test
  void sizesCountWhatIsNew() {
    String old = "{\"N\": 2, \"K\": 1, \"x\": [[1], [2]], \"y\": [1, 2]}";
    becomes(
        SIZED,
        old,
        "{\"N\": 1, \"x\": [[3]], \"y\": [3]}",
        "{\"N\": 3, \"K\": 1, \"x\": [[1], [2], [3]], \"y\": [1, 2, 3]}");
    fails(SIZED, old, "{\"x\": [[3]], \"y\": [1, 2]}", "D0204", "give `N`");
  }

  @Test
  void tablesAreAppendedByTheirRows() throws DataException, IOException {
    Model rows =
        Model.compile(
            "set Day;\ndata y : real[Day];\nm ~ Normal(0, 1);\nobserve y[d in Day] ~ Normal(m, 1);");
    Data added =
        CsvData.read(
            "new.csv", new ByteArrayInputStream("y\n3\n4\n".getBytes(StandardCharsets.UTF_8)));
    Data all = AppendedData.of(rows.typed(), read("{\"y\": [1, 2]}"), added).value().orElseThrow();
    assertEquals(4, rows.bind(all).observations().size());
  }

  @Test
  void whatWasThereStaysAsItWas() {
    String old = "{\"scale\": 1, \"size\": {\"a\": 3}, \"y\": {\"a\": {\"may\": 1}}}";
    fails(SCHOOLS, old, "{\"scale\": 2}", "D0204", "the integer 1 here");
    fails(SCHOOLS, old, "{\"y\": {\"a\": {\"may\": 2}}}", "D0204", "y[\"a\"][\"may\"]");
    fails(SCHOOLS, old, "{\"size\": [3]}", "D0205", "an object with 1 label");
    assertEquals(read(old), append(SCHOOLS, old, "{\"other\": 3}").value().orElseThrow());
  }
}
