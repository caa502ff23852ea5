package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bayes fmt}. */
final class FormatCommandTest {
  private static final String UNTIDY = "mu~Normal( 0,1 ); // centre\n";
  private static final String TIDY = "mu ~ Normal(0, 1);  // centre\n";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void printsAndLeavesTheFile() throws IOException {
    String model = ModelFolder.in(folder).write("untidy.bayes", UNTIDY);
    Command format = Command.run("fmt", model);
    assertEquals(0, format.exitCode(), format.err());
    assertEquals(TIDY, format.out());
    assertEquals(UNTIDY, Files.readString(Path.of(model)));
  }

  @Test
  void checksThenWritesThenPasses() throws IOException {
    String model = ModelFolder.in(folder).write("untidy.bayes", UNTIDY);
    Command check = Command.run("fmt", "--check", model);
    assertEquals(1, check.exitCode());
    assertTrue(check.err().contains("untidy.bayes is laid out otherwise"), check.err());
    assertEquals(UNTIDY, Files.readString(Path.of(model)));
    Command write = Command.run("fmt", "--write", model);
    assertEquals(0, write.exitCode(), write.err());
    assertEquals("", write.out());
    assertEquals(TIDY, Files.readString(Path.of(model)));
    assertEquals(0, Command.run("fmt", "--check", model).exitCode());
  }

  @Test
  void aWrongModelIsLeftAlone() throws IOException {
    String wrong = "mu~Normal( 0,1 )\nlet x = ;\n";
    String model = ModelFolder.in(folder).write("wrong.bayes", wrong);
    Command write = Command.run("fmt", "--write", model);
    assertEquals(1, write.exitCode());
    assertTrue(write.err().contains("P0002"), write.err());
    assertEquals(wrong, Files.readString(Path.of(model)));
  }
}
