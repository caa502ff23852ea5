package bayes.compiler.plan.collapse;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads draws and observations as balls: by which conditions on data they are in which row, and
 * where the row and the column depend on a discrete latent.
 */
final class BallReader {
  /** A statement of more cases is not taken apart. */
  private static final int MOST_CASES = 32;

  private final Derivations derivations;
  private final Inlining inlining;
  private final Map<Symbol, Rows> families;

  BallReader(Derivations derivations, Map<Symbol, Rows> families) {
    this.derivations = derivations;
    this.inlining = new Inlining(derivations);
    this.families = Map.copyOf(families);
  }

  /** Something under conditions on data. */
  private record Case<T>(List<Step> guards, T value) {
    Case {
      guards = List.copyOf(guards);
    }
  }

  /** A row of an array of rows. */
  private record Row(Rows rows, List<Position> positions) {}

  /** The balls of a term, one per case; empty if it draws from no row, or not as balls do. */
  Optional<List<Ball>> of(Term term) {
    if (isUnderLatents(term.path())) return Optional.empty();
    if (term.statement() instanceof ModelStatement.Draw draw) {
      Type type = draw.symbol().type();
      if (type.element() instanceof Type.Real) return Optional.empty();
      if (draw.indices().size() < type.dimensions().size()) return Optional.empty();
      List<Expr.Subscript> subscripts = new ArrayList<>();
      draw.indices().forEach(index -> subscripts.add(new Expr.Subscript.At(index)));
      Expr whole = new Expr.Variable(draw.symbol(), draw.span());
      Expr drawn =
          subscripts.isEmpty()
              ? whole
              : new Expr.Index(whole, subscripts, type.element(), draw.span());
      return drawn(term, draw.distribution(), drawn);
    }
    if (term.statement() instanceof ModelStatement.Observe observe) {
      if (!isFromData(observe.target())) return Optional.empty();
      return drawn(term, observe.distribution(), observe.target());
    }
    return Optional.empty();
  }

  private boolean isUnderLatents(List<Step> path) {
    return path.stream()
        .anyMatch(s -> s instanceof Step.Branch b && !isFromData(b.branch().condition()));
  }

  private Optional<List<Ball>> drawn(Term term, DistributionCall call, Expr value) {
    boolean isCategorical = Rows.isLibrary(call.definition(), "Categorical");
    boolean isBernoulli = Rows.isLibrary(call.definition(), "Bernoulli");
    if (!isCategorical && !isBernoulli) return Optional.empty();
    Optional<Expr> row = Rows.argument(call, "p").map(inlining::rewrite);
    if (row.isEmpty()) return Optional.empty();
    Optional<List<Case<Row>>> rows = rows(row.get());
    Optional<List<Case<Position>>> columns = positions(value);
    if (rows.isEmpty() || columns.isEmpty()) return Optional.empty();
    List<Ball> balls = new ArrayList<>();
    for (Case<Row> one : rows.get()) {
      if (one.value().rows().isBeta() != isBernoulli) return Optional.empty();
      for (Case<Position> column : columns.get()) {
        List<Step> path = new ArrayList<>(term.path());
        path.addAll(one.guards());
        path.addAll(column.guards());
        Row at = one.value();
        balls.add(
            new Ball(term, path, at.rows(), at.positions(), column.value(), Optional.empty()));
      }
    }
    return Optional.of(balls);
  }

  /** Which row an expression is, under which conditions. */
  private Optional<List<Case<Row>>> rows(Expr expr) {
    Expr plain = Derivations.plain(expr);
    if (plain instanceof Expr.Conditional choice && isFromData(choice.condition())) {
      return either(choice, rows(choice.then()), rows(choice.otherwise()));
    }
    if (plain instanceof Expr.Variable variable) {
      Rows rows = families.get(variable.symbol());
      if (rows == null || rows.plate() > 0) return Optional.empty();
      return Optional.of(List.of(certain(new Row(rows, List.of()))));
    }
    if (!(plain instanceof Expr.Index index) || !(index.array() instanceof Expr.Variable array)) {
      return Optional.empty();
    }
    Rows rows = families.get(array.symbol());
    if (rows == null) return Optional.empty();
    List<Case<List<Position>>> cases = List.of(certain(List.of()));
    for (int d = 0; d < index.subscripts().size(); d++) {
      Expr.Subscript subscript = index.subscripts().get(d);
      if (d >= rows.plate()) {
        if (!(subscript instanceof Expr.Subscript.All)) return Optional.empty();
        continue;
      }
      if (!(subscript instanceof Expr.Subscript.At at)) return Optional.empty();
      Optional<List<Case<Position>>> positions = positions(at.index());
      if (positions.isEmpty()) return Optional.empty();
      cases = product(cases, positions.get());
      if (cases.size() > MOST_CASES) return Optional.empty();
    }
    return Optional.of(
        cases.stream().map(c -> new Case<>(c.guards(), new Row(rows, c.value()))).toList());
  }

  private static List<Case<List<Position>>> product(
      List<Case<List<Position>>> before, List<Case<Position>> next) {
    List<Case<List<Position>>> all = new ArrayList<>();
    for (Case<List<Position>> first : before) {
      for (Case<Position> second : next) {
        List<Step> guards = new ArrayList<>(first.guards());
        guards.addAll(second.guards());
        List<Position> positions = new ArrayList<>(first.value());
        positions.add(second.value());
        all.add(new Case<>(guards, positions));
      }
    }
    return all;
  }

  /** Where an index is, under which conditions. */
  private Optional<List<Case<Position>>> positions(Expr index) {
    if (!index.type().dimensions().isEmpty()) return Optional.empty();
    if (isFromData(index)) return Optional.of(List.of(certain(Position.fixed(index))));
    Expr plain = Derivations.plain(index);
    if (plain instanceof Expr.Conditional choice && isFromData(choice.condition())) {
      return either(choice, positions(choice.then()), positions(choice.otherwise()));
    }
    return site(plain).map(site -> List.of(certain(Position.of(index, site))));
  }

  private Optional<Position.Site> site(Expr expr) {
    if (expr instanceof Expr.Variable variable) {
      return isSite(variable.symbol())
          ? Optional.of(new Position.Site(variable.symbol(), List.of()))
          : Optional.empty();
    }
    if (!(expr instanceof Expr.Index index)
        || !(index.array() instanceof Expr.Variable array)
        || !isSite(array.symbol())) {
      return Optional.empty();
    }
    List<Expr> element = new ArrayList<>();
    for (Expr.Subscript subscript : index.subscripts()) {
      if (!(subscript instanceof Expr.Subscript.At at) || !isFromData(at.index())) {
        return Optional.empty();
      }
      element.add(at.index());
    }
    return Optional.of(new Position.Site(array.symbol(), element));
  }

  private static boolean isSite(Symbol symbol) {
    return symbol.role() == Symbol.Role.LATENT && !(symbol.type().element() instanceof Type.Real);
  }

  private boolean isFromData(Expr expr) {
    return derivations.latentsOf(expr).isEmpty();
  }

  private static <T> Case<T> certain(T value) {
    return new Case<>(List.of(), value);
  }

  private static <T> Optional<List<Case<T>>> either(
      Expr.Conditional choice, Optional<List<Case<T>>> then, Optional<List<Case<T>>> otherwise) {
    if (then.isEmpty() || otherwise.isEmpty()) return Optional.empty();
    List<Case<T>> all = new ArrayList<>();
    then.get().forEach(c -> all.add(guarded(choice, true, c)));
    otherwise.get().forEach(c -> all.add(guarded(choice, false, c)));
    return all.size() > MOST_CASES ? Optional.empty() : Optional.of(all);
  }

  private static <T> Case<T> guarded(Expr.Conditional choice, boolean holds, Case<T> inner) {
    List<Step> guards = new ArrayList<>();
    ModelStatement.If branch =
        new ModelStatement.If(choice.condition(), List.of(), List.of(), choice.span());
    guards.add(new Step.Branch(branch, holds));
    guards.addAll(inner.guards());
    return new Case<>(guards, inner.value());
  }
}
