package bayes.compiler.bind;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.DataValue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables whose columns of labels say which element of an array each row is. */
final class LongTablesTest {
  private static final String SCORES =
      """
      set School;
      set Year;
      data y : real[School, Year];
      """;

  private static final String TABLE =
      """
      year,school,y
      2020,Choate,25
      2019,Choate,28
      2019,Deerfield,8
      2020,Deerfield,-7
      """;

  private static BoundModel bind(String model, Data data) {
    return Model.compile(model).bind(data);
  }

  private static double[] values(BoundModel model, String name) {
    BoundArray array =
        model.data().values().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(name))
            .findFirst()
            .orElseThrow()
            .getValue();
    return IntStream.range(0, array.length()).mapToDouble(array::get).toArray();
  }

  private static List<String> members(BoundModel model, String set) {
    return model.data().sets().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(set))
        .findFirst()
        .orElseThrow()
        .getValue()
        .labels();
  }

  private static Diagnostic problem(String model, String table) {
    List<Diagnostic> problems = Model.compile(model).tryBind(BinderTest.csv(table)).diagnostics();
    assertEquals(1, problems.size(), problems.toString());
    return problems.get(0);
  }

  @Test
  void rowsFindTheirElements() {
    BoundModel bound = bind(SCORES, BinderTest.csv(TABLE));
    assertEquals(List.of("Choate", "Deerfield"), members(bound, "School"));
    assertEquals(List.of("2019", "2020"), members(bound, "Year"), "numbers are in order");
    assertArrayEquals(new double[] {28, 25, 8, -7}, values(bound, "y"));
  }

  @Test
  void theOrderOfRowsDoesNotMatterWhereSetsAreDeclared() {
    String model = SCORES.replace("set School;", "set School = {\"Deerfield\", \"Choate\"};");
    model = model.replace("set Year;", "set Year = 2019..2020;");
    assertArrayEquals(
        new double[] {8, -7, 28, 25}, values(bind(model, BinderTest.csv(TABLE)), "y"));
  }

  @Test
  void aRunKeepsTheArrays() {
    BoundModel bound = bind(SCORES, BinderTest.csv(TABLE));
    Data kept = Data.empty();
    for (var entry : bound.entries().entries()) {
      DataValue value = entry.value();
      kept = kept.overriddenBy(Data.builder().put(entry.name(), value).build());
    }
    assertArrayEquals(new double[] {28, 25, 8, -7}, values(bind(SCORES, kept), "y"));
  }

  @Test
  void valuesOfGroupsMayRepeatBesideRows() {
    String model =
        """
        set County;
        set House;
        data county  : County[House];
        data radon   : real[House];
        data uranium : real[County];
        """;
    String table = "county,radon,uranium\nAITKIN,1.5,0.3\nBELTRAMI,2.5,0.4\nAITKIN,1.0,0.3\n";
    BoundModel bound = bind(model, BinderTest.csv(table));
    assertArrayEquals(new double[] {0.3, 0.4}, values(bound, "uranium"));
    assertArrayEquals(new double[] {1, 2, 1}, values(bound, "county"));
    Diagnostic other = problem(model, table.replace("1.0,0.3", "1.0,0.35"));
    assertEquals("D0132", other.code().id());
    assertTrue(other.notes().get(0).contains("row 1 has the number 0.3, row 3"), other.toString());
  }

  @Test
  void otherColumnsAreNamed() throws DataException {
    Data table = BinderTest.csv("when,where,score\n2019,Choate,28\n2019,Deerfield,8\n");
    Data named =
        Data.merge(
            List.of(
                table.only("score", "y"),
                table.only("when", "Year"),
                table.only("where", "School")));
    BoundModel bound = bind(SCORES, named);
    assertArrayEquals(new double[] {28, 8}, values(bound, "y"));
    assertEquals(List.of("Choate", "Deerfield"), members(bound, "School"));
    String external = SCORES.replace("data y", "@name(\"score\") data y");
    Data half =
        Data.merge(List.of(table, table.only("when", "Year"), table.only("where", "School")));
    assertArrayEquals(new double[] {28, 8}, values(bind(external, half), "y"));
  }

  @Test
  void aSetTakesItsLabelsFromAColumn() {
    Data table = BinderTest.csv("School,y\nChoate,1\nDeerfield,2\n");
    BoundModel bound = bind("set School;\ndata y : real[School];\n", table);
    assertEquals(List.of("Choate", "Deerfield"), members(bound, "School"));
  }

  @Test
  void whatDoesNotFitHasItsRow() {
    Diagnostic twice = problem(SCORES, TABLE + "2020,Choate,26\n");
    assertEquals("D0132", twice.code().id());
    assertEquals(5, twice.data().orElseThrow().row().orElseThrow());
    assertTrue(twice.message().contains("y[\"Choate\"][\"2020\"]"), twice.message());

    Diagnostic missing = problem(SCORES, TABLE.replace("2020,Deerfield,-7\n", ""));
    assertEquals("D0109", missing.code().id());
    assertTrue(missing.notes().get(0).contains("not \"2020\""), missing.notes().toString());

    String declared = SCORES.replace("set School;", "set School = {\"Deerfield\", \"Choate\"};");
    Diagnostic unknown = problem(declared, TABLE.replace("2019,Choate", "2019,Chaote"));
    assertEquals("D0108", unknown.code().id());
    assertTrue(unknown.notes().get(0).contains("row 2 (school \"Chaote\")"), unknown.toString());
    assertEquals(2, unknown.data().orElseThrow().row().orElseThrow());

    Diagnostic type = problem(SCORES, TABLE.replace("28", "many"));
    assertEquals("D0102", type.code().id());
    assertTrue(
        type.notes().get(0).contains("column `y`, row 2 (school \"Choate\", year \"2019\")"),
        type.toString());

    Diagnostic bound = problem(SCORES.replace("real[", "real<lower=0>["), TABLE);
    assertEquals("D0105", bound.code().id());
    assertEquals(4, bound.data().orElseThrow().row().orElseThrow());

    Diagnostic label = problem(SCORES, TABLE.replace("2019,Deerfield", "2019,"));
    assertEquals("D0133", label.code().id());
    assertEquals(3, label.data().orElseThrow().row().orElseThrow());

    Diagnostic column = problem(SCORES, TABLE.replace("year", "season"));
    assertEquals("D0131", column.code().id());
    assertTrue(column.hints().get(0).text().contains("`--data Year="), column.toString());
  }
}
