package bayes.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Golden;
import bayes.compiler.catalog.Catalog;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.TextRenderer;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.ModelListing;
import bayes.compiler.model.TypedModel;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the checker says of good and bad models, and of the part of the language to come. */
class CheckerTest {
  private static final Set<String> IMPROPER = Set.of("Flat", "ICAR");
  private final Catalog catalog = new Catalog(Parser::parse);
  private final Checker checker = new Checker(catalog);

  private Checked<TypedModel> check(SourceText source) {
    return Parser.parse(source).then(checker::check);
  }

  private String explain(SourceText source) {
    Checked<TypedModel> checked = check(source);
    assertFalse(checked.value().isPresent(), "nothing was found to be wrong");
    return TextRenderer.plain().render(checked.diagnostics());
  }

  private String list(SourceText source) {
    Checked<TypedModel> checked = check(source);
    return checked
        .value()
        .map(ModelListing::of)
        .orElseGet(() -> TextRenderer.plain().render(checked.diagnostics()));
  }

  @TestFactory
  Stream<DynamicTest> good() {
    return Golden.cases("check/good", this::list);
  }

  @TestFactory
  Stream<DynamicTest> bad() {
    return Golden.cases("check/bad", this::explain);
  }

  @TestFactory
  Stream<DynamicTest> unsupported() {
    return Golden.cases("check/unsupported", this::explain);
  }

  @TestFactory
  Stream<DynamicTest> nothingUnsupportedIsMisread() {
    return Golden.cases("check/unsupported").stream()
        .map(
            directory ->
                DynamicTest.dynamicTest(
                    Golden.name(directory), () -> onlyUnsupported(Golden.model(directory))));
  }

  private void onlyUnsupported(SourceText source) {
    List<Diagnostic> diagnostics = check(source).diagnostics();
    assertFalse(diagnostics.isEmpty());
    for (Diagnostic diagnostic : diagnostics) {
      assertEquals(CheckCode.M0901.code(), diagnostic.code(), diagnostic::message);
    }
  }

  @Test
  void everyCodeHasACase() {
    Set<CheckCode> missing = EnumSet.allOf(CheckCode.class);
    for (String folder : List.of("check/bad", "check/unsupported")) {
      for (Path directory : Golden.cases(folder)) {
        for (Diagnostic diagnostic : check(Golden.model(directory)).diagnostics()) {
          missing.removeIf(code -> code.code().equals(diagnostic.code()));
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @TestFactory
  Stream<DynamicTest> libraryDistributions() {
    Library library = new Library(catalog);
    return catalog.distributionNames().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      List<DistributionDefinition> checked = library.distribution(name);
                      assertEquals(catalog.distribution(name).size(), checked.size());
                      for (DistributionDefinition definition : checked) {
                        assertEquals(IMPROPER.contains(name), definition.improper());
                        assertEquals(!definition.improper(), definition.sampler().isPresent());
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> libraryFunctions() {
    Library library = new Library(catalog);
    return catalog.languageFunctionNames().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertTrue(library.function(name).isPresent())));
  }

  @Test
  void definitionsOfTheLibraryAreCheckedOnce() {
    Library library = new Library(catalog);
    assertTrue(library.distribution("Normal") == library.distribution("Normal"));
  }
}
