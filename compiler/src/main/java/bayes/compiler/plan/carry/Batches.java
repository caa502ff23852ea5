package bayes.compiler.plan.carry;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which data, and which sets, are of one batch alone. */
final class Batches {
  private final Division division;
  private final Set<Symbol> sizes = new HashSet<>();

  Batches(Division division) {
    this.division = division;
    for (VariableDeclaration variable : division.variables()) {
      if (variable.symbol().role() != Symbol.Role.DATA) continue;
      variable.indexSets().forEach(set -> size(set).ifPresent(sizes::add));
    }
    keepTheRest();
  }

  /** What is of no batch, such as a known scale, is the same for all of them. */
  private void keepTheRest() {
    boolean again = true;
    while (again) {
      again = false;
      for (VariableDeclaration variable : division.variables()) {
        Symbol symbol = variable.symbol();
        boolean isKept = symbol.role() != Symbol.Role.DATA || division.isKept(symbol);
        if (isKept || !variable.isWritten() || isOfBatch(symbol)) continue;
        division.keep(symbol);
        again = true;
      }
    }
  }

  /** The data of one batch that users give. */
  Set<Symbol> data() {
    Set<Symbol> all = new LinkedHashSet<>();
    for (VariableDeclaration variable : division.variables()) {
      if (variable.isWritten() && isOfBatch(variable.symbol())) all.add(variable.symbol());
    }
    return all;
  }

  boolean isOfBatch(Symbol symbol) {
    if (symbol.role() != Symbol.Role.DATA || division.isKept(symbol)) return false;
    List<IndexSet> dimensions = symbol.type().dimensions();
    if (dimensions.isEmpty()) return sizes.contains(symbol) || symbol.name().indexOf('?') >= 0;
    return dimensions.stream().anyMatch(this::isOfBatch);
  }

  boolean isOfBatch(IndexSet set) {
    if (set instanceof IndexSet.Declared declared) {
      if (division.isKept(declared)) return false;
      if (declared.definition() instanceof IndexSet.Definition.Open) return true;
      if (declared.definition() instanceof IndexSet.Definition.Ragged ragged) {
        return ragged.outer().stream().anyMatch(binder -> isOfBatch(binder.set()));
      }
      return Sources.ofMembers(declared).symbols().stream().anyMatch(this::isOfBatch);
    }
    if (set instanceof IndexSet.Part part) return isOfBatch(part.whole());
    return Sources.of(set).symbols().stream().anyMatch(this::isOfBatch);
  }

  /** Whether a value changes with the batch, other than by sums. */
  boolean isFromBatch(Symbol symbol) {
    return isFromBatch(symbol, new HashSet<>());
  }

  private boolean isFromBatch(Symbol symbol, Set<Symbol> seen) {
    if (isOfBatch(symbol)) return true;
    if (!division.isOfData(symbol) || division.totals().containsKey(symbol) || !seen.add(symbol)) {
      return false;
    }
    return division.definitions(symbol).stream().anyMatch(leaf -> isFromBatch(leaf, seen));
  }

  /** Whether what a leaf does changes with the batch. */
  boolean isFromBatch(Leaf leaf) {
    return isFromBatch(leaf, new HashSet<>());
  }

  private boolean isFromBatch(Leaf leaf, Set<Symbol> seen) {
    Sources sources = Sources.of(leaf);
    return sources.sets().stream().anyMatch(this::isOfBatch)
        || sources.symbols().stream().anyMatch(symbol -> isFromBatch(symbol, seen));
  }

  /** Whether the data of a batch are added to it. */
  boolean isCarried(Symbol symbol) {
    return Optional.ofNullable(division.totals().get(symbol))
        .filter(total -> total.leaves().stream().anyMatch(this::isFromBatch))
        .isPresent();
  }

  /** Whether it is something that sums are relative to. */
  boolean isReference(Symbol symbol) {
    return division.isOfData(symbol) && symbol.name().endsWith(Carrying.REFERENCE);
  }

  /**
   * Whether a value is computed from sums over the data of a batch, and so changes with batches.
   */
  boolean isFromSums(Symbol symbol) {
    return !isReference(symbol) && isDefinedFromSums(symbol);
  }

  /** Whether the definition of a value reads sums over the data of a batch. */
  boolean isDefinedFromSums(Symbol symbol) {
    return isDefinedFromSums(symbol, new HashSet<>());
  }

  private boolean isDefinedFromSums(Symbol symbol, Set<Symbol> seen) {
    if (!division.isOfData(symbol) || !seen.add(symbol)) return false;
    if (isCarried(symbol)) return true;
    return division.definitions(symbol).stream()
        .flatMap(leaf -> Sources.of(leaf).symbols().stream())
        .anyMatch(read -> !isReference(read) && isDefinedFromSums(read, seen));
  }

  /** What tells two sets of a batch apart: itself if it is open, else the number of its members. */
  static Optional<Object> identity(IndexSet set) {
    if (set instanceof IndexSet.Declared declared
        && declared.definition() instanceof IndexSet.Definition.Open) {
      return Optional.of(declared);
    }
    return size(set).map(symbol -> symbol);
  }

  /** The entry of the data that is the number of a set's members. */
  static Optional<Symbol> size(IndexSet set) {
    if (set instanceof IndexSet.Size size) return input(size.size());
    if (set instanceof IndexSet.Range range) return upTo(range.lower(), range.upper());
    return set instanceof IndexSet.Declared declared
            && declared.definition() instanceof IndexSet.Definition.OfRange range
        ? upTo(range.lower(), range.upper())
        : Optional.empty();
  }

  private static Optional<Symbol> upTo(Expr lower, Expr upper) {
    return lower instanceof Expr.IntConstant one && one.value() == 1
        ? input(upper)
        : Optional.empty();
  }

  static Optional<Symbol> input(Expr size) {
    return Derivations.plain(size) instanceof Expr.Variable variable
            && variable.symbol().role() == Symbol.Role.DATA
            && variable.symbol().type() instanceof Type.Int
        ? Optional.of(variable.symbol())
        : Optional.empty();
  }
}
