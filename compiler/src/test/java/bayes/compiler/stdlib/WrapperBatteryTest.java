package bayes.compiler.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.Printer;
import bayes.compiler.syntax.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Truncated, censored, mixed and inflated distributions pass what those of the library pass. */
class WrapperBatteryTest {
  @TestFactory
  Stream<DynamicTest> wrappers() throws IOException {
    return declarations().stream()
        .map(
            declaration ->
                DynamicTest.dynamicTest(
                    declaration.name(),
                    () -> assertEquals("", String.join("\n", problems(declaration)))));
  }

  @Tag("thorough")
  @TestFactory
  Stream<DynamicTest> draws() throws IOException {
    return declarations().stream()
        .map(
            declaration ->
                DynamicTest.dynamicTest(
                    declaration.name(),
                    () -> assertEquals("", String.join("\n", draws(declaration)))));
  }

  private static List<String> draws(Declaration declaration) {
    ReferenceFile reference =
        ReferenceFile.read("/wrappers/" + declaration.name() + ".csv").orElseThrow();
    String text = Printer.print(declaration.syntax()) + "\n";
    return new DistributionBattery(new DistributionModels(text, declaration), reference).draws();
  }

  private static List<Declaration> declarations() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/wrappers.bayes"));
    return Parser.parse(SourceText.of("wrappers.bayes", text))
        .value()
        .orElseThrow()
        .statements()
        .stream()
        .map(statement -> new Declaration((Statement.DistributionDeclaration) statement))
        .toList();
  }

  private static List<String> problems(Declaration declaration) {
    String text = Printer.print(declaration.syntax()) + "\n";
    ReferenceFile reference =
        ReferenceFile.read("/wrappers/" + declaration.name() + ".csv").orElseThrow();
    assertTrue(reference.rows("values").size() >= 3);
    DistributionModels models = new DistributionModels(text, declaration);
    DistributionBattery battery = new DistributionBattery(models, reference);
    List<String> problems = new ArrayList<>(battery.values());
    problems.addAll(battery.gradients());
    problems.addAll(battery.outside());
    problems.addAll(battery.totals());
    CdfBattery cdf = new CdfBattery(new CdfModels(text, declaration, models), reference);
    problems.addAll(cdf.quantiles());
    problems.addAll(cdf.gradients());
    return problems;
  }

  /** With a fault in it, a declaration fails what it passes without. */
  @Test
  void saboteurs() throws IOException {
    caught("TruncatedNormal", "lower: lower, upper: upper", "lower: lower");
    caught("HurdlePoisson", "Hurdle(", "ZeroInflated(");
    caught("EachOfASet", "Exponential(rates[k])", "Exponential(mean: rates[k])");
    caught("CensoredPoisson", "Censored(", "Truncated(");
  }

  private static void caught(String name, String right, String wrong) throws IOException {
    Declaration declaration =
        declarations().stream()
            .filter(d -> d.distribution().equals(name))
            .findFirst()
            .orElseThrow();
    String text = Printer.print(declaration.syntax());
    assertTrue(text.contains(right), text);
    ReferenceFile reference =
        ReferenceFile.read("/wrappers/" + declaration.name() + ".csv").orElseThrow();
    DistributionModels models =
        new DistributionModels(text.replace(right, wrong) + "\n", declaration);
    assertFalse(new DistributionBattery(models, reference).values().isEmpty(), name);
  }
}
