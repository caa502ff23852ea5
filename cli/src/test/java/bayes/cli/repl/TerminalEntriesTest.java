package bayes.cli.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person at a terminal gets: lines that go on, history, completion. */
final class TerminalEntriesTest {
  private static final Completions COMPLETIONS =
      new Completions() {
        @Override
        public List<String> names() {
          return List.of("theta", "tau", "Normal");
        }

        @Override
        public List<String> labels(String variable, int dimension) {
          return variable.equals("theta") && dimension == 1
              ? List.of("Choate", "St. Paul's")
              : List.of();
        }

        @Override
        public List<String> options() {
          return List.of("--method", "--draws");
        }
      };

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /** A terminal at which this has been typed, and which stays open. */
  private static Terminal terminal(String typed) throws IOException {
    byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
    PipedInputStream in = new PipedInputStream(Math.max(1, bytes.length));
    new PipedOutputStream(in).write(bytes);
    Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .type("dumb")
            .streams(in, new ByteArrayOutputStream())
            .encoding(StandardCharsets.UTF_8)
            .build();
    terminal.setSize(new Size(80, 24));
    return terminal;
  }

  private List<String> entries(int count, String typed) throws IOException {
    Map<String, String> environment = Map.of("XDG_STATE_HOME", folder.toString());
    List<String> found = new ArrayList<>();
    try (Entries entries = TerminalEntries.of(terminal(typed), COMPLETIONS, environment)) {
      for (int i = 0; i < count; i++) found.add(entries.next().orElseThrow());
    }
    return found;
  }

  @Test
  void aStatementGoesOnUntilItIsFinished() throws IOException {
    assertEquals(
        List.of("tau ~ HalfNormal(\n1\n);", ":show", "P(a[1] > 0 && !b)"),
        entries(3, "tau ~ HalfNormal(\r1\r);\r:show\rP(a[1] > 0 && !b)\r"));
  }

  @Test
  void historyIsKeptInTheStateFolder() throws IOException {
    entries(1, "mean(tau)\r");
    Path history = folder.resolve("bayes/history");
    assertTrue(Files.readString(history).contains("mean(tau)"));
  }

  private static List<String> candidates(String before) throws IOException {
    LineReader reader = LineReaderBuilder.builder().terminal(terminal("")).build();
    List<Candidate> found = new ArrayList<>();
    var line = new EntryParser().parse(before, before.length(), ParseContext.COMPLETE);
    new EntryCompleter(COMPLETIONS).complete(reader, line, found);
    return found.stream().map(Candidate::value).filter(v -> v.startsWith(line.word())).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "P(th | theta",
        "mean(2*ta | tau",
        ":su | :summary",
        ":run --dr | --draws",
        "theta[1, \"Ch | Choate\"",
        "theta[1, \"St. P | St. Paul's\"",
      })
  void completes(String before, String expected) throws IOException {
    assertEquals(List.of(expected), candidates(before));
  }

  @Test
  void completesFiles() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/my counts.json"), "{}");
    assertEquals(List.of(folder + "/data/"), candidates(":data " + folder + "/da"));
    assertEquals(
        List.of(folder + "/data/my counts.json"), candidates(":data " + folder + "/data/my c"));
  }
}
