package bayes.compiler.plan.conjugate;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The statements that take the place of coefficients x with normal rows: R rows a_i x = c_i with
 * variances s / w_i, priors among them, for P coefficients.
 *
 * <p>With A = sum of w a a', b = sum of w a c, the solution m of A m = b and the smallest sum of
 * squares Q = sum of w (c - a m)^2, the density of the rows integrated over x is
 *
 * <pre>  (2 pi s)^(-(R-P)/2) sqrt(product of w) / sqrt(det A) exp(-Q / 2s)
 * </pre>
 *
 * <p>and the posterior of x is normal with mean m and covariance s inverse(A). Q is summed over the
 * rows at m, so that no digits are lost, and A is taken apart by Cholesky's method: P^3 operations,
 * once when data are bound.
 */
final class NormalEquations {
  private static final double HALF_LOG_2PI = 0.9189385332046727418;

  private final Rewriting names;
  private final List<Cell> cells;
  private final Terms t;
  private final Expr total;
  private final IndexSet set;
  private final List<VariableDeclaration> variables = new ArrayList<>();
  private final List<ModelStatement> statements = new ArrayList<>();
  private final Symbol centre;
  private final Symbol factor;
  private final Symbol spread;

  NormalEquations(List<Cell> cells, Rewriting names) {
    this.names = names;
    this.cells = cells;
    this.t = names.terms(cells.get(0).draw().span());
    this.total = t.sum(cells.stream().map(c -> count(c.symbol())).toList());
    this.set = new IndexSet.Size(total);
    this.centre = derived("centre", List.of(set));
    this.factor = derived("factor", List.of(set, set));
    this.spread = derived("spread", List.of(set, set));
  }

  List<VariableDeclaration> variables() {
    return variables;
  }

  List<ModelStatement> statements() {
    return statements;
  }

  private Symbol derived(String word, List<IndexSet> dimensions) {
    return declared(word, dimensions, Symbol.Role.DERIVED);
  }

  private Symbol declared(String word, List<IndexSet> dimensions, Symbol.Role role) {
    String name = cells.get(0).symbol().name() + "?" + word;
    Symbol symbol = names.symbol(name, role, Type.array(Type.REAL, dimensions), t.span());
    variables.add(
        new VariableDeclaration(
            symbol, Support.WHOLE, Optional.empty(), false, false, false, name, Optional.empty()));
    return symbol;
  }

  /** The number of a latent's elements. */
  private Expr count(Symbol latent) {
    Expr count = t.integer(1);
    for (IndexSet each : latent.type().dimensions()) {
      count = t.times(count, new Expr.Size(each, t.span()));
    }
    return count;
  }

  /** The number of an element among all coefficients, from 1. */
  private Expr position(Symbol latent, List<Expr> indices) {
    Expr before = t.integer(0);
    for (Cell cell : cells) {
      if (cell.symbol().equals(latent)) break;
      before = t.plus(before, count(cell.symbol()));
    }
    Expr place = t.integer(0);
    List<IndexSet> dimensions = latent.type().dimensions();
    for (int d = 0; d < dimensions.size(); d++) {
      IndexSet each = dimensions.get(d);
      Expr first = t.as(t.first(each), Type.INT);
      Expr number = t.minus(t.as(indices.get(d), Type.INT), first);
      place = t.plus(t.times(place, new Expr.Size(each, t.span())), number);
    }
    return t.plus(t.plus(before, place), t.integer(1));
  }

  /** Writes sums over rows, the solution, and the marginal likelihood. */
  void write(List<NormalRow> rows, Monomial scale) {
    Symbol gram = derived("gram", List.of(set, set));
    Symbol moments = derived("moments", List.of(set));
    Symbol count = derived("count", List.of());
    Symbol base = derived("constant", List.of());
    Symbol squares = derived("squares", List.of());
    for (NormalRow row : rows) inRow(row, rewriter -> sums(row, rewriter, gram, moments));
    whole(factor, function(MatrixOperation.CHOLESKY, List.of(t.variable(gram)), gram.type()));
    List<Expr> system = List.of(t.variable(gram), t.variable(moments));
    whole(centre, function(MatrixOperation.SOLVE, system, moments.type()));
    whole(spread, function(MatrixOperation.INVERSE, List.of(t.variable(gram)), gram.type()));
    for (NormalRow row : rows) {
      inRow(row, rewriter -> residues(row, rewriter, count, base, squares));
    }
    Expr.Binder i = binder();
    List<Expr> diagonal = List.of(t.variable(i.symbol()), t.variable(i.symbol()));
    Expr logs = t.sum(List.of(i), t.log(t.element(factor, diagonal)));
    Expr gained = t.times(t.real(HALF_LOG_2PI), t.as(total, Type.REAL));
    marginal(t.minus(t.plus(t.variable(base), gained), logs));
    Expr half = t.times(t.real(0.5), t.variable(squares));
    Expr free = t.minus(t.variable(count), t.as(total, Type.REAL));
    marginal(
        scale.isOne()
            ? t.negative(half)
            : new Residue.Scale(t.times(t.real(0.5), free), scale.product(t), half).value(t));
  }

  private List<ModelStatement> sums(
      NormalRow row, ExprRewriter rewriter, Symbol gram, Symbol moments) {
    List<ModelStatement> all = new ArrayList<>();
    Expr weight = row.precision().product(t);
    for (LinearMean.Piece p : row.pieces()) {
      Expr moment = t.times(weight, row.target());
      all.addAll(
          each(
              p,
              (slope, at) -> List.of(added(moments, List.of(at), t.times(moment, slope), rewriter)),
              rewriter));
      for (LinearMean.Piece q : row.pieces()) {
        all.addAll(
            each(
                p,
                (slope, at) ->
                    each(
                        q,
                        (other, to) -> {
                          Expr product = t.times(weight, t.times(slope, other));
                          return List.of(added(gram, List.of(at, to), product, rewriter));
                        },
                        rewriter),
                rewriter));
      }
    }
    return all;
  }

  private List<ModelStatement> residues(
      NormalRow row, ExprRewriter rewriter, Symbol count, Symbol base, Symbol squares) {
    Expr rest = row.target();
    for (LinearMean.Piece piece : row.pieces()) {
      LinearMean.Piece p = piece.renamed(names, t);
      Expr place = position(p.latent(), p.indices());
      Expr term = t.times(p.slope(), t.element(centre, List.of(place)));
      rest = t.minus(rest, p.over().isEmpty() ? term : t.sum(p.over(), term));
    }
    Expr weight = row.precision().product(t);
    Expr square = t.times(weight, t.apply("square", rest));
    Expr constant = t.minus(t.times(t.real(0.5), t.log(weight)), t.real(HALF_LOG_2PI));
    return List.of(
        added(squares, List.of(), square, rewriter),
        added(count, List.of(), t.real(1), rewriter),
        added(base, List.of(), constant, rewriter));
  }

  private ModelStatement added(Symbol to, List<Expr> indices, Expr value, ExprRewriter rewriter) {
    Expr real = t.as(rewriter.rewrite(value), Type.REAL);
    return new ModelStatement.Accumulate(to, rewriter.rewriteAll(indices), real, t.span());
  }

  /** Statements for each slope of a piece and its place among the coefficients. */
  private List<ModelStatement> each(
      LinearMean.Piece piece,
      BiFunction<Expr, Expr, List<ModelStatement>> body,
      ExprRewriter rewriter) {
    LinearMean.Piece p = piece.renamed(names, t);
    List<ModelStatement> inner = body.apply(p.slope(), position(p.latent(), p.indices()));
    for (int i = p.over().size() - 1; i >= 0; i--) {
      Expr.Binder old = p.over().get(i);
      Expr.Binder binder = new Expr.Binder(old.symbol(), rewriter.set(old.set()));
      inner = List.of(new ModelStatement.For(binder, inner, t.span()));
    }
    return inner;
  }

  private void inRow(NormalRow row, Function<ExprRewriter, List<ModelStatement>> body) {
    statements.addAll(row.around().with(names, body));
  }

  private Expr function(MatrixOperation operation, List<Expr> arguments, Type type) {
    return new Expr.MatrixFunction(operation, arguments, type, t.span());
  }

  private void whole(Symbol symbol, Expr value) {
    statements.add(new ModelStatement.Define(symbol, List.of(), value, t.span()));
  }

  private void marginal(Expr value) {
    statements.add(new ModelStatement.Marginal(value, Optional.empty(), t.span()));
  }

  private Expr.Binder binder() {
    Symbol symbol = names.symbol("i", Symbol.Role.BINDER, Type.memberOf(set), t.span());
    return new Expr.Binder(symbol, set);
  }

  /** Draws all coefficients: m + sqrt(s) times the solution of factor' x = standard normals. */
  List<ModelStatement> recovery(Monomial scale) {
    Symbol noise = declared("noise", List.of(set), Symbol.Role.GENERATED);
    Symbol shift = declared("shift", List.of(set), Symbol.Role.GENERATED);
    Expr.Binder i = binder();
    DistributionCall standard =
        t.call(
            names.library().distribution("Normal", "mean", "sd"),
            List.of(t.real(0), t.real(1)),
            List.of(),
            Type.REAL);
    Expr upper = new Expr.Transpose(t.variable(factor), factor.type(), t.span());
    List<Expr> system = List.of(upper, t.variable(noise), new Expr.BoolConstant(true, t.span()));
    List<ModelStatement> all = new ArrayList<>();
    ModelStatement drawn =
        new ModelStatement.Draw(noise, List.of(t.variable(i.symbol())), standard, t.span());
    all.add(new ModelStatement.For(i, List.of(drawn), t.span()));
    Expr solved = function(MatrixOperation.SOLVE_TRIANGULAR, system, noise.type());
    all.add(new ModelStatement.Define(shift, List.of(), solved, t.span()));
    Expr sd = t.apply("sqrt", scale.product(t));
    for (Cell cell : cells) {
      List<Expr> own = cell.binders().stream().map(t::variable).toList();
      List<Expr> at = List.of(position(cell.symbol(), own));
      Expr value = t.plus(t.element(centre, at), t.times(sd, t.element(shift, at)));
      all.addAll(
          cell.around()
              .with(
                  names,
                  rewriter ->
                      List.of(
                          new ModelStatement.Define(
                              cell.symbol(),
                              rewriter.rewriteAll(own),
                              rewriter.rewrite(value),
                              t.span()))));
    }
    return all;
  }

  /** For each latent a draw of one element alone, given the scale: its distribution. */
  List<ModelStatement> single(Monomial scale) {
    List<ModelStatement> all = new ArrayList<>();
    for (Cell cell : cells) {
      List<Expr> own = cell.binders().stream().map(t::variable).toList();
      Expr at = position(cell.symbol(), own);
      Expr variance = t.times(t.element(spread, List.of(at, at)), scale.product(t));
      DistributionCall call =
          t.call(
              names.library().distribution("Normal", "mean", "sd"),
              List.of(t.element(centre, List.of(at)), t.apply("sqrt", variance)),
              List.of(),
              Type.REAL);
      all.addAll(
          cell.around()
              .with(
                  names,
                  rewriter ->
                      List.of(
                          new ModelStatement.Draw(
                              cell.symbol(),
                              rewriter.rewriteAll(own),
                              rewriter.call(call),
                              t.span()))));
    }
    return all;
  }
}
