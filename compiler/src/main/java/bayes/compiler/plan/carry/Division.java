package bayes.compiler.plan.carry;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.statistics.CellTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the data that a posterior needs from those that only sums over the data read. The first are
 * kept from one batch to the next, the second are of one batch alone: they range over a set whose
 * members nothing else knows.
 */
final class Division {
  private final Map<Symbol, VariableDeclaration> variables = new LinkedHashMap<>();
  private final Map<Symbol, List<Leaf>> definitions = new HashMap<>();
  private final Map<Symbol, Total> totals = new HashMap<>();
  private final Map<String, CellTable.Parts> tables = new LinkedHashMap<>();
  private final Set<Symbol> kept = new LinkedHashSet<>();
  private final Set<IndexSet.Declared> keptSets = new LinkedHashSet<>();
  private final Deque<Symbol> open = new ArrayDeque<>();

  Division(List<Part> parts) {
    for (Part part : parts) {
      for (VariableDeclaration v : part.model().variables()) variables.putIfAbsent(v.symbol(), v);
    }
    for (Part part : parts) define(part);
    for (Part part : parts) {
      for (CellTable.Parts table : CellTable.in(part.model()))
        tables.putIfAbsent(table.name(), table);
    }
    tables.values().forEach(this::total);
    for (Symbol symbol : definitions.keySet()) {
      List<Leaf> leaves = definitions(symbol);
      boolean isSum = isOfData(symbol) && leaves.stream().allMatch(Leaf::isSum);
      if (isSum) totals.putIfAbsent(symbol, new Total(Set.of(symbol), leaves));
    }
    for (Part part : parts) keepWhatIsRead(part);
    close();
  }

  /** The definitions of what no part before defines: parts have most statements in common. */
  private void define(Part part) {
    Set<Symbol> known = new HashSet<>(definitions.keySet());
    for (Leaf leaf : Leaf.of(part.model())) {
      Optional<Symbol> symbol =
          leaf.defines().filter(s -> variables.containsKey(s) && !known.contains(s));
      if (symbol.isEmpty()) continue;
      definitions.computeIfAbsent(symbol.get(), s -> new ArrayList<>()).add(leaf);
    }
  }

  private void total(CellTable.Parts table) {
    List<Leaf> leaves = new ArrayList<>();
    for (Leaf leaf : definitions(table.tuples())) {
      if (leaf.statement() instanceof ModelStatement.Define define
          && define.value() instanceof Expr.MatrixFunction lists) {
        for (Expr list : lists.arguments().subList(1, lists.arguments().size())) {
          leaves.add(Total.ofList(table.counts(), (Expr.Comprehension) list));
        }
      }
    }
    Total total = new Total(table.outputs(), leaves);
    total.outputs().forEach(symbol -> totals.put(symbol, total));
  }

  private void keepWhatIsRead(Part part) {
    for (VariableDeclaration variable : part.model().variables()) {
      Symbol symbol = variable.symbol();
      if (symbol.role() == Symbol.Role.LATENT || variable.recorded()) keep(symbol);
      if (symbol.role() == Symbol.Role.GENERATED) keep(symbol);
    }
    if (!part.hasTerms()) return;
    for (Leaf leaf : Leaf.of(part.model())) {
      boolean isDefinition = leaf.defines().filter(s -> s.role() != Symbol.Role.LATENT).isPresent();
      if (!isDefinition) keep(Sources.of(leaf));
    }
  }

  /** Keeps a variable with all that it is computed from, up to what data add to. */
  void keep(Symbol symbol) {
    if (kept.add(symbol)) open.add(symbol);
    close();
  }

  void keep(IndexSet.Declared set) {
    if (!keptSets.add(set)) return;
    keep(Sources.ofMembers(set));
    close();
  }

  private void keep(Sources sources) {
    for (IndexSet.Declared set : sources.sets()) keep(set);
    for (Symbol symbol : sources.symbols()) {
      if (kept.add(symbol)) open.add(symbol);
    }
  }

  private void close() {
    while (!open.isEmpty()) {
      Symbol symbol = open.remove();
      ranges(symbol.type()).forEach(set -> keep(Sources.of(set)));
      VariableDeclaration variable = variables.get(symbol);
      if (variable != null) support(variable.support());
      if (totals.containsKey(symbol)) continue;
      for (Leaf leaf : definitions.getOrDefault(symbol, List.of())) keep(Sources.of(leaf));
    }
  }

  private void support(Support support) {
    if (!(support instanceof Support.Bounds bounds)) return;
    Sources sources = new Sources();
    bounds.lower().ifPresent(bound -> sources.rewrite(bound.value()));
    bounds.upper().ifPresent(bound -> sources.rewrite(bound.value()));
    keep(sources);
  }

  /** What a type's elements are numbered by, and are members of. */
  private static List<IndexSet> ranges(Type type) {
    List<IndexSet> all = new ArrayList<>(type.dimensions());
    if (!(type instanceof Type.Tuple) && type.element() instanceof Type.Member member) {
      all.add(member.set());
    }
    return all;
  }

  Collection<VariableDeclaration> variables() {
    return variables.values();
  }

  /** What data add to, by all variables that others read of it. */
  Map<Symbol, Total> totals() {
    return totals;
  }

  Collection<CellTable.Parts> tables() {
    return tables.values();
  }

  List<Leaf> definitions(Symbol symbol) {
    return definitions.getOrDefault(symbol, List.of());
  }

  boolean isKept(Symbol symbol) {
    return kept.contains(symbol);
  }

  boolean isKept(IndexSet.Declared set) {
    return keptSets.contains(set);
  }

  /** Whether its value never changes with draws. */
  boolean isOfData(Symbol symbol) {
    VariableDeclaration variable = variables.get(symbol);
    return variable != null
        && symbol.role() == Symbol.Role.DERIVED
        && !variable.dependsOnLatents()
        && !variable.dependsOnGenerated();
  }
}
