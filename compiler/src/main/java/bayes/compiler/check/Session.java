package bayes.compiler.check;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Intervals;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.program.Kind;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the rules of one check share: problems found, numbers for symbols, what is known of them.
 */
final class Session {
  private final Library library;
  private final boolean ofLibrary;
  private final Map<String, List<DistributionDefinition>> distributions = new LinkedHashMap<>();
  private final Map<String, FunctionEntry> functions = new LinkedHashMap<>();
  private final Map<Symbol, Dependence> dependence = new HashMap<>();
  private final Intervals intervals = new Intervals();
  private final MissingData missing = new MissingData(this);
  private final RaggedArrays ragged = new RaggedArrays(this);
  private final Map<Symbol, IndexSet> bound = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<String> reported = new HashSet<>();
  private final Map<String, Span> declaredLater = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private final Set<Symbol> blurred = new HashSet<>();
  private Optional<String> declaring = Optional.empty();
  private int lastId;

  /**
   * @param firstId symbols are numbered from here
   * @param ofLibrary whether the file is one of the standard library, which may draw by primitives
   */
  Session(Library library, int firstId, boolean ofLibrary) {
    this.library = library;
    this.lastId = firstId - 1;
    this.ofLibrary = ofLibrary;
  }

  Library library() {
    return library;
  }

  boolean isOfLibrary() {
    return ofLibrary;
  }

  Intervals intervals() {
    return intervals;
  }

  /** Data of which elements may be missing. */
  MissingData missing() {
    return missing;
  }

  /** Arrays whose rows differ in length. */
  RaggedArrays ragged() {
    return ragged;
  }

  void bind(Expr.Binder binder) {
    bound.put(binder.symbol(), binder.set());
    intervals.bind(binder);
  }

  /** What a loop variable runs over. */
  Optional<IndexSet> setOf(Symbol binder) {
    return Optional.ofNullable(bound.get(binder));
  }

  /** An operator of two integers, folded if both are numbers. */
  Expr ofIntegers(String operator, Expr a, Expr b) {
    Elements elements = new Elements(library.catalog());
    if (operator.equals("+")) return elements.plus(a, b);
    if (operator.equals("-")) return elements.minus(a, b);
    return library.catalog().scalarFunctions(operator).stream()
        .filter(f -> f.parameters().equals(List.of(Kind.INT, Kind.INT)))
        .findFirst()
        .<Expr>map(f -> new Expr.Apply(f, List.of(a, b), Type.BOOL, a.span()))
        .orElseThrow();
  }

  /** What is known of a variable's value now that it is defined. */
  void define(Symbol symbol, Expr value) {
    if (!new Supports(this).isSharp(value)) blurred.add(symbol);
    intervals.define(symbol, value);
    depends(symbol, dependence(value));
  }

  /** Whether the interval of a variable may be wider than the variable. */
  boolean isBlurred(Symbol symbol) {
    return blurred.contains(symbol);
  }

  Map<String, List<DistributionDefinition>> distributions() {
    return distributions;
  }

  Map<String, FunctionEntry> functions() {
    return functions;
  }

  /** Functions and distributions whose declarations are in error: their calls are not reported. */
  Set<String> failed() {
    return failed;
  }

  /** The function that is being declared. */
  Optional<String> declaring() {
    return declaring;
  }

  void declaring(Optional<String> function) {
    declaring = function;
  }

  Map<String, Span> declaredLater() {
    return declaredLater;
  }

  /** Reports a problem, once per place and code. */
  void report(Problem problem) {
    Diagnostic diagnostic = problem.explain();
    Span span = diagnostic.primary().span();
    if (reported.add(problem.code() + "@" + span.start() + "-" + span.end())) {
      diagnostics.add(diagnostic);
    }
  }

  /** What an action gives if it reports nothing; its reports are forgotten. */
  <T> Optional<T> attempt(Supplier<T> action) {
    int before = diagnostics.size();
    Set<String> known = new HashSet<>(reported);
    T result = action.get();
    boolean succeeded = diagnostics.size() == before;
    diagnostics.subList(before, diagnostics.size()).clear();
    reported.retainAll(known);
    return succeeded ? Optional.of(result) : Optional.empty();
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  int nextId() {
    return ++lastId;
  }

  Symbol symbol(String name, Symbol.Role role, Type type, Span declared) {
    return new Symbol(nextId(), name, role, type, declared);
  }

  /** A loop that the user did not write. */
  Expr.Binder freshBinder(IndexSet set, Span span) {
    Symbol symbol = symbol("i", Symbol.Role.BINDER, Type.memberOf(set), span);
    Expr.Binder binder = new Expr.Binder(symbol, set);
    bind(binder);
    return binder;
  }

  /** The value of an expression that is in error. */
  Expr unknown(Span span) {
    return new Expr.Variable(symbol("?", Symbol.Role.LOCAL, Type.UNKNOWN, span), span);
  }

  void depends(Symbol symbol, Dependence on) {
    dependence.merge(symbol, on, Dependence::and);
  }

  Dependence dependence(Symbol symbol) {
    return dependence.getOrDefault(symbol, Dependence.NONE);
  }

  Dependence dependence(Expr expr) {
    return dependence(FreeSymbols.of(expr));
  }

  Dependence dependence(DistributionCall call) {
    return dependence(FreeSymbols.of(call));
  }

  private Dependence dependence(Set<Symbol> symbols) {
    Dependence all = Dependence.NONE;
    for (Symbol symbol : symbols) all = all.and(dependence(symbol));
    return all;
  }
}
