package bayes.runtime.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.DataValue.Items;
import bayes.runtime.data.DataValue.Labelled;
import bayes.runtime.data.DataValue.Missing;
import bayes.runtime.data.DataValue.Numbers;
import bayes.runtime.data.DataValue.Text;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonDataTest {
  @Test
  void readsStansLayout() throws DataException {
    Data data = read("{\"N\": 3, \"y\": [1, 2.5, 3],\n \"x\": [[1, 2], [3, 4]], \"b\": true}");

    assertEquals(List.of("N", "y", "x", "b"), data.names());
    assertEquals(new DataValue.Number(3, true, "3"), value(data, "N"));
    Numbers y = (Numbers) value(data, "y");
    assertEquals(new Numbers(new double[] {1, 2.5, 3}, 1), y);
    assertEquals(OptionalInt.of(1), y.firstReal());
    assertEquals(
        new Items(List.of(Numbers.ofIntegers(1, 2), Numbers.ofIntegers(3, 4))), value(data, "x"));
    assertEquals(DataValue.Bool.TRUE, value(data, "b"));
    DataEntry x = data.find("x").orElseThrow();
    assertEquals("d.json:2:7", x.origin().describe());
    assertEquals("d.json:2:7, x[2][1]", x.describe(List.of(2, 1)));
  }

  @Test
  void readsValuesByLabel() throws DataException {
    Data data = read("{\"y\": {\"Choate\": 28, \"Deerfield\": 8}, \"p\": {\"a\": {\"b\": [1]}}}");

    assertEquals(
        new Labelled(List.of("Choate", "Deerfield"), Numbers.ofIntegers(28, 8)), value(data, "y"));
    assertEquals("y[\"Choate\"]", data.find("y").orElseThrow().element(List.of("Choate")));
    Labelled p = assertInstanceOf(Labelled.class, value(data, "p"));
    assertEquals(
        new Labelled(List.of("b"), new Items(List.of(Numbers.ofIntegers(1)))), p.values().get(0));
  }

  @Test
  void keepsWhatIsNoFiniteNumberToBeRefusedByName() throws DataException {
    Data data = read("{\"a\": \"NaN\", \"b\": [1, \"-Inf\"], \"c\": [1, NaN], \"d\": [1, null]}");

    assertTrue(Double.isNaN(((Text) value(data, "a")).nonFinite().orElseThrow()));
    Text infinite = (Text) ((Items) value(data, "b")).get(1);
    assertEquals(Double.NEGATIVE_INFINITY, infinite.nonFinite().orElseThrow());
    assertTrue(Double.isNaN(((Numbers) value(data, "c")).value(1)));
    assertEquals(new Items(List.of(DataValue.Number.of(1), Missing.MISSING)), value(data, "d"));
    assertTrue(new Text("nan of the above").nonFinite().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"y": 1, "y": 2}     | d.json:1:10: `y` is given twice
          {"y": {"a":1,"a":2}} | d.json:1:14: the label "a" is given twice in `y`
          [1, 2]               | d.json:1:1: expected an object with one key per entry, as in {"y": [1, 2]}, but found a list
          3                    | d.json:1:1: expected an object with one key per entry, as in {"y": [1, 2]}, but found a number
          null                 | d.json:1:1: expected an object with one key per entry, as in {"y": [1, 2]}, but found `null`
          {"y": [1, 1e400]}    | d.json:1:11: the number 1e400 is too large
          {"y": 1} {"z": 2}    | d.json:1:10: there is more text after the end of the data
          {"y": 1} ]           | d.json:1:10: found a closing bracket, but none is open
          {"y": [1, 2          | d.json:1:12: the text ends too early, in the value of `y`
          {"y": [1 2]}         | d.json:1:10: found `2`, expected `,` or `]`
          {"y": abc}           | d.json:1:7: found `abc`, expected a value
          """)
  void saysWhatIsWrongAndWhere(String json, String expected) {
    DataException e = assertThrows(DataException.class, () -> read(json));
    assertEquals(1, e.problems().size());
    String message = e.problems().get(0).describe();
    assertTrue(message.startsWith(expected), message);
  }

  @Test
  void reportsAllIndependentProblems() {
    DataException e =
        assertThrows(
            DataException.class, () -> read("{\"y\": 1,\n\"y\": 2, \"z\": 1e999, \"w\": [}"));
    assertEquals(
        List.of("DuplicateKey", "TooLarge", "Syntax"),
        e.problems().stream().map(p -> p.getClass().getSimpleName()).toList());
  }

  @Test
  void refusesAnEmptyFile() {
    for (String text : List.of("", " \n ", "\uFEFF")) {
      DataException e = assertThrows(DataException.class, () -> read(text));
      assertInstanceOf(DataProblem.Empty.class, e.problems().get(0), text);
    }
  }

  @Test
  void pointsAtBytesThatAreNotUtf8() {
    byte[] bytes = bytes("{\"y\": 1,\n\"日本\": \"?\"}");
    bytes[bytes.length - 3] = (byte) 0xff;
    DataException e = assertThrows(DataException.class, () -> read(bytes));
    assertEquals(List.of(new DataProblem.NotUtf8("d.json", 2, 8, 21)), e.problems());

    byte[] cut = new byte[] {'{', '"', (byte) 0xe6};
    assertInstanceOf(
        DataProblem.NotUtf8.class,
        assertThrows(DataException.class, () -> read(cut)).problems().get(0));
  }

  @Test
  void acceptsAByteOrderMarkAndWindowsLines() throws DataException {
    Data data = read("\uFEFF{\"y\":\r\n 1}\r\n");
    assertEquals("d.json:2:2", data.find("y").orElseThrow().origin().describe());
  }

  @Test
  void refusesDeepNestingWithoutOverflow() {
    for (String unit : List.of("[", "{\"a\":")) {
      DataException e =
          assertThrows(DataException.class, () -> read("{\"y\":" + unit.repeat(100_000)));
      assertInstanceOf(DataProblem.TooDeep.class, e.problems().get(0));
    }
  }

  @Test
  void readsAMillionNumbersDenselyAndQuickly() throws DataException {
    byte[] bytes = bytes("{\"y\": [" + "1.25,".repeat(999_999) + "3]}");
    Data data = assertTimeout(Duration.ofSeconds(5), () -> read(bytes));
    Numbers y = (Numbers) value(data, "y");
    assertEquals(1_000_000, y.size());
    assertEquals(3, y.value(999_999));
  }

  @Test
  void unpacksGzipAndDigestsTheFileAsItLies() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes("{\"y\": 1}"));
    }
    byte[] bytes = packed.toByteArray();

    DataSource source = read(bytes).sources().get(0);
    DataSource plain = read("{\"y\": 1}").sources().get(0);
    byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 9);
    DataException e = assertThrows(DataException.class, () -> read(cut));

    assertEquals(bytes.length, source.size());
    assertEquals(8, plain.size());
    // printf '{"y": 1}' | sha256sum
    assertEquals(
        "4e54b58e52f9bd33a2a2d09ee885d96b7f6f7bd05cf90ca4636fc3161ad390aa", plain.sha256());
    assertInstanceOf(DataProblem.Unreadable.class, e.problems().get(0));
  }

  @Test
  void writesWhatItReadsBack() throws Exception {
    Data data =
        Data.builder()
            .put("n", 3)
            .put("mu", 0.1 + 0.2)
            .put("whole", 2.0)
            .put("y", new double[] {1, 1e-300, -0.0})
            .put("m", new double[][] {{1, 2}, {3, 4}})
            .put("s", Map.of("a", List.of(1, 2)))
            .put("t", List.of("x", "\"quoted\"\n日本"))
            .put("missing", java.util.Arrays.asList(1, null, true))
            .build();
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      JsonData.write(data, out);
    }
    Data back = read(text.toString());
    assertAll(
        () -> assertEquals(data, back),
        () -> assertFalse(data.equals(Data.empty())),
        () -> assertTrue(1 / ((Numbers) value(back, "y")).value(2) < 0));
  }

  private static DataValue value(Data data, String name) {
    return data.find(name).orElseThrow().value();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Data read(String text) throws DataException {
    return read(bytes(text));
  }

  private static Data read(byte[] bytes) throws DataException {
    return JsonData.read("d.json", new ByteArrayInputStream(bytes));
  }
}
