package bayes.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTableTest {
  @Test
  void alignsWideAndCombiningCharacters() {
    TextTable table = new TextTable(List.of("", "n"));
    table.add(List.of("日本", "1"));
    table.add(List.of("e\u0301te\u0301", "22"));
    table.add(List.of("abcd", "3"));
    assertEquals(
        List.of("       n", "日本   1", "e\u0301te\u0301   22", "abcd   3"), table.lines(80).lines());
  }

  @Test
  void alignsNumbersAtTheirPoints() {
    TextTable table = new TextTable(List.of("x", "mean"));
    table.add(List.of("a", "1.25"));
    table.add(List.of("b", "-12"));
    table.add(List.of("c", "120.5"));
    table.add(List.of("St. d", "–"));
    assertEquals(
        List.of("x        mean", "a        1.25", "b      -12", "c      120.5", "St. d    –"),
        table.lines(80).lines());
  }

  @Test
  void shortensLabelsAndThenLeavesOutColumns() {
    TextTable table = new TextTable(List.of("", "one", "two"));
    table.add(List.of("a label that is long", "1.0", "2.0"));
    assertEquals(List.of("                 one  two", "a label th…long  1.0  2.0"), fit(table, 25));
    TextTable.Lines narrow = table.lines(18);
    assertEquals(List.of("two"), narrow.omitted());
    assertEquals("a label t…long", TextWidth.fit("a label that is long", 14));
    assertEquals("日本…", TextWidth.fit("日本語学校", 6));
  }

  @Test
  void shortenedLabelsStillTellRowsApart() {
    TextTable table = new TextTable(List.of("", "one", "two"));
    for (String paper : List.of("49", "50")) {
      table.add(List.of("log_likelihood[\"" + paper + "\", \"Hamilton\"]", "1.0", "2.0"));
    }
    List<String> labels =
        table.lines(30).lines().stream().skip(1).map(line -> line.split("  ")[0]).toList();
    assertEquals(2, labels.stream().distinct().count(), labels.toString());
  }

  @Test
  void labelsDoNotSteerTheTerminal() {
    assertEquals("a\\u001b[31m\\n", TextWidth.printable("a\u001b[31m\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "4.4126, 0.06, 4.41",
    "4.4126, 0.2, 4.4",
    "4.4126, 3, 4",
    "-12345.6, 25, -12346",
    "0.00001234, 0.0000002, 1.23e-05",
    "0, 0.01, 0.00",
    "123456789, 2000, 1.23457e+08",
    "4.4126, NaN, 4.413",
    "NaN, 1, –",
    "Infinity, 1, inf",
  })
  void showsTheDigitsThatTheErrorSupports(double value, double error, String expected) {
    assertEquals(expected, NumberText.withError(value, error));
  }

  private static List<String> fit(TextTable table, int columns) {
    return table.lines(columns).lines();
  }
}
