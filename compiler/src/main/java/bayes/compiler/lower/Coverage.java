package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which variables have elements that only the data show to be defined, or observed, once: those of
 * several statements, of a statement under a condition, or at other indices than the variables of
 * loops over all of the dimensions. A condition on latents cannot be decided by data; what is
 * defined under one is left to the checker.
 */
final class Coverage {
  /** A statement that defines or observes elements of a variable. */
  record Part(Span span, boolean isObservation, List<Expr> reads, boolean isCertain) {}

  private final Map<Symbol, VariableDeclaration> declared = new HashMap<>();
  private final Map<Symbol, List<Part>> parts = new LinkedHashMap<>();
  private final Set<Symbol> undecided = new HashSet<>();
  private final Set<Symbol> varying = new HashSet<>();
  private final List<Expr.Binder> binders = new ArrayList<>();
  private final List<Expr> conditions = new ArrayList<>();
  private final EarlyReads earlyReads;

  private Coverage(TypedModel model) {
    model.variables().forEach(v -> declared.put(v.symbol(), v));
    visit(model.statements());
    parts.keySet().removeAll(undecided);
    earlyReads = new EarlyReads(model, this::varies);
    List<Symbol> readEarly = earlyReads.symbols();
    parts
        .entrySet()
        .removeIf(
            e ->
                e.getValue().size() == 1
                    && e.getValue().get(0).isCertain()
                    && !readEarly.contains(e.getKey()));
  }

  static Coverage of(TypedModel model) {
    return new Coverage(model);
  }

  /** What is to be counted, in program order; nothing, if the checker has decided all. */
  Map<Symbol, List<Part>> parts() {
    return parts;
  }

  /** Whether this statement's elements are counted. */
  boolean counts(ModelStatement statement) {
    return subject(statement).filter(parts::containsKey).isPresent();
  }

  /** Reads of elements of which only the data show whether they are defined by then. */
  EarlyReads earlyReads() {
    return earlyReads;
  }

  /** All that counting reads. */
  List<Expr> reads() {
    List<Expr> all = new ArrayList<>(earlyReads.contexts());
    parts.values().forEach(of -> of.forEach(part -> all.addAll(part.reads())));
    return all;
  }

  /** The variable that a statement defines, or whose elements it observes. */
  private Optional<Symbol> subject(ModelStatement statement) {
    if (statement instanceof ModelStatement.Define define) {
      return Optional.of(define.symbol()).filter(declared::containsKey);
    }
    if (statement instanceof ModelStatement.Draw draw) return Optional.of(draw.symbol());
    if (statement instanceof ModelStatement.Observe observe) {
      return observe.variable();
    }
    return Optional.empty();
  }

  private void visit(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) visit(statement);
  }

  private void visit(ModelStatement statement) {
    if (statement instanceof ModelStatement.For loop) {
      binders.add(loop.binder());
      visit(loop.body());
      binders.remove(binders.size() - 1);
    } else if (statement instanceof ModelStatement.If branch) {
      conditions.add(branch.condition());
      visit(branch.then());
      visit(branch.otherwise());
      conditions.remove(conditions.size() - 1);
    } else if (statement instanceof ModelStatement.Define define
        && !declared.containsKey(define.symbol())) {
      if (varies(define.value())) varying.add(define.symbol());
    } else if (statement instanceof ModelStatement.Define define) {
      if (isWritten(define.symbol())) {
        part(define.symbol(), define.span(), false, define.indices());
      }
    } else if (statement instanceof ModelStatement.Draw draw) {
      part(draw.symbol(), draw.span(), false, draw.indices());
    } else if (statement instanceof ModelStatement.Observe observe) {
      observe.elements().ifPresent(index -> observation(observe, index));
    }
  }

  /** What a plan defines is defined well, and once or several times with the same value. */
  private boolean isWritten(Symbol symbol) {
    return Objects.requireNonNull(declared.get(symbol)).isWritten();
  }

  private void observation(ModelStatement.Observe observe, Expr.Index index) {
    Symbol symbol = ((Expr.Variable) index.array()).symbol();
    List<Expr> indices = new ArrayList<>();
    boolean isPlain = true;
    for (Expr.Subscript subscript : index.subscripts()) {
      if (subscript instanceof Expr.Subscript.At at) indices.add(at.index());
      else isPlain &= subscript instanceof Expr.Subscript.All;
    }
    // Parts of rows are read by whatever is between their brackets.
    if (isPlain && indices.stream().allMatch(i -> i.type().dimensions().isEmpty())) {
      part(symbol, observe.target().span(), true, indices);
    } else {
      part(symbol, observe.target().span(), true, List.of(index));
    }
  }

  private void part(Symbol symbol, Span span, boolean isObservation, List<Expr> indices) {
    if (conditions.stream().anyMatch(this::varies)) {
      undecided.add(symbol);
      return;
    }
    List<Expr> reads = new ArrayList<>(indices);
    reads.addAll(conditions);
    List<IndexSet> sets = new ArrayList<>(symbol.type().dimensions());
    binders.forEach(binder -> sets.add(binder.set()));
    sets.forEach(set -> reads.add(new Expr.Size(set, span)));
    for (IndexSet set : sets) {
      if (set instanceof IndexSet.Declared rows
          && rows.definition() instanceof IndexSet.Definition.Ragged ragged) {
        reads.add(ragged.total());
      }
    }
    Part part = new Part(span, isObservation, reads, isCertain(symbol, indices));
    parts.computeIfAbsent(symbol, s -> new ArrayList<>()).add(part);
  }

  /** Whether a statement surely meets each element once, and for definitions every element. */
  private boolean isCertain(Symbol symbol, List<Expr> indices) {
    if (!conditions.isEmpty() || indices.size() != binders.size()) return false;
    Set<Symbol> seen = new HashSet<>();
    for (int d = 0; d < indices.size(); d++) {
      if (!(indices.get(d) instanceof Expr.Variable variable)) return false;
      IndexSet dimension = symbol.type().dimensions().get(d);
      boolean isWhole =
          binders.stream()
              .filter(b -> b.symbol().equals(variable.symbol()))
              .anyMatch(b -> ExprText.same(b.set(), dimension));
      if (!isWhole || !seen.add(variable.symbol())) return false;
    }
    return true;
  }

  /** Whether latents or what is generated decide an expression. */
  boolean varies(Expr expr) {
    for (Symbol symbol : FreeSymbols.of(expr)) {
      VariableDeclaration variable = declared.get(symbol);
      boolean varies =
          variable == null
              ? varying.contains(symbol)
              : symbol.role() == Symbol.Role.LATENT
                  || symbol.role() == Symbol.Role.GENERATED
                  || variable.dependsOnLatents()
                  || variable.dependsOnGenerated();
      if (varies) return true;
    }
    return false;
  }
}
