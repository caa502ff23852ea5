package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bayes check} and {@code bayes compile}. */
final class CheckAndCompileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aRightModelPasses() {
    Command check = Command.run("check", ModelFolder.in(folder).file("mean.bayes"));
    assertEquals(0, check.exitCode(), check.err());
    assertEquals("", check.out());
  }

  @Test
  void everyMistakeIsTold() {
    String model =
        ModelFolder.in(folder).write("wrong.bayes", "a ~ Normal(0, b);\nc ~ Nomal(0, 1);\n");
    Command check = Command.run("check", model);
    assertEquals(1, check.exitCode());
    assertTrue(check.err().contains(":1:15"), check.err());
    assertTrue(check.err().contains(":2:5"), check.err());
    assertFalse(check.err().contains("\u001b"), "no colours where nobody watches");
    Command json = Command.run("check", "--json", model);
    assertEquals(1, json.exitCode());
    assertEquals("", json.err());
    assertTrue(json.out().startsWith("[") && json.out().contains("\"line\" : 2"), json.out());
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    Path file = folder.resolve("latin.bayes");
    Files.write(file, "// caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Command check = Command.run("check", file.toString());
    assertEquals(1, check.exitCode());
    assertTrue(check.err().contains("not UTF-8"), check.err());
  }

  @Test
  void aFolderIsNoModel() {
    Command check = Command.run("check", folder.toString());
    assertEquals(74, check.exitCode());
    assertTrue(check.err().contains("this is a folder"), check.err());
  }

  @ParameterizedTest
  @CsvSource({
    "tokens, Normal",
    "syntax, Draw",
    "model, mu : real",
    "plan, mu",
    "program, log",
    "gradient, mu",
    "bytecode, DADD"
  })
  void everyStagePrints(String stage, String word) {
    String model = ModelFolder.in(folder).file("mean.bayes");
    Command compile = Command.run("compile", model, "--emit=" + stage);
    assertEquals(0, compile.exitCode(), compile.err());
    assertTrue(compile.out().contains(word), compile.out());
    assertTrue(compile.out().endsWith("\n"));
  }

  @Test
  void earlyStagesPrintThoughLaterOnesFail() {
    String model = ModelFolder.in(folder).write("wrong.bayes", "a ~ Normal(0, b);\n");
    assertTrue(Command.run("compile", model, "--emit=tokens").out().contains("Normal"));
    Command typed = Command.run("compile", model, "--emit=model");
    assertEquals(1, typed.exitCode());
    assertTrue(typed.err().contains("`b`"), typed.err());
  }
}
