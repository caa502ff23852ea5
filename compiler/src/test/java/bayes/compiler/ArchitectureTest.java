package bayes.compiler;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The map of ARCHITECTURE.md, held against the classes. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("bayes.runtime", "bayes.compiler");

  /** Each package and the packages of ours that it may use; beside itself. */
  private static final String MAP =
      """
      runtime.math        :
      runtime.density     :
      runtime.state       :
      runtime.random      : runtime.math runtime.state
      runtime.support     : runtime.math
      runtime.solve       : runtime.math
      runtime.data        :
      runtime.text        : runtime.data
      runtime.convergence : runtime.math
      runtime.draws       : runtime.state
      runtime.sampler     : runtime.density runtime.math runtime.random runtime.convergence runtime.state
      runtime.warmup      : runtime.math runtime.sampler runtime.state
      runtime.approximation : runtime.density runtime.math runtime.random runtime.convergence runtime.sampler
      runtime.inference   : runtime.density runtime.math runtime.random runtime.convergence runtime.draws runtime.sampler runtime.warmup runtime.approximation runtime.state
      runtime.calibration : runtime.math runtime.random runtime.density runtime.convergence runtime.draws runtime.sampler runtime.inference
      runtime.report      : runtime.draws runtime.convergence runtime.calibration
      compiler.source     :
      compiler.diagnostic : compiler.source
      compiler.syntax     : compiler.source compiler.diagnostic
      compiler.parse      : compiler.source compiler.diagnostic compiler.syntax
      compiler.format     : compiler.source compiler.diagnostic compiler.parse
      compiler.program    : compiler.source runtime.solve
      compiler.catalog    : compiler.source compiler.diagnostic compiler.syntax compiler.program
      compiler.model      : compiler.source compiler.catalog compiler.program runtime.text
      compiler.check      : compiler.source compiler.diagnostic compiler.syntax compiler.catalog compiler.model compiler.program runtime.text
      compiler.graph      : compiler.source compiler.model compiler.catalog
      compiler.plan       : compiler.source compiler.diagnostic compiler.catalog compiler.model compiler.graph compiler.program
      compiler.lower      : compiler.source compiler.diagnostic compiler.catalog compiler.model compiler.graph compiler.plan compiler.program compiler.simplify compiler.differentiate runtime.solve
      compiler.interpret  : compiler.source compiler.program runtime.math runtime.random
      compiler.simplify   : compiler.source compiler.program compiler.interpret
      compiler.differentiate : compiler.source compiler.diagnostic compiler.program
      compiler.bytecode   : compiler.source compiler.program
      compiler.link       : compiler.source compiler.program compiler.bytecode
      compiler.bind       : compiler.source compiler.diagnostic compiler.model compiler.plan compiler.lower compiler.program compiler.interpret runtime.data runtime.text
      compiler.input      : compiler.source compiler.diagnostic runtime.data
      compiler.lint       : compiler.source compiler.diagnostic compiler.syntax compiler.parse compiler.catalog compiler.model compiler.bind
      """;

  @TestFactory
  Stream<DynamicTest> packagesUseWhatTheMapAllows() {
    return MAP.lines().map(line -> DynamicTest.dynamicTest(line, () -> check(line)));
  }

  private static void check(String line) {
    String[] sides = line.split(":", 2);
    String name = "bayes." + sides[0].strip();
    List<String> allowed = new ArrayList<>(List.of(name + "..", "bayes.grammar"));
    Arrays.stream(sides[1].strip().split(" "))
        .filter(used -> !used.isEmpty())
        .forEach(used -> allowed.add("bayes." + used + ".."));
    classes()
        .that()
        .resideInAPackage(name + "..")
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.or(
                JavaClass.Predicates.resideOutsideOfPackage("bayes.."),
                JavaClass.Predicates.resideInAnyPackage(allowed.toArray(String[]::new))))
        .check(CLASSES);
  }

  @Test
  void theMapKnowsEveryPackage() {
    List<String> known =
        MAP.lines().map(line -> "bayes." + line.substring(0, line.indexOf(':')).strip()).toList();
    for (JavaClass type : CLASSES) {
      String name = type.getPackageName();
      boolean isKnown = name.equals("bayes.compiler") || known.stream().anyMatch(name::startsWith);
      assertTrue(isKnown, () -> name + " is not on the map");
    }
  }

  @Test
  void aForbiddenDependencyIsFound() {
    assertThrows(AssertionError.class, () -> check("compiler.check : compiler.source"));
  }

  @Test
  void theRuntimeKnowsNothingOfTheCompiler() {
    noClasses()
        .that()
        .resideInAPackage("bayes.runtime..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("bayes.compiler..", "bayes.grammar..", "org.antlr..", "org.objectweb..")
        .check(CLASSES);
  }

  @Test
  void onlyTheParserKnowsAntlr() {
    noClasses()
        .that()
        .resideOutsideOfPackage("bayes.compiler.parse")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.antlr..", "bayes.grammar..")
        .check(CLASSES);
  }

  @Test
  void onlyTheEmitterKnowsAsm() {
    noClasses()
        .that()
        .resideOutsideOfPackage("bayes.compiler.bytecode")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.objectweb..")
        .check(CLASSES);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("bayes.compiler.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("bayes.runtime.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingStaticIsMutable() {
    fields().that().areStatic().should().haveModifier(FINAL).check(CLASSES);
  }

  @Test
  void nobodyPrintsOrReadsFilesOnTheirOwnAccount() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
    // The folder of a run is the one thing that reads and writes files, where its caller says.
    noClasses()
        .that()
        .resideOutsideOfPackage("bayes.runtime.draws")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .check(CLASSES);
  }
}
