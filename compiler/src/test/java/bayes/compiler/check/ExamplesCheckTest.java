package bayes.compiler.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.catalog.Catalog;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.TextRenderer;
import bayes.compiler.model.ModelListing;
import bayes.compiler.model.TypedModel;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every model among the examples checks, and prints. */
class ExamplesCheckTest {
  private final Checker checker = new Checker(new Catalog(Parser::parse));

  @TestFactory
  List<DynamicTest> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
      return files
          .filter(f -> f.toString().endsWith(".bayes") && !f.toString().contains("target"))
          .sorted()
          .map(f -> DynamicTest.dynamicTest(f.toString(), () -> check(f)))
          .toList();
    }
  }

  private void check(Path file) throws IOException {
    SourceText source = SourceText.of(file.toString(), Files.readString(file));
    Checked<TypedModel> checked = Parser.parse(source).then(checker::check);
    assertTrue(
        checked.value().isPresent(), () -> TextRenderer.plain().render(checked.diagnostics()));
    assertTrue(ModelListing.of(checked.value().get()).startsWith("model "));
  }
}
