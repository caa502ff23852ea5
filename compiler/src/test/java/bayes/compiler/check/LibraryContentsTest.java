package bayes.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Pipeline;
import bayes.compiler.catalog.Catalog;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The library has what its users were promised: each name of the two lists in the test's resources,
 * on the page and in the compiler, and each way to name the parameters of a distribution.
 */
class LibraryContentsTest {
  private static final Path LISTS = Path.of("src/test/resources");
  private static final String MODEL =
      """
      set S = 1..3;
      let from = [1, 2];
      let to = [2, 3];
      m ~ Normal(0, 1);
      s ~ Exponential(1);
      p ~ Beta(2, 2);
      q ~ Dirichlet(S, 1);
      let w = [s, s, s];
      let v = [m, 2 * m, 0];
      c : ordered[3] ~ Normal(0, 1);
      let k = [i == j ? 1.0 + s : 0.5 for i in S, j in S];
      let l = cholesky(k);
      """;

  private static List<String> lines(String list) throws IOException {
    return Files.readAllLines(LISTS.resolve(list)).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> waysToNameParameters() throws IOException {
    return lines("library_distributions.txt").stream()
        .map(call -> DynamicTest.dynamicTest(call, () -> assertEquals("", problems(call))));
  }

  /** What the compiler says of a call, in a log density of whatever the distribution is of. */
  private static String problems(String call) {
    String name = call.substring(0, call.indexOf('('));
    String point = POINTS.stream().filter(p -> accepted(call, p)).findFirst().orElse("");
    return point.isEmpty() ? name + " takes none of " + POINTS + " by " + call : "";
  }

  private static final List<String> POINTS =
      List.of(
          "0.5", "1", "true", "[1, 1]", "[0.2, 0.8]", "[1, 2, 2]", "q", "v", "k", "l", "x", "r");

  private static boolean accepted(String call, String point) {
    String text = MODEL + "x : corr[3] ~ UniformOn(3);\nr : cholesky_corr[3] ~ UniformOn(3);\n";
    String density = "factor log_density(" + call + ", " + point + ");\n";
    return new Pipeline().compile(SourceText.of("model.bayes", text + density)).value().isPresent();
  }

  @Test
  void functions() throws IOException {
    assertEquals(List.of(), missing(lines("library_functions.txt"), known()));
  }

  /** A name that nobody has is missed, and so is a parameter. */
  @Test
  void saboteurs() {
    assertEquals(List.of("sinus"), missing(List.of("sin sinus"), known()));
    assertTrue(!problems("Normal(mean: m, width: s)").isEmpty());
    assertTrue(!problems("Gaussian(mean: m, sd: s)").isEmpty());
  }

  private static List<String> missing(List<String> lines, Set<String> known) {
    List<String> missing = new ArrayList<>();
    for (String line : lines) {
      Arrays.stream(line.split(" ")).filter(n -> !known.contains(n)).forEach(missing::add);
    }
    return missing;
  }

  private static Set<String> known() {
    Catalog catalog = new Catalog(Parser::parse);
    Set<String> known = new TreeSet<>(FunctionNames.BUILT_IN);
    catalog.scalarFunctions().forEach(f -> known.add(f.name()));
    known.addAll(catalog.languageFunctionNames());
    known.addAll(catalog.matrixFunctionNames());
    known.addAll(MatrixFunctions.names());
    known.addAll(SolverCalls.names());
    return known;
  }
}
