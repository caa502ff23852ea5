package bayes.compiler.plan.statistics;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
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
 * The data that the terms of rows differ by: the largest parts of expressions that read data alone.
 * Rows in which all of them are the same have the same term, and are a group. An expression of a
 * row becomes one of its group, which reads the group's values of the keys.
 */
final class Keys extends ExprRewriter {
  private final Rows rows;
  private final Rewriting rewriting;
  private final Symbol group;
  private final Symbol groups;
  private final Map<String, Key> found = new LinkedHashMap<>();
  private final Set<Symbol> bound = new HashSet<>();

  /** Those that have the same values in all rows. */
  private final Map<Symbol, Expr.Binder> ofAll = new HashMap<>();

  private Optional<Expr> when = Optional.empty();
  private boolean mayBeUnused;

  /**
   * A part of the data.
   *
   * @param over loop variables within the row that it has a value for each of: {@code text[t - k]
   *     for k in 1..3}
   * @param ofRow as an expression of the row
   * @param ofGroups the array of its values, by {@code over} and by group
   */
  record Key(List<Expr.Binder> over, Expr ofRow, Symbol ofGroups) {
    Key {
      over = List.copyOf(over);
    }
  }

  /**
   * No keys yet.
   *
   * @param group the loop variable of groups
   * @param groups how many there are
   */
  Keys(Rows rows, Rewriting rewriting, Symbol group, Symbol groups) {
    this.rows = rows;
    this.rewriting = rewriting;
    this.group = group;
    this.groups = groups;
  }

  List<Key> all() {
    return List.copyOf(found.values());
  }

  /** Whether each row is a group of its own: the keys tell all loop variables. */
  boolean areOfEachRow() {
    Set<Symbol> told = new HashSet<>();
    for (Key key : found.values()) {
      if (Derivations.plain(key.ofRow()) instanceof Expr.Variable v) told.add(v.symbol());
    }
    return told.containsAll(rows.symbols());
  }

  /** An expression of the group of a row. */
  Expr ofGroup(Expr expr) {
    Expr replaced = rewrite(expr);
    if (rows.vary(replaced)) throw new NotCompressible("it reads a whole row of data");
    return replaced;
  }

  DistributionCall ofGroup(DistributionCall call) {
    DistributionCall replaced = call(call);
    Set<Symbol> free = FreeSymbols.of(replaced);
    if (rows.symbols().stream().anyMatch(free::contains)) {
      throw new NotCompressible("it reads a whole row of data");
    }
    return replaced;
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (isKey(expr)) return key(expr);
    if (expr instanceof Expr.Conditional choice) return conditional(choice);
    if (expr instanceof Expr.Comprehension list) {
      for (Expr.Binder binder : list.binders()) {
        boolean isOfAll = list.condition().isEmpty() && isOfAll(binder.set());
        bound.add(binder.symbol());
        if (isOfAll) ofAll.put(binder.symbol(), binder);
      }
    }
    return super.rewrite(expr);
  }

  /** Types of one row's arrays are those of all. */
  @Override
  public Type type(Type type) {
    return type;
  }

  @Override
  protected DistributionCall.Component component(DistributionCall.Component component) {
    component.over().ifPresent(binder -> bound.add(binder.symbol()));
    return super.component(component);
  }

  private boolean isKey(Expr expr) {
    boolean isOne = expr.type().dimensions().isEmpty() && !(expr.type() instanceof Type.Tuple);
    if (!isOne || !rows.vary(expr) || !rows.isData(expr)) {
      return false;
    }
    List<Symbol> within = within(expr);
    return within.isEmpty()
        || (!(expr.type() instanceof Type.Real) && ofAll.keySet().containsAll(within));
  }

  /** The loop variables of comprehensions that an expression reads. */
  private List<Symbol> within(Expr expr) {
    return FreeSymbols.of(expr).stream().filter(bound::contains).toList();
  }

  /** Whether a set is that of all rows, and its members can be counted. */
  private boolean isOfAll(IndexSet set) {
    if (set instanceof IndexSet.Declared declared
        && declared.definition() instanceof IndexSet.Definition.Ragged) {
      return false;
    }
    if (set instanceof IndexSet.Part || set instanceof IndexSet.Parameter) return false;
    Set<Symbol> free = FreeSymbols.of(set);
    return free.stream().noneMatch(bound::contains)
        && rows.symbols().stream().noneMatch(free::contains)
        && free.stream().allMatch(symbol -> rows.isData(rows.terms().variable(symbol)));
  }

  private Expr conditional(Expr.Conditional choice) {
    Expr condition = rewrite(choice.condition());
    Optional<Expr> outer = when;
    boolean outerUnused = mayBeUnused;
    boolean isData = rows.isData(choice.condition());
    mayBeUnused |= !isData;
    if (isData) when = and(outer, choice.condition());
    Expr then = rewrite(choice.then());
    if (isData) when = and(outer, rows.terms().apply("!", choice.condition()));
    Expr otherwise = rewrite(choice.otherwise());
    when = outer;
    mayBeUnused = outerUnused;
    return new Expr.Conditional(condition, then, otherwise, choice.type(), choice.span());
  }

  private Optional<Expr> and(Optional<Expr> outer, Expr test) {
    return Optional.of(outer.map(o -> Rows.and(o, test, rows.terms())).orElse(test));
  }

  private Expr key(Expr expr) {
    Expr ofRow = guarded(expr);
    // Its condition may read more loop variables than it does itself.
    List<Symbol> within = within(ofRow);
    if (!ofAll.keySet().containsAll(within)) {
      throw new NotCompressible("it reads data under a condition within the row");
    }
    Key key =
        found.computeIfAbsent(
            text(ofRow),
            t -> {
              List<Expr.Binder> over = new ArrayList<>();
              List<IndexSet> sets = new ArrayList<>();
              for (Symbol symbol : within) over.add(Objects.requireNonNull(ofAll.get(symbol)));
              for (Expr.Binder binder : over) sets.add(binder.set());
              sets.add(new IndexSet.Size(rows.terms().variable(groups)));
              Type type = Type.array(expr.type(), sets);
              Symbol symbol =
                  rewriting.symbol("key?", Symbol.Role.DERIVED, type, rows.terms().span());
              return new Key(over, ofRow, symbol);
            });
    List<Expr> at = new ArrayList<>();
    for (Expr.Binder binder : key.over()) at.add(rows.terms().variable(binder.symbol()));
    at.add(rows.terms().variable(group));
    return rows.terms().element(key.ofGroups(), at);
  }

  /** What a branch reads may not be there where the other one is taken. */
  private Expr guarded(Expr expr) {
    if (isAlwaysThere(expr)) return expr;
    if (mayBeUnused) throw new NotCompressible("it reads data under a condition on latents");
    if (when.isEmpty()) return expr;
    if (expr.type() instanceof Type.Member) {
      throw new NotCompressible("it reads members of a set under a condition");
    }
    Expr none = rows.terms().as(rows.terms().integer(0), Type.INT);
    Expr other = expr.type() instanceof Type.Real ? rows.terms().real(0) : none;
    if (expr.type() instanceof Type.Bool) other = new Expr.BoolConstant(false, expr.span());
    return rows.terms().choose(when.get(), expr, other);
  }

  private boolean isAlwaysThere(Expr expr) {
    Expr plain = Derivations.plain(expr);
    if (plain instanceof Expr.Variable) return true;
    return plain instanceof Expr.Index index
        && index.array() instanceof Expr.Variable variable
        && index.subscripts().size() == 1
        && index.subscripts().get(0) instanceof Expr.Subscript.At at
        && at.index() instanceof Expr.Variable binder
        && rows.symbols().contains(binder.symbol())
        && IndexSet.covers(variable.symbol().type().dimensions().get(0), binder.type());
  }

  /** Tells expressions apart: names with their numbers. */
  static String text(Expr expr) {
    StringBuilder text = new StringBuilder(ExprText.of(expr));
    FreeSymbols.of(expr).forEach(symbol -> text.append(' ').append(symbol.id()));
    return text.toString();
  }
}
