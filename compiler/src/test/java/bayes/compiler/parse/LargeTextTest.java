package bayes.compiler.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Printer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Depth and length are bounded, in memory and in time. The limits are far above what is needed, so
 * that only a change of order shows, not a busy machine.
 */
class LargeTextTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "f(", "x[", "-", "!", "x ^ ", "c ? x : ", "c ? "})
  void fiveThousandLevelsAreRefused(String opening) {
    Checked<ModelFile> file = parse("let x = " + opening.repeat(5000) + "1;");
    assertTrue(file.value().isEmpty());
    assertEquals("nested too deeply", file.diagnostics().get(0).message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"( )", "[ ]", "f( )", "x[ ]", "- ", "x^ ", "c?1: "})
  void ninehundredLevelsAreRead(String brackets) {
    int space = brackets.indexOf(' ');
    String text =
        "let x = "
            + brackets.substring(0, space).repeat(900)
            + "1"
            + brackets.substring(space + 1).repeat(900)
            + ";";
    assertTrue(parse(text).value().isPresent());
  }

  @Test
  void chainsOfBranchesAndIndicesCountAsLevels() {
    assertTrue(parse("if a { }" + " else if b { }".repeat(900)).value().isPresent());
    assertTrue(parse("if a { }" + " else if b { }".repeat(5000)).value().isEmpty());
    assertTrue(parse("let y = x" + "[1]".repeat(5000) + ";").value().isEmpty());
    assertTrue(parse("let y = x" + "'".repeat(5000) + ";").value().isEmpty());
  }

  @Test
  void lengthIsNoDepth() {
    assertTrue(parse("if a { } else { }\n".repeat(2000)).value().isPresent());
    assertTrue(parse("let y = 0" + " + x[1] ^ 2 * -x[2]".repeat(2000) + ";").value().isPresent());
    assertTrue(parse("let y = [" + "c ? 1 : x[2], ".repeat(2000) + "1];").value().isPresent());
  }

  @Test
  void tenThousandTerms() {
    String text = "let x = " + "a + ".repeat(10_000) + "b;\n";
    ModelFile file = parse(text).value().orElseThrow();
    assertEquals(text, Printer.print(file));
  }

  @Test
  void tenThousandLines() {
    String line = "theta[s in School] ~ Normal(mu * 2 + 1, tau);\n";
    ModelFile file = parse(line.repeat(10_000)).value().orElseThrow();
    assertEquals(10_000, file.statements().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"let = 3;", "let x = 3", "let x = 3);", "x <- 1;", "for i in 1:N { }"})
  void tenThousandWrongLines(String line) {
    assertEquals(20, parse((line + "\n").repeat(10_000)).diagnostics().size());
  }

  private static Checked<ModelFile> parse(String text) {
    return assertTimeoutPreemptively(LIMIT, () -> Parser.parse(SourceText.of("large", text)));
  }
}
