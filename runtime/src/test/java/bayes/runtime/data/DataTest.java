package bayes.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.DataValue.Numbers;
import bayes.runtime.data.DataValue.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DataTest {
  @Test
  void takesSettingsOfTheCommandLine() throws DataException {
    assertEquals(DataValue.Number.of(3), set("K=3"));
    assertEquals(new DataValue.Number(-0.5, false, "-0.5"), set(" K = -0.5 "));
    assertEquals(DataValue.Bool.TRUE, set("K=true"));
    assertEquals(Numbers.ofIntegers(1, 2), set("K=[1, 2]"));
    assertEquals(new Text("Phillips Andover"), set("K=Phillips Andover"));
    assertEquals(new Text("a=b"), set("K=\"a=b\""));
    assertEquals("`--set K=3`", DataSetting.parse("K=3").entries().get(0).origin().describe());
  }

  @Test
  void refusesWhatIsNoSetting() {
    for (String setting : List.of("", "K", "=3", "K=", "K=[1", "K=1 2", "K=3x")) {
      DataException e =
          assertThrows(DataException.class, () -> DataSetting.parse(setting), setting);
      assertInstanceOf(DataProblem.BadSetting.class, e.problems().get(0), setting);
    }
  }

  @Test
  void anEntryOfTwoSourcesIsAProblemThatNamesBoth() throws DataException {
    Data a = entry("y", new DataOrigin.Position("a.json", 2, 7));
    Data b = entry("y", new DataOrigin.Column("b.csv", 1, "y"));
    DataException e = assertThrows(DataException.class, () -> Data.merge(List.of(a, b)));
    assertEquals("b.csv: `y` is given already, in a.json:2:7 [D0008]", e.getMessage());
    assertEquals(1, Data.merge(List.of(a, Data.empty())).entries().size());
  }

  @Test
  void aSettingOverridesAFile() throws DataException {
    Data data = entry("K", new DataOrigin.Position("a.json", 1, 1));
    Data both = data.overriddenBy(DataSetting.parse("K=5"));
    assertEquals(DataValue.Number.of(5), both.find("K").orElseThrow().value());
  }

  @Test
  void javaMistakesAreNamed() {
    DataBuilder builder = Data.builder().put("y", 1.5);
    String twice =
        assertThrows(IllegalArgumentException.class, () -> builder.put("y", 2)).getMessage();
    String thread =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> builder.put("z", List.of(1, Thread.currentThread())))
                .getMessage());
    assertEquals("the entry `y` is given twice", twice);
    assertTrue(thread.startsWith("the entry `z` has a java.lang.Thread; give numbers"), thread);
  }

  @Test
  void javaArraysAreCopied() {
    double[] y = {1, 2};
    Data data = Data.builder().put("y", y).build();
    y[0] = 9;
    assertEquals(Numbers.ofReals(1, 2), data.find("y").orElseThrow().value());
  }

  private static Data entry(String name, DataOrigin origin) {
    return Data.of(new DataEntry(name, DataValue.Number.of(1), origin));
  }

  private static DataValue set(String setting) throws DataException {
    return DataSetting.parse(setting).entries().get(0).value();
  }
}
