package bayes.compiler.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.parse.Parser;
import bayes.compiler.syntax.Statement;
import bayes.compiler.syntax.Statement.Member;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file of the library is complete: documentation, density, sampler. */
class LibraryTest {
  private static final Set<String> IMPROPER = Set.of("Flat", "ICAR");

  private final Catalog catalog = new Catalog(Parser::parse);

  @TestFactory
  Stream<DynamicTest> distributionsAreComplete() {
    return catalog.distributionNames().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> isComplete(name)));
  }

  private void isComplete(String name) {
    List<Statement.DistributionDeclaration> declarations = catalog.distribution(name);
    assertFalse(declarations.isEmpty());
    boolean documented =
        catalog.distributionFile(name).doc().isPresent()
            || declarations.get(0).preamble().doc().isPresent();
    assertTrue(documented, name + " has no documentation");
    for (Statement.DistributionDeclaration declaration : declarations) {
      assertEquals(name, declaration.name().text());
      assertTrue(
          declaration.members().stream().anyMatch(LibraryTest::isLogDensity),
          name + " has no log density");
      boolean sampler = declaration.members().stream().anyMatch(Member.Sampler.class::isInstance);
      assertEquals(!IMPROPER.contains(name), sampler, name + ": sampler");
    }
  }

  private static boolean isLogDensity(Member member) {
    return (member instanceof Member.Formula f && f.name().text().equals("log_density"))
        || (member instanceof Member.Body b && b.name().text().equals("log_density"));
  }

  @Test
  void theIndexListsWhatTheFunctionFileDeclares() {
    List<String> declared =
        catalog.functionFile().statements().stream()
            .map(s -> ((Statement.FunctionDeclaration) s).name().text())
            .toList();
    assertEquals(declared, catalog.languageFunctionNames());
  }

  @Test
  void everyScalarFunctionIsDocumented() {
    for (Function function : catalog.scalarFunctions()) {
      assertFalse(function.doc().isBlank(), function.name());
      assertEquals(function.parameters().size(), function.parameterNames().size());
    }
    assertEquals(
        new TreeSet<>(catalog.documentation().keySet()),
        new TreeSet<>(catalog.scalarFunctions().stream().map(Function::name).toList()));
  }
}
