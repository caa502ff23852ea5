package bayes.compiler.check;

import bayes.compiler.catalog.Catalog;
import bayes.compiler.catalog.Function;
import bayes.compiler.diagnostic.CompilerBug;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The checked functions and distributions of the standard library, each checked when a model first
 * needs it. A definition is the same value for all models. Safe for use by several threads.
 */
final class Library implements StandardLibrary {
  /** Symbols of library files have negative numbers, this many for each file or function. */
  private static final int NUMBERS_PER_FILE = 10_000;

  private final Catalog catalog;
  private final Map<String, List<DistributionDefinition>> distributions = new ConcurrentHashMap<>();
  private final Map<String, FunctionEntry> functions = new ConcurrentHashMap<>();
  private final Map<String, List<FunctionEntry>> matrixFunctions = new ConcurrentHashMap<>();

  Library(Catalog catalog) {
    this.catalog = catalog;
  }

  Catalog catalog() {
    return catalog;
  }

  @Override
  public List<Function> scalarFunctions(String name) {
    return catalog.scalarFunctions(name);
  }

  @Override
  public List<DistributionDefinition> distributions(String name) {
    return distribution(name);
  }

  boolean hasDistribution(String name) {
    return catalog.distributionNames().contains(name);
  }

  /** The declarations of a distribution in order, none if there is no such one. */
  List<DistributionDefinition> distribution(String name) {
    Optional<List<DistributionDefinition>> known = Optional.ofNullable(distributions.get(name));
    if (known.isPresent()) return known.get();
    if (!hasDistribution(name)) return List.of();
    // Not computeIfAbsent: checking one file may ask for another.
    int number = catalog.distributionNames().indexOf(name);
    Session session = session(number);
    DistributionDeclarations declarations = new DistributionDeclarations(session);
    List<DistributionDefinition> checked = new ArrayList<>();
    for (Statement.DistributionDeclaration declaration : catalog.distribution(name)) {
      declarations.check(declaration, Scope.empty()).ifPresent(checked::add);
    }
    requireClean(session, name);
    List<DistributionDefinition> definitions = List.copyOf(checked);
    return Optional.ofNullable(distributions.putIfAbsent(name, definitions)).orElse(definitions);
  }

  Optional<FunctionEntry> function(String name) {
    Optional<FunctionEntry> known = Optional.ofNullable(functions.get(name));
    if (known.isPresent()) return known;
    Optional<Statement.FunctionDeclaration> declaration = catalog.function(name);
    if (declaration.isEmpty()) return Optional.empty();
    List<String> names = catalog.languageFunctionNames();
    Session session = session(catalog.distributionNames().size() + names.indexOf(name));
    Optional<FunctionEntry> checked =
        new FunctionDeclarations(session).check(declaration.get(), Scope.empty());
    requireClean(session, name);
    checked.ifPresent(entry -> functions.putIfAbsent(name, entry));
    return Optional.ofNullable(functions.get(name));
  }

  /** The declarations of a function of matrices or inputs; none if there is no such one. */
  List<FunctionEntry> matrixFunction(String name) {
    Optional<List<FunctionEntry>> known = Optional.ofNullable(matrixFunctions.get(name));
    if (known.isPresent()) return known.get();
    List<String> names = catalog.matrixFunctionNames();
    if (!names.contains(name)) return List.of();
    int before = catalog.distributionNames().size() + catalog.languageFunctionNames().size();
    Session session = session(before + names.indexOf(name));
    List<FunctionEntry> checked = new ArrayList<>();
    for (Statement.FunctionDeclaration declaration : catalog.matrixFunction(name)) {
      new FunctionDeclarations(session).check(declaration, Scope.empty()).ifPresent(checked::add);
    }
    requireClean(session, name);
    List<FunctionEntry> entries = List.copyOf(checked);
    return Optional.ofNullable(matrixFunctions.putIfAbsent(name, entries)).orElse(entries);
  }

  private Session session(int number) {
    return new Session(this, -(number + 1) * NUMBERS_PER_FILE, true);
  }

  /** A mistake in the library is ours, not the user's. */
  private static void requireClean(Session session, String name) {
    if (session.diagnostics().isEmpty()) return;
    var first = session.diagnostics().get(0);
    throw new CompilerBug(
        "check", "the library's " + name + ": " + first.primary().span() + ": " + first.message());
  }
}
