package bayes.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects line by line become columns. */
class JsonLinesDataTest {
  @Test
  void keysAreColumns() throws DataException {
    Data data = read("{\"n\": 1, \"text\": \"a b\"}\r\n\n{\"text\": \"c\", \"n\": 2}\n");
    assertEquals(DataValue.Numbers.ofIntegers(1, 2), data.find("n").orElseThrow().value());
    assertEquals(
        DataValue.sequence(List.of(new DataValue.Text("a b"), new DataValue.Text("c"))),
        data.find("text").orElseThrow().value());
    assertEquals("d.jsonl", data.find("n").orElseThrow().origin().table().orElseThrow());
  }

  @Test
  void whatALineDoesNotHaveIsMissing() throws DataException {
    Data data = read("{\"a\": 1}\n{\"b\": [\"x\"]}\n{\"a\": null}\n");
    DataValue missing = DataValue.Missing.MISSING;
    assertEquals(
        DataValue.sequence(List.of(DataValue.Number.of(1), missing, missing)),
        data.find("a").orElseThrow().value());
    assertEquals(3, ((DataValue.Sequence) data.find("b").orElseThrow().value()).size());
  }

  @Test
  void whatIsWrongHasItsLine() {
    assertEquals(2, problem("{\"a\": 1}\n[1]\n").line());
    assertInstanceOf(DataProblem.NotAnObject.class, problem("{\"a\": 1}\n[1]\n"));
    assertInstanceOf(DataProblem.Syntax.class, problem("{\"a\": 1}\n{\"a\": }\n"));
    assertInstanceOf(DataProblem.DuplicateKey.class, problem("{\"a\": 1, \"a\": 2}\n"));
    assertInstanceOf(DataProblem.Empty.class, problem(" \n"));
  }

  private static DataProblem problem(String text) {
    return assertThrows(DataException.class, () -> read(text)).problems().get(0);
  }

  private static Data read(String text) throws DataException {
    return JsonLinesData.read(
        "d.jsonl", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
