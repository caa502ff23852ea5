package bayes.compiler.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Golden;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.parse.Lexeme;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Printer;
import bayes.compiler.syntax.SyntaxListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layout: the tree is unchanged, comments are kept, and a second time changes nothing. */
final class FormatterTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static String formatted(String text) {
    Checked<String> result = Formatter.format(SourceText.of("model.bayes", text));
    assertEquals(List.of(), result.diagnostics(), text);
    return result.value().orElseThrow();
  }

  private static String shape(String text) {
    ModelFile file = Parser.parse(SourceText.of("model.bayes", text)).value().orElseThrow();
    return SyntaxListing.shapeOf(file);
  }

  private static List<String> comments(String text) {
    return Lexeme.of(SourceText.of("model.bayes", text)).stream()
        .filter(lexeme -> lexeme.kind().isComment())
        .map(lexeme -> lexeme.text().strip())
        .toList();
  }

  private static void keepsWhatItMust(String text) {
    String once = formatted(text);
    assertEquals(shape(text), shape(once), once);
    assertEquals(comments(text), comments(once), once);
    assertEquals(once, formatted(once), text);
    assertTrue(once.isEmpty() || once.endsWith("\n") && !once.endsWith("\n\n"), once);
    assertTrue(!once.contains("\n\n\n") || text.contains("/*"), once);
  }

  @TestFactory
  Stream<DynamicTest> everyModelKeepsItsTree() throws IOException {
    List<Path> roots =
        List.of(
            GOLDEN,
            Path.of("../examples"),
            Path.of("src/main/resources"),
            Path.of("src/test/resources"));
    Stream.Builder<Path> models = Stream.builder();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".bayes"))
            .filter(file -> !file.toString().contains("target"))
            .filter(FormatterTest::parses)
            .forEach(models);
      }
    }
    return models
        .build()
        .distinct()
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> keepsWhatItMust(read(file))));
  }

  private static boolean parses(Path file) {
    return Parser.parse(SourceText.of("model.bayes", read(file))).value().isPresent();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Line breaks and comments thrown between the lexemes of every model that parses. */
  @Test
  void scatteredModelsKeepTheirTree() {
    Random random = new Random(20251);
    for (Path directory : Golden.cases("parse/good")) {
      for (int i = 0; i < 10; i++) keepsWhatItMust(scattered(Golden.model(directory), random));
    }
  }

  private static String scattered(SourceText source, Random random) {
    String[] between = {
      " ", " ", " ", "\n", "\n\n\n", "\t", " // c \n", " /* c */ ", " /* c\n d */ "
    };
    StringBuilder text = new StringBuilder();
    String last = "";
    for (Lexeme lexeme : Lexeme.of(source)) {
      if (lexeme.kind() == Lexeme.Kind.DOC_COMMENT) continue;
      // These two are one sign.
      if (!(last.equals(">") && lexeme.text().equals("="))) {
        text.append(between[random.nextInt(between.length)]);
      }
      text.append(lexeme.text());
      if (lexeme.kind() == Lexeme.Kind.LINE_COMMENT) text.append('\n');
      last = lexeme.text();
    }
    return text.toString();
  }

  /** What is printed canonically is laid out as it is: the two agree about spaces. */
  @Test
  void canonicalTextStays() {
    for (Path directory : Golden.cases("parse/good")) {
      ModelFile file = Parser.parse(Golden.model(directory)).value().orElseThrow();
      String printed = Printer.print(file);
      assertEquals(printed.replaceAll("\\{\\n *}", "{}"), formatted(printed));
    }
  }

  @Test
  void aDroppedCommentWouldBeSeen() {
    assertNotEquals(comments("x ~ Normal(0, 1); // why"), comments("x ~ Normal(0, 1);"));
    assertNotEquals(shape("let x = -1;"), shape("let x = - -1;"));
  }

  @Test
  void layout() {
    Golden.check(
        Path.of("src/test/resources/golden/format/expected.txt"),
        formatted(read(GOLDEN.resolve("format/untidy.txt"))));
  }

  @Test
  void whatDoesNotParseIsNotFormatted() {
    Checked<String> result = Formatter.format(SourceText.of("model.bayes", "let x = ;"));
    assertTrue(result.value().isEmpty());
    assertEquals("P0001", result.diagnostics().get(0).code().id());
  }
}
