package bayes.compiler.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.JsonRenderer;
import bayes.compiler.diagnostic.TextRenderer;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.DataCode;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Diagnostics of data that cannot be read: their places, and the lines that they show. */
final class DataFileProblemsTest {
  private static DataException read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return assertThrows(
        DataException.class,
        () -> {
          if (text.contains("{")) {
            JsonData.read("d.json", new ByteArrayInputStream(bytes));
          } else {
            CsvData.read("d.csv", new ByteArrayInputStream(bytes));
          }
        });
  }

  private static List<Diagnostic> explain(String text) {
    return new DataFileProblems(source -> Optional.of(new StringReader(text)))
        .explain(read(text).problems());
  }

  private static Diagnostic only(String text) {
    List<Diagnostic> all = explain(text);
    assertEquals(1, all.size(), TextRenderer.plain().render(all));
    return all.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"y": [1 2]}          | D0001 | 1:10 | 2     | comma
          {"y": [1, NaNa]}      | D0001 | 1:11 | NaNa  | double quotes
          {"y": [1, NA]}        | D0001 | 1:11 | NA    | `null`
          {"y": None}           | D0001 | 1:7  | None  | `null`
          {"y": True}           | D0001 | 1:7  | True  | `true`
          {"y": [1, 2,]}        | D0001 | 1:13 | ]     | take out the comma
          {"y": 1,}             | D0001 | 1:9  | }     | take out the comma
          {'y': 1}              | D0001 | 1:2  | '     | double quotes
          {"y": 'a'}            | D0001 | 1:7  | '     | double quotes
          {y: 1}                | D0001 | 1:2  | y     | double quotes
          {"y" 1}               | D0001 | 1:6  | 1     | `:`
          {"y": [.5]}           | D0001 | 1:8  | .5    | before the point
          {"y": 1} // why       | D0001 | 1:10 | /     | comment
          {"y": [1, 2}          | D0001 | 1:12 | }     | `]`
          {"y": 1} {"z": 2}     | D0001 | 1:10 | {     | take out
          {"y": 1e400}          | D0010 | 1:7  | 1e400 | logarithm
          {"y": 1, "y": 2}      | D0007 | 1:10 | "y"   | another name
          """)
  void pointsAtTheMistakeAndSaysWhatToType(
      String text, String code, String place, String marked, String help) {
    Diagnostic said = only(text);
    assertEquals(code, said.code().id());
    assertEquals(place, said.primary().span().place());
    assertEquals(marked, said.primary().span().text());
    String hints = said.hints().toString();
    assertTrue(hints.contains(help), hints);
  }

  @Test
  void closesWhatIsOpenAtTheEnd() {
    Diagnostic said = only("{\"y\": [[1, 2], [3");
    assertTrue(said.hints().get(0).text().contains("`]]}`"), said.hints().toString());
    assertEquals("1:18", said.primary().span().place());
  }

  @Test
  void cutsLongLinesAroundThePlace() {
    String text =
        "{\"y\": [" + "1.25, ".repeat(500_000) + "oops, " + "1.25, ".repeat(500_000) + "1]}";
    Diagnostic said = assertTimeout(Duration.ofSeconds(5), () -> only(text));
    int column = 8 + 6 * 500_000;
    assertEquals("1:" + column, said.primary().span().place());
    assertEquals("oops", said.primary().span().text());
    String shown = TextRenderer.plain().render(said);
    assertTrue(shown.lines().allMatch(line -> line.length() < 180), shown);
    List<String> lines = shown.lines().toList();
    assertEquals(lines.get(3).indexOf("oops"), lines.get(4).indexOf("^^^^"), shown);
    assertTrue(lines.get(3).contains("...") && lines.get(3).endsWith("..."), shown);
    String json = JsonRenderer.lines(List.of(said));
    assertTrue(json.contains("\"offset\":" + (column - 1) + ","), json);
    assertTrue(json.contains("\"line\":1,\"column\":" + column + ","), json);
  }

  @Test
  void countsColumnsInCodePointsAfterWideLines() {
    String text = "{\"y\": [\"" + "\uD835\uDD38".repeat(1000) + "\", oops]}";
    Diagnostic said = only(text);
    assertEquals("oops", said.primary().span().text());
    assertEquals("1:1012", said.primary().span().place());
  }

  @Test
  void knowsAllLineEndsAndTheByteOrderMark() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      Diagnostic said = only("\uFEFF{\"x\": 1," + end + end + " \"y\": oops}");
      assertEquals("3:7 oops", said.primary().span().place() + " " + said.primary().span().text());
    }
  }

  @Test
  void showsTheCellsOfTables() {
    assertEquals("3", only("x,y\n1,2,3\n").primary().span().text());
    assertEquals("1", only("x,y\n1\n").primary().span().text());
    assertEquals("1:5 x", placeAndText(only("x,y,x\n1,2,3\n")));
    assertEquals("1:3 ", placeAndText(only("x,,y\n1,2,3\n")));
    assertEquals("2:3 1e999", placeAndText(only("x,y\n1,1e999\n")));
    assertEquals("2:1 \"a,2", placeAndText(only("x,y\n\"a,2\n")));
    assertEquals("", only("").primary().span().text());
    assertEquals("D0005", only("").code().id());
  }

  private static String placeAndText(Diagnostic said) {
    return said.primary().span().place() + " " + said.primary().span().text();
  }

  /** A column of texts may hold what looks like a large number. */
  @Test
  void textsAreNotTooLarge() throws DataException {
    String text = "id\n1e999\nabc\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(1, CsvData.read("d.csv", new ByteArrayInputStream(bytes)).entries().size());
  }

  @Test
  void aMillionWrongRowsAreAFewDiagnostics() {
    String text = "x,y\n" + "1\n".repeat(100_000);
    List<Diagnostic> all = explain(text);
    assertEquals(5, all.size());
    assertTrue(all.get(4).notes().toString().contains("99995 more"), all.get(4).toString());
    assertEquals("6:1", all.get(4).primary().span().place());
  }

  @Test
  void placesStandWithoutTheText() {
    List<DataFileProblems.Texts> gone =
        List.of(
            source -> Optional.empty(),
            source -> {
              throw new IOException("gone");
            });
    for (DataFileProblems.Texts texts : gone) {
      DataException e = read("{\"y\":\n   oops}");
      Diagnostic said = new DataFileProblems(texts).explain(e.problems()).get(0);
      assertEquals("2:4", said.primary().span().place());
      assertTrue(TextRenderer.plain().render(said).contains("d.json:2:4"));
    }
  }

  @Test
  void theExceptionCarriesCodeAndPlace() {
    DataException e = read("{\"y\":\n   oops}");
    assertEquals(DataCode.D0001, e.code());
    assertEquals(2, e.problems().get(0).line());
    assertEquals(4, e.problems().get(0).column());
    assertTrue(String.valueOf(e.getMessage()).endsWith(" [D0001]"), e.getMessage());
  }
}
