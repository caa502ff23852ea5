package bayes.compiler.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Golden;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.TextRenderer;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Printer;
import bayes.compiler.syntax.SyntaxListing;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  @TestFactory
  Stream<DynamicTest> goodModels() {
    return Golden.cases("parse/good", source -> SyntaxListing.of(parsed(source)));
  }

  @TestFactory
  Stream<DynamicTest> badModels() {
    return Golden.cases("parse/bad", ParserTest::problems);
  }

  /** Printed text parses to the same tree: printing that again changes nothing. */
  @TestFactory
  Stream<DynamicTest> printedModelsParseToTheSameTree() {
    return Golden.cases("parse/good").stream()
        .map(
            model ->
                DynamicTest.dynamicTest(
                    Golden.name(model),
                    () -> {
                      ModelFile file = parsed(Golden.model(model));
                      String printed = Printer.print(file);
                      ModelFile again = parsed(SourceText.of("printed", printed));
                      assertEquals(SyntaxListing.shapeOf(file), SyntaxListing.shapeOf(again));
                      assertEquals(printed, Printer.print(again));
                    }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for s in School {",
        "x ~ Normal(0,",
        "x ~ Normal(0, 1)",
        "let x = 3",
        "let x =",
        "data y : real[",
        "/* a comment",
        "observe y",
        "if a { } else",
        "@record"
      })
  void beginningsAreIncomplete(String text) {
    assertTrue(Parser.incomplete(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mu",
        "let x = 3;",
        "x ~ Normal(0, 1);",
        "P(theta[\"Choate\"] > 0)",
        "x = = 3",
        "let x = \"abc",
        "let x = );",
        "for s in School { }"
      })
  void wholesAndMistakesAreNot(String text) {
    assertFalse(Parser.incomplete(text));
  }

  static ModelFile parsed(SourceText source) {
    Checked<ModelFile> file = Parser.parse(source);
    return file.value().orElseThrow(() -> new AssertionError(render(file)));
  }

  private static String problems(SourceText source) {
    Checked<ModelFile> file = Parser.parse(source);
    assertTrue(file.value().isEmpty(), "a mistake was not found");
    return render(file);
  }

  private static String render(Checked<?> checked) {
    return TextRenderer.plain().render(checked.diagnostics());
  }
}
