package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bayes lint}. */
final class LintCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static final String MODEL =
      "set S;\ndata y : real[S];\nm ~ Normal(0, 1);\nobserve y ~ Normal(m, 10);\n";

  @Test
  void warningsAreExitCodeOne() {
    ModelFolder files = ModelFolder.in(folder);
    String unused = files.write("unused.bayes", MODEL + "z ~ Normal(0, 1);\n");
    Command lint = Command.run("lint", unused);
    assertEquals(1, lint.exitCode());
    assertTrue(lint.err().startsWith("warning[L0101]: nothing reads the latent `z`"), lint.err());
    assertEquals("", lint.out());
    Command json = Command.run("lint", unused, "--json");
    assertTrue(json.out().contains("\"code\" : \"L0101\""), json.out());
    assertTrue(json.out().contains("\"severity\" : \"warning\""), json.out());
  }

  @Test
  void dataAreReadWhereTheyAre() {
    ModelFolder files = ModelFolder.in(folder);
    String model = files.write("far.bayes", MODEL);
    assertEquals(0, Command.run("lint", model).exitCode());
    String data = files.write("other.json", "{\"y\": [100, 110, 120]}");
    Command lint = Command.run("lint", model, "--data", data);
    assertEquals(1, lint.exitCode());
    assertTrue(lint.err().contains("warning[L0109]"), lint.err());
    files.write("far.json", "{\"y\": [1, \"x\"]}");
    assertEquals(4, Command.run("lint", model).exitCode());
  }

  @Test
  void aWrongModelIsWrong() {
    String model = ModelFolder.in(folder).write("wrong.bayes", "a ~ Normal(0, b);\n");
    Command lint = Command.run("lint", model);
    assertEquals(1, lint.exitCode());
    assertTrue(lint.err().startsWith("error[N0101]"), lint.err());
  }
}
