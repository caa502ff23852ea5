package bayes.compiler.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.catalog.Catalog;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.Printer;
import bayes.compiler.syntax.Statement;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every declaration of every distribution of the library passes the battery. */
class DistributionBatteryTest {
  private static final Catalog CATALOG = new Catalog(Parser::parse);
  private static final Set<String> IMPROPER = Set.of("Flat", "ICAR");

  /** Sentences are of any length: {@link PcfgTest} asks the same of them. */
  private static final Set<String> OF_ANY_LENGTH = Set.of("PCFG");

  private static Stream<Declaration> declarations() {
    return Declaration.ofLibrary(CATALOG).stream()
        .filter(d -> !OF_ANY_LENGTH.contains(d.distribution()));
  }

  @TestFactory
  Stream<DynamicContainer> library() {
    return declarations().map(DistributionBatteryTest::tests);
  }

  private static DynamicContainer tests(Declaration declaration) {
    ReferenceFile reference =
        ReferenceFile.find(declaration.name())
            .orElseThrow(() -> new AssertionError("no reference values of " + declaration.name()));
    // Compiled when the first of its tests runs.
    var models = new Lazily<>(() -> new DistributionModels("", declaration));
    var battery = new Lazily<>(() -> new DistributionBattery(models.get(), reference));
    var cdf =
        new Lazily<>(() -> new CdfBattery(new CdfModels("", declaration, models.get()), reference));
    Stream<DynamicTest> ofCdf =
        declaration.hasCdf()
            ? Stream.of(
                cdfTest("quantiles", cdf, CdfBattery::quantiles),
                cdfTest("gradients of cdf and quantile", cdf, CdfBattery::gradients))
            : Stream.of();
    Stream<DynamicTest> ofDensity =
        Stream.of(
            test("values", battery, DistributionBattery::values),
            test("gradients", battery, DistributionBattery::gradients),
            test("outside of the support", battery, DistributionBattery::outside),
            test("totals", battery, DistributionBattery::totals),
            test("draws", battery, DistributionBattery::draws));
    return DynamicContainer.dynamicContainer(declaration.name(), Stream.concat(ofDensity, ofCdf));
  }

  private static DynamicTest cdfTest(
      String name, Lazily<CdfBattery> battery, Function<CdfBattery, List<String>> check) {
    return DynamicTest.dynamicTest(
        name, () -> assertEquals("", String.join("\n", check.apply(battery.get()))));
  }

  private static DynamicTest test(
      String name,
      Lazily<DistributionBattery> battery,
      Function<DistributionBattery, List<String>> check) {
    return DynamicTest.dynamicTest(
        name, () -> assertEquals("", String.join("\n", check.apply(battery.get()))));
  }

  /** A proper distribution has totals, and one that draws has something to compare draws with. */
  @TestFactory
  Stream<DynamicTest> referencesAreComplete() {
    return declarations()
        .map(
            declaration ->
                DynamicTest.dynamicTest(
                    declaration.name(),
                    () -> {
                      ReferenceFile file = ReferenceFile.find(declaration.name()).orElseThrow();
                      boolean improper = IMPROPER.contains(declaration.distribution());
                      assertTrue(file.rows("values").size() >= 5);
                      assertEquals(improper, file.rows("totals").isEmpty());
                      assertEquals(!declaration.canDraw(), file.rows("draws").isEmpty());
                    }));
  }

  @Test
  void saboteurWithoutAHalf() {
    caught("Normal", 0, "-0.5 * square", "-square", DistributionBattery::values);
    caught("Normal", 0, "-0.5 * square", "-square", DistributionBattery::totals);
    caught("Normal", 0, "-0.5 * square", "-square", DistributionBattery::gradients);
  }

  @Test
  void saboteurWithAWrongNormaliser() {
    caught("Gamma", 0, " - lgamma(shape)", "", DistributionBattery::values);
    caught("Gamma", 0, " - lgamma(shape)", "", DistributionBattery::totals);
    caught("Gamma", 0, " - lgamma(shape)", "", DistributionBattery::gradients);
    caught("Poisson", 0, "lgamma(x + 1.0)", "lgamma(x + 2.0)", DistributionBattery::totals);
  }

  @Test
  void saboteurWithAWrongMeasure() {
    // The density of the matrix in the place of that of its factor.
    caught(
        "LKJCholesky", 0, "size(S) - index(i) + 2 * eta", "2 * eta", DistributionBattery::totals);
    caught(
        "LKJCholesky", 0, "size(S) - index(i) + 2 * eta", "2 * eta", DistributionBattery::values);
    caught("SumToZeroNormal", 0, "max(size(S) - 1, 0)", "size(S)", DistributionBattery::totals);
  }

  @Test
  void saboteurWithAWrongSupport() {
    caught("HalfNormal", 0, "real<lower=0>", "real", DistributionBattery::outside);
  }

  @Test
  void saboteurWithAWrongSampler() {
    drawsCaught("Exponential", 1, "random_exponential(1 / mean)", "Exponential(mean)");
    drawsCaught("Binomial", 0, "random_binomial(n, p)", "Binomial(n, 1 - p)");
    drawsCaught("Dirichlet", 1, "random_dirichlet(a)", "Dirichlet(2 * a)");
  }

  @Test
  void saboteurWithTheFactorTransposed() {
    String right = "return mean + cholesky @ z";
    caught("MvNormal", 1, right, "return mean + cholesky' @ z", DistributionBattery::draws);
    caught("MvNormal", 1, "log(cholesky[i, i])", "cholesky[i, i]", DistributionBattery::totals);
    caught("MvNormal", 0, "covariance)", "covariance')", DistributionBattery::gradients);
  }

  private static void drawsCaught(String name, int number, String primitive, String wrong) {
    caught(
        name,
        number,
        "return " + primitive + ";",
        "y ~ " + wrong + "; return y;",
        DistributionBattery::draws);
  }

  /** A copy of a declaration, with one fault, fails a check that the original passes. */
  private static void caught(
      String name,
      int number,
      String right,
      String wrong,
      Function<DistributionBattery, List<String>> check) {
    Declaration original = new Declaration(CATALOG.distribution(name).get(number));
    String text = Printer.print(original.syntax());
    assertTrue(text.contains(right), text);
    String copy = text.replace(right, wrong).replace("dist " + name + "(", "dist Copied(");
    if (!wrong.contains("~") && !wrong.contains("z")) copy = withoutSampler(copy);
    ReferenceFile reference = ReferenceFile.find(original.name()).orElseThrow();
    assertTrue(!check.apply(battery(copy, reference)).isEmpty(), copy);
  }

  /** The draws of the library are not a user's to call. */
  private static String withoutSampler(String text) {
    return text.replaceAll("(?s)sample \\{.*?\\}", "");
  }

  private static DistributionBattery battery(String text, ReferenceFile reference) {
    Statement statement =
        Parser.parse(SourceText.of("copy.bayes", text)).value().orElseThrow().statements().get(0);
    Declaration declaration = new Declaration((Statement.DistributionDeclaration) statement);
    return new DistributionBattery(new DistributionModels(text, declaration), reference);
  }
}
