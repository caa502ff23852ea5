package bayes.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.compiler.catalog.Catalog;
import bayes.compiler.catalog.Function;
import bayes.compiler.parse.Parser;
import bayes.compiler.syntax.Printer;
import bayes.compiler.syntax.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/stdlib.md} lists what the library has: nothing is missing, and nothing more. */
class LibraryPageTest {
  private static final Catalog CATALOG = new Catalog(Parser::parse);

  @Test
  void distributions() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (String name : CATALOG.distributionNames()) {
      for (Statement.DistributionDeclaration declaration : CATALOG.distribution(name)) {
        String parameters =
            declaration.parameters().stream()
                .map(p -> p.name().text() + ": " + Printer.print(p.type()))
                .collect(Collectors.joining(", "));
        expected.add(name + "(" + parameters + ")` | `" + Printer.print(declaration.type()));
      }
    }
    assertEquals(expected, rows("Distributions", "\\| `(.*)` \\| .* \\|"));
  }

  @Test
  void scalarFunctions() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (Function function : CATALOG.scalarFunctions()) {
      expected.add(signature(function.name(), function.parameterNames()));
    }
    for (Statement.FunctionDeclaration declaration : inTheLanguage(true)) {
      expected.add(
          signature(
              declaration.name().text(),
              declaration.parameters().stream().map(p -> p.name().text()).toList()));
    }
    assertEquals(expected, rows("Scalar functions", "\\| `(.*)` \\| .* \\|"));
  }

  /** The functions that are written in the language, of scalars or of arrays. */
  private static List<Statement.FunctionDeclaration> inTheLanguage(boolean ofScalars) {
    return CATALOG.languageFunctionNames().stream()
        .map(name -> CATALOG.function(name).orElseThrow())
        .filter(
            f ->
                f.parameters().stream().allMatch(p -> p.type().dimensions().isEmpty()) == ofScalars)
        .toList();
  }

  private static String signature(String name, List<String> parameters) {
    return name + "(" + String.join(", ", parameters) + ")";
  }

  @Test
  void functionsOfArrays() throws IOException {
    Set<String> expected = new TreeSet<>(FunctionNames.BUILT_IN);
    inTheLanguage(false).forEach(f -> expected.add(f.name().text()));
    assertEquals(expected, rows("Functions of arrays", "\\| `(\\w+)\\(.*` \\| .* \\|"));
  }

  /**
   * Every function of arrays has values by mpmath, which {@code ArrayFunctionBatteryTest} checks.
   */
  @Test
  void functionsOfArraysHaveReferenceValues() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/array_functions.csv"))) {
      if (!line.startsWith("#")) named.add(line.substring(0, line.indexOf('|')));
    }
    assertEquals(rows("Functions of arrays", "\\| `(\\w+)\\(.*` \\| .* \\|"), named);
  }

  @Test
  void functionsOfText() throws IOException {
    assertEquals(TextCalls.names(), rows("Functions of text", "\\| `(\\w+)\\(.*?\\)` \\| .* \\|"));
  }

  @Test
  void functionsOfFunctions() throws IOException {
    assertEquals(
        SolverCalls.names(), rows("Functions of functions", "\\| `(\\w+)\\(.*?\\)` \\| .* \\|"));
  }

  @Test
  void linearAlgebra() throws IOException {
    Set<String> expected = new TreeSet<>(MatrixFunctions.names());
    expected.addAll(CATALOG.matrixFunctionNames());
    Set<String> listed = rows("Linear algebra", "\\| `(\\w+)\\(.*` \\| .* \\|");
    listed.addAll(rows("Kernels", "\\| `(\\w+)\\(.*` \\| .* \\|"));
    assertEquals(expected, listed);
  }

  /** The first groups of the lines of a section's table that match. */
  private static Set<String> rows(String section, String pattern) throws IOException {
    String page = Files.readString(Path.of("../docs/stdlib.md"));
    String from = page.substring(page.indexOf("## " + section));
    int end = from.indexOf("\n## ");
    String text = end < 0 ? from : from.substring(0, end);
    return Pattern.compile("^" + pattern + "$", Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(row -> row.replaceAll("^" + pattern + "$", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
