package bayes.compiler.catalog;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.CompilerBug;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the standard library offers: the scalar functions that the compiler knows by itself, and the
 * functions and distributions written in the language, as syntax. A library file is read and parsed
 * when a name in it is first asked for. Safe for use by several threads.
 */
public final class Catalog {
  private static final String FUNCTIONS = "functions";
  private static final String MATRICES = "matrices";

  private final java.util.function.Function<SourceText, Checked<ModelFile>> parser;
  private final Map<String, List<Function>> scalar = new ScalarFunctions().byName();
  private final List<String> distributions;
  private final List<String> functions;
  private final List<String> matrixFunctions;
  private final Map<String, ModelFile> parsed = new ConcurrentHashMap<>();

  /** A catalog that parses library files with {@code parser}. */
  public Catalog(java.util.function.Function<SourceText, Checked<ModelFile>> parser) {
    this.parser = parser;
    List<String> distributionNames = new ArrayList<>();
    List<String> functionNames = new ArrayList<>();
    List<String> matrixFunctionNames = new ArrayList<>();
    for (String line : read("index.txt").lines().toList()) {
      if (line.startsWith("dist ")) distributionNames.add(line.substring(5).strip());
      if (line.startsWith("fun ")) functionNames.add(line.substring(4).strip());
      if (line.startsWith("matrix ")) matrixFunctionNames.add(line.substring(7).strip());
    }
    this.distributions = List.copyOf(distributionNames);
    this.functions = List.copyOf(functionNames);
    this.matrixFunctions = List.copyOf(matrixFunctionNames);
  }

  /** The scalar functions, or the operator, of a name; integer ones first; empty if none. */
  public List<Function> scalarFunctions(String name) {
    return scalar.getOrDefault(name, List.of());
  }

  /** All scalar functions that have a name to call them by, in order of the manual. */
  public List<Function> scalarFunctions() {
    return scalar.values().stream()
        .flatMap(List::stream)
        .filter(f -> Character.isLetter(f.name().charAt(0)) && !f.name().equals("div"))
        .toList();
  }

  /** The names of the distributions, sorted. */
  public List<String> distributionNames() {
    return distributions;
  }

  /** The names of the functions that are written in the language, in order of the manual. */
  public List<String> languageFunctionNames() {
    return functions;
  }

  /** The declarations of a distribution, the one for positional arguments first. */
  public List<Statement.DistributionDeclaration> distribution(String name) {
    if (!distributions.contains(name)) return List.of();
    return distributionFile(name).statements().stream()
        .filter(Statement.DistributionDeclaration.class::isInstance)
        .map(Statement.DistributionDeclaration.class::cast)
        .toList();
  }

  /** The file that declares a distribution. */
  public ModelFile distributionFile(String name) {
    return file(name);
  }

  /** The declaration of a function that is written in the language. */
  public Optional<Statement.FunctionDeclaration> function(String name) {
    if (!functions.contains(name)) return Optional.empty();
    return functionFile().statements().stream()
        .filter(Statement.FunctionDeclaration.class::isInstance)
        .map(Statement.FunctionDeclaration.class::cast)
        .filter(f -> f.name().text().equals(name))
        .findFirst();
  }

  /** The file of the functions that are written in the language. */
  public ModelFile functionFile() {
    return file(FUNCTIONS);
  }

  /** The names of the functions of matrices and inputs that are written in the language. */
  public List<String> matrixFunctionNames() {
    return matrixFunctions;
  }

  /** The declarations of a function of matrices or inputs, told apart by their arguments. */
  public List<Statement.FunctionDeclaration> matrixFunction(String name) {
    if (!matrixFunctions.contains(name)) return List.of();
    return file(MATRICES).statements().stream()
        .map(Statement.FunctionDeclaration.class::cast)
        .filter(f -> f.name().text().equals(name))
        .toList();
  }

  private ModelFile file(String name) {
    return parsed.computeIfAbsent(name, this::parse);
  }

  private ModelFile parse(String name) {
    String file = name + ".bayes";
    Checked<ModelFile> result = parser.apply(SourceText.of(file, read(file)));
    return result
        .value()
        .orElseThrow(() -> new CompilerBug("catalog", file + ": " + summary(result.diagnostics())));
  }

  private static String summary(List<Diagnostic> diagnostics) {
    return String.join(
        "; ",
        diagnostics.stream().map(d -> d.primary().span().place() + " " + d.message()).toList());
  }

  private static String read(String file) {
    try (InputStream in = Catalog.class.getResourceAsStream("/bayes/compiler/stdlib/" + file)) {
      if (in == null) throw new CompilerBug("catalog", "the library has no " + file);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names that are called like functions, for suggestions. */
  public Set<String> functionNames() {
    Set<String> names = new TreeSet<>(functions);
    names.addAll(matrixFunctions);
    for (Function function : scalarFunctions()) names.add(function.name());
    return names;
  }

  /** The documentation line of each scalar function by name, in order. */
  public Map<String, String> documentation() {
    Map<String, String> docs = new LinkedHashMap<>();
    for (Function function : scalarFunctions()) docs.putIfAbsent(function.name(), function.doc());
    return docs;
  }
}
