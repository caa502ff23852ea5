package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a statement stands: the loops around it, their locals, and conditions on latents. */
final class Loops {
  private final List<Expr.Binder> binders = new ArrayList<>();
  private final Map<Symbol, Expr> locals = new HashMap<>();
  private final List<Expr> latentConditions = new ArrayList<>();
  private int conditions;

  List<Expr.Binder> binders() {
    return binders;
  }

  boolean isInLoop() {
    return !binders.isEmpty();
  }

  boolean isConditional() {
    return conditions > 0;
  }

  boolean isTop() {
    return binders.isEmpty() && conditions == 0;
  }

  void enter(Expr.Binder binder) {
    binders.add(binder);
  }

  void leave() {
    binders.remove(binders.size() - 1);
  }

  void enterBranch(Optional<Expr> latentCondition) {
    conditions++;
    latentCondition.ifPresent(latentConditions::add);
  }

  void leaveBranch(Optional<Expr> latentCondition) {
    conditions--;
    if (latentCondition.isPresent()) latentConditions.remove(latentConditions.size() - 1);
  }

  Optional<Expr> latentCondition() {
    return latentConditions.stream().findFirst();
  }

  /** A local of an iteration; what it reads counts as read by its readers. */
  void local(Symbol symbol, Expr value) {
    locals.put(symbol, value);
  }

  /** The value in place of each local. */
  Map<Symbol, Expr> locals() {
    return locals;
  }

  Optional<Expr.Binder> binder(Expr index) {
    if (!(index instanceof Expr.Variable variable)) return Optional.empty();
    return binders.stream().filter(b -> b.symbol().equals(variable.symbol())).findFirst();
  }

  /** The symbols that an expression reads, through locals too. */
  Set<Symbol> reads(Expr expr) {
    Set<Symbol> all = new HashSet<>();
    List<Symbol> open = new ArrayList<>(FreeSymbols.of(expr));
    while (!open.isEmpty()) {
      Symbol symbol = open.remove(open.size() - 1);
      if (!all.add(symbol)) continue;
      Optional.ofNullable(locals.get(symbol))
          .ifPresent(value -> open.addAll(FreeSymbols.of(value)));
    }
    return all;
  }

  /** The statement inside loops over the binders, the first outermost. */
  static ModelStatement wrap(List<Expr.Binder> binders, ModelStatement statement) {
    ModelStatement wrapped = statement;
    for (int i = binders.size() - 1; i >= 0; i--) {
      wrapped = new ModelStatement.For(binders.get(i), List.of(wrapped), statement.span());
    }
    return wrapped;
  }

  static List<Elements.Place> places(List<Expr.Binder> binders, Span span) {
    return binders.stream().map(b -> Elements.Place.of(b, span)).toList();
  }

  static List<Expr> variables(List<Expr.Binder> binders, Span span) {
    return binders.stream().<Expr>map(b -> new Expr.Variable(b.symbol(), span)).toList();
  }

  static List<IndexSet> sets(List<Expr.Binder> binders) {
    return binders.stream().map(Expr.Binder::set).toList();
  }
}
