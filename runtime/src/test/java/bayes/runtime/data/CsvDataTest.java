package bayes.runtime.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.DataValue.Items;
import bayes.runtime.data.DataValue.Missing;
import bayes.runtime.data.DataValue.Numbers;
import bayes.runtime.data.DataValue.Text;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CsvDataTest {
  @Test
  void makesAnEntryOfEveryColumn() throws DataException {
    Data data = read("school,y,sigma,public\nChoate,28,15,TRUE\nDeerfield,8,10.5,FALSE\n");

    assertEquals(List.of("school", "y", "sigma", "public"), data.names());
    assertEquals(
        new Items(List.of(new Text("Choate"), new Text("Deerfield"))), value(data, "school"));
    assertEquals(Numbers.ofIntegers(28, 8), value(data, "y"));
    assertEquals(new Numbers(new double[] {15, 10.5}, 1), value(data, "sigma"));
    assertEquals(
        new Items(List.of(DataValue.Bool.TRUE, DataValue.Bool.FALSE)), value(data, "public"));
    DataEntry y = data.find("y").orElseThrow();
    assertEquals(Optional.of("d.csv"), y.origin().table());
    assertEquals("d.csv, column `y`, row 2", y.describe(List.of(2)));
  }

  @Test
  void readsQuotesWindowsLinesAndAByteOrderMark() throws DataException {
    Data data = read("\uFEFFname,\"a,b\"\r\n\"St. \"\"Paul\"\"\r\n's\", 1\r\nx,2");

    assertEquals(List.of("name", "a,b"), data.names());
    assertEquals(
        new Items(List.of(new Text("St. \"Paul\"\r\n's"), new Text("x"))), value(data, "name"));
    assertEquals(Numbers.ofIntegers(1, 2), value(data, "a,b"));
  }

  @Test
  void readsTabsWhereTheHeaderHasThem() throws DataException {
    Data data = read("a\tb\n1,5\t2\n");
    assertEquals(new Items(List.of(new Text("1,5"))), value(data, "a"));
    assertEquals(Numbers.ofIntegers(2), value(data, "b"));
  }

  @Test
  void emptyCellsAndUnquotedNaAreMissing() throws DataException {
    Data data = read("x,c\n1,NA\n,\"NA\"\nNA,DE\n");
    assertEquals(
        new Items(List.of(DataValue.Number.of(1), Missing.MISSING, Missing.MISSING)),
        value(data, "x"));
    assertEquals(
        new Items(List.of(Missing.MISSING, new Text("NA"), new Text("DE"))), value(data, "c"));
  }

  @Test
  void keepsNotANumberAmongNumbersToBeRefusedByName() throws DataException {
    assertTrue(Double.isNaN(((Numbers) value(read("x\n1\nNaN\n"), "x")).value(1)));
    assertEquals(
        new Items(List.of(new Text("0x10"), new Text("1d"))), value(read("x\n0x10\n1d\n"), "x"));
  }

  @Test
  void knowsWhatIsANumber() {
    for (String cell : List.of("0", "-12", "+7", "007")) {
      assertEquals(CellSyntax.INTEGER, CellSyntax.of(cell), cell);
    }
    for (String cell : List.of("1.", ".5", "-1.5", "1e3", "+.5E-10", "1.e+2")) {
      assertEquals(CellSyntax.REAL, CellSyntax.of(cell), cell);
    }
    for (String cell : List.of("", "-", ".", "e3", "1e", "1e+", "1.2.3", "1 2", "٣", "1d", "0x1")) {
      assertEquals(CellSyntax.NO_NUMBER, CellSyntax.of(cell), cell);
    }
  }

  @Test
  void aHeaderAloneIsATableWithoutRows() throws DataException {
    assertEquals(Numbers.ofIntegers(), value(read("x,y\n"), "x"));
  }

  @Test
  void toleratesBlankLinesAtTheEndOnly() throws DataException {
    assertEquals(Numbers.ofIntegers(1), value(read("x,y\n1,2\n\n\n"), "x"));
    assertEquals(List.of(new DataProblem.RaggedRow("d.csv", 2, 2, 0)), problems("x,y\n\n1,2\n"));
  }

  @Test
  void saysWhichRowIsRagged() {
    assertEquals(
        List.of(
            new DataProblem.RaggedRow("d.csv", 3, 2, 1),
            new DataProblem.RaggedRow("d.csv", 4, 2, 3)),
        problems("x,y\n1,2\n3\n4,5,6\n7,8\n"));
    assertEquals(
        List.of(new DataProblem.RaggedRow("d.csv", 4, 2, 1)), problems("x,y\n\"a\nb\",2\n3\n"));
  }

  @Test
  void saysWhichHeaderIsMissingOrTwiceThere() {
    assertEquals(
        List.of("d.csv:1: `x` is given twice", "d.csv:1: the header of column 3 is empty"),
        problems("x,x,\n1,2,3\n").stream().map(DataProblem::describe).toList());
  }

  @Test
  void refusesBrokenQuotesEmptyFilesAndWrongBytes() {
    assertInstanceOf(DataProblem.Syntax.class, problems("x,y\n\"a\"b,2\n").get(0));
    assertInstanceOf(DataProblem.Syntax.class, problems("x,y\n\"a,2\n").get(0));
    assertInstanceOf(DataProblem.Empty.class, problems("").get(0));
    DataException e =
        assertThrows(
            DataException.class,
            () ->
                CsvData.read(
                    "d.csv", new ByteArrayInputStream(new byte[] {'x', '\n', (byte) 0xc3, '\n'})));
    assertEquals(List.of(new DataProblem.NotUtf8("d.csv", 2, 1, 3)), e.problems());
  }

  private static DataValue value(Data data, String name) {
    return data.find(name).orElseThrow().value();
  }

  private static List<DataProblem> problems(String text) {
    return assertThrows(DataException.class, () -> read(text)).problems();
  }

  private static Data read(String text) throws DataException {
    return CsvData.read("d.csv", new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
