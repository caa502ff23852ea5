package bayes.compiler.parse;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import bayes.compiler.Golden;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.Diagnostic.Replacement;
import bayes.compiler.diagnostic.JsonRenderer;
import bayes.compiler.diagnostic.TextRenderer;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.ModelFile;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever a text is, the parser answers with a tree or with diagnostics. */
class MangledTextTest {
  private static final List<String> TEXTS =
      Stream.of("parse/good", "parse/bad")
          .flatMap(folder -> Golden.cases(folder).stream())
          .map(model -> Golden.model(model).text())
          .filter(text -> text.length() < 1500)
          .toList();

  private static final String[] PIECES = {
    ";",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "~",
    "=",
    ":",
    "..",
    "?",
    "'",
    "\"",
    "/*",
    "*/",
    "//",
    "///",
    "#",
    ".",
    "|",
    "\\",
    "<",
    ">",
    "-",
    "^",
    "if",
    "else",
    "for",
    "in",
    "let",
    "dist",
    "1",
    "0.5",
    "x",
    "\n",
    "\t",
    "；",
    "主",
    "\ud83d\ude00",
    "\ud83d",
    "\udc00",
    "\u0000",
    "\r",
    "“",
    "²",
    "≥"
  };

  @Property(tries = 400, seed = "20240", edgeCases = EdgeCasesMode.NONE)
  void mangledModels(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(TEXTS.get(random.nextInt(TEXTS.size())));
    int nEdits = 1 + random.nextInt(6);
    for (int i = 0; i < nEdits; i++) mangle(text, random);
    parses(text.toString());
  }

  @Property(tries = 300, seed = "20241", edgeCases = EdgeCasesMode.NONE)
  void randomPieces(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    int n = random.nextInt(40);
    for (int i = 0; i < n; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextBoolean() ? " " : "");
    }
    parses(text.toString());
  }

  private static void mangle(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(8));
    switch (random.nextInt(4)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
      case 2 -> text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
      default -> text.insert(at, text.substring(at, end));
    }
  }

  private static void parses(String text) {
    SourceText source = SourceText.of("mangled", text);
    try {
      Checked<ModelFile> file = Parser.parse(source);
      for (Diagnostic d : file.diagnostics()) {
        assertTrue(d.message().length() < 500, d.message());
        assertFalse(d.message().contains("null"), d.message());
      }
      TextRenderer.coloured().render(file.diagnostics());
      JsonRenderer.render(file.diagnostics());
      Parser.tokens(source);
      Parser.incomplete(text);
      Parser.parseExpression(source);
      Parser.parseInteraction(source);
    } catch (RuntimeException e) {
      fail("on <<<" + text + ">>>", e);
    }
  }

  /** Doing what a hint says removes the diagnostic that gave it. */
  @TestFactory
  Stream<DynamicTest> replacementsRepair() {
    return Golden.cases("parse/bad").stream()
        .map(
            model ->
                DynamicTest.dynamicTest(
                    Golden.name(model), () -> replacementsRepair(Golden.model(model).text())));
  }

  private static void replacementsRepair(String text) {
    for (Diagnostic d : problems(text)) {
      d.hints().stream()
          .flatMap(hint -> hint.replacement().stream())
          .forEach(
              replacement -> {
                String repaired = apply(text, replacement);
                assertTrue(
                    problems(repaired).stream().noneMatch(later -> sameAs(d, later)),
                    () -> d.message() + " remains in\n" + repaired);
              });
    }
  }

  private static List<Diagnostic> problems(String text) {
    return Parser.parse(SourceText.of("model.bayes", text)).diagnostics();
  }

  private static String apply(String text, Replacement replacement) {
    return text.substring(0, replacement.span().start())
        + replacement.text()
        + text.substring(replacement.span().end());
  }

  private static boolean sameAs(Diagnostic before, Diagnostic after) {
    return before.code().equals(after.code())
        && before.message().equals(after.message())
        && before.primary().span().start() == after.primary().span().start()
        && before.primary().span().text().equals(after.primary().span().text());
  }
}
