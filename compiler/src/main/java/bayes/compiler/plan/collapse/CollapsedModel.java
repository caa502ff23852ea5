package bayes.compiler.plan.collapse;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a model in which rows are integrated out: balls are counted where they were drawn or
 * observed, and each row r with prior counts a and counts n of its balls adds
 *
 * <pre>
 *   lgamma(A) - lgamma(A + N) + sum over columns c of (lgamma(a_c + n_c) - lgamma(a_c))
 * </pre>
 *
 * with the sums A and N over its columns. The row is recovered as a draw from Dirichlet(a + n).
 * What the observed balls alone add, given those that latents have drawn, is likelihood.
 */
final class CollapsedModel {
  private final Rewriting before;
  private final Collapse collapse;
  private final List<VariableDeclaration> counts = new ArrayList<>();
  private final Map<ModelStatement, List<ModelStatement>> replaced = new IdentityHashMap<>();
  private final Map<Rows, Tally> tallies = new HashMap<>();

  /**
   * The counts of an array of rows.
   *
   * @param drawn those of the balls that latents have drawn, where others are observed
   */
  private record Tally(Symbol all, Optional<Symbol> drawn) {}

  private CollapsedModel(Rewriting before, Collapse collapse) {
    this.before = before;
    this.collapse = collapse;
  }

  static Rewriting of(Rewriting before, Collapse collapse) {
    return new CollapsedModel(before, collapse).rewritten();
  }

  private Rewriting rewritten() {
    collapse.rows().forEach(this::tally);
    collapse.balls().forEach(this::count);
    collapse.balls().stream().filter(Ball::isDrawn).forEach(this::free);
    List<ModelStatement> statements = new ArrayList<>(without(before.model().statements()));
    List<ModelStatement> recovery = new ArrayList<>();
    for (Rows rows : collapse.rows()) {
      for (Term prior : rows.priors()) {
        if (tallies.containsKey(rows)) {
          statements.addAll(Paths.around(prior.path(), List.of(marginal(rows, prior))));
        }
        recovery.addAll(Paths.around(prior.path(), List.of(recovery(rows, prior))));
      }
    }
    List<VariableDeclaration> variables = new ArrayList<>(before.model().variables());
    variables.addAll(counts);
    return before
        .with(variables, statements)
        .generating(collapse.rows().stream().map(Rows::symbol).toList(), recovery);
  }

  private List<ModelStatement> without(List<ModelStatement> statements) {
    return new StatementRewriter() {
      @Override
      protected List<ModelStatement> statement(ModelStatement statement) {
        return replaced.containsKey(statement)
            ? replaced.get(statement)
            : statement instanceof ModelStatement.For || statement instanceof ModelStatement.If
                ? parts(statement)
                : List.of(statement);
      }
    }.statements(statements);
  }

  private void tally(Rows rows) {
    List<Ball> balls = collapse.ballsOf(rows);
    if (balls.isEmpty()) return;
    boolean isMoving = balls.stream().anyMatch(Ball::isMoving);
    boolean isDrawn = balls.stream().anyMatch(Ball::isDrawn);
    boolean isObserved = balls.stream().anyMatch(ball -> !ball.isDrawn());
    Symbol all = counter(rows, "?counts", isMoving);
    Optional<Symbol> drawn =
        isDrawn && isObserved ? Optional.of(counter(rows, "?drawn", true)) : Optional.empty();
    tallies.put(rows, new Tally(all, drawn));
  }

  private Symbol counter(Rows rows, String suffix, boolean isMoving) {
    List<IndexSet> dimensions = new ArrayList<>(rows.plateSets());
    dimensions.add(rows.columns());
    Symbol of = rows.symbol();
    Symbol symbol =
        before.symbol(
            of.name() + suffix,
            Symbol.Role.DERIVED,
            Type.array(Type.REAL, dimensions),
            of.declared());
    counts.add(
        new VariableDeclaration(
            symbol,
            Support.WHOLE,
            Optional.empty(),
            isMoving,
            false,
            false,
            symbol.name(),
            Optional.empty()));
    return symbol;
  }

  /** Puts an addition to the counts in the place of a ball; several balls may have one place. */
  private void count(Ball ball) {
    ModelStatement statement = ball.term().statement();
    Terms terms = before.terms(statement.span());
    List<Expr> indices = new ArrayList<>();
    ball.row().forEach(position -> indices.add(position.expr()));
    Expr column = ball.column().expr();
    indices.add(ball.rows().isBeta() ? terms.as(column, Type.INT) : column);
    Expr times = ball.times().map(t -> terms.as(t, Type.REAL)).orElse(terms.real(1));
    Tally tally = tallies.get(ball.rows());
    if (tally == null) throw new IllegalStateException("a ball of no rows");
    List<ModelStatement> additions = new ArrayList<>();
    additions.add(new ModelStatement.Accumulate(tally.all(), indices, times, statement.span()));
    if (ball.isDrawn()) {
      tally
          .drawn()
          .ifPresent(
              drawn ->
                  additions.add(
                      new ModelStatement.Accumulate(drawn, indices, times, statement.span())));
    }
    List<Step> guards = ball.path().subList(ball.term().path().size(), ball.path().size());
    replaced
        .computeIfAbsent(statement, s -> new ArrayList<>())
        .addAll(Paths.around(guards, additions));
  }

  /** A discrete latent whose probability is among the counts has no other density of its own. */
  private void free(Ball ball) {
    ModelStatement.Draw draw = (ModelStatement.Draw) ball.term().statement();
    List<ModelStatement> instead = replaced.get(draw);
    if (instead == null) throw new IllegalStateException("a draw that is not counted");
    if (instead.get(0) instanceof ModelStatement.Draw) return;
    instead.add(0, AnyValue.of(draw));
  }

  private ModelStatement marginal(Rows rows, Term prior) {
    ModelStatement.Draw draw = (ModelStatement.Draw) prior.statement();
    Tally tally = tallies.get(rows);
    if (tally == null) throw new IllegalStateException("rows without counts");
    Expr value = logProbability(rows, draw, tally.all());
    boolean isObserved = collapse.ballsOf(rows).stream().anyMatch(ball -> !ball.isDrawn());
    Optional<Expr> ofLatents =
        isObserved
            ? tally.drawn().map(drawn -> logProbability(rows, draw, drawn))
            : Optional.of(value);
    return new ModelStatement.Marginal(value, ofLatents, draw.span());
  }

  private Expr logProbability(Rows rows, ModelStatement.Draw draw, Symbol counter) {
    Terms terms = before.terms(draw.span());
    RowPrior prior = new RowPrior(rows, draw, terms);
    Expr.Binder column = column(rows, draw);
    Expr a = prior.at(terms.variable(column.symbol()));
    Expr n = count(counter, draw, column, terms);
    Expr of =
        terms.choose(
            terms.apply("==", n, terms.real(0)),
            terms.real(0),
            terms.minus(terms.lgamma(terms.plus(a, n)), terms.lgamma(a)));
    Expr.Binder other = column(rows, draw);
    Expr total = terms.sum(List.of(other), count(counter, draw, other, terms));
    Expr priorTotal = prior.total();
    return terms.plus(
        terms.sum(List.of(column), of),
        terms.minus(terms.lgamma(priorTotal), terms.lgamma(terms.plus(priorTotal, total))));
  }

  private Expr.Binder column(Rows rows, ModelStatement.Draw draw) {
    IndexSet set = rows.columns();
    Symbol symbol = before.symbol("c", Symbol.Role.BINDER, Type.memberOf(set), draw.span());
    return new Expr.Binder(symbol, set);
  }

  private static Expr count(
      Symbol counter, ModelStatement.Draw draw, Expr.Binder column, Terms terms) {
    List<Expr> indices = new ArrayList<>(draw.indices());
    indices.add(terms.variable(column.symbol()));
    return terms.element(counter, indices);
  }

  /**
   * The row given its balls: Dirichlet(a + n), or Beta(a + successes, b + failures). Rows from
   * which nothing is drawn, and of which nothing was counted, have their prior.
   */
  private ModelStatement recovery(Rows rows, Term prior) {
    ModelStatement.Draw draw = (ModelStatement.Draw) prior.statement();
    Terms terms = before.terms(draw.span());
    Tally tally = tallies.get(rows);
    if (tally == null) return draw;
    RowPrior counts = new RowPrior(rows, draw, terms);
    DistributionCall call = draw.distribution();
    if (rows.isBeta()) {
      List<Expr> arguments = new ArrayList<>();
      for (int success = 1; success >= 0; success--) {
        List<Expr> indices = new ArrayList<>(draw.indices());
        indices.add(terms.integer(success));
        arguments.add(
            terms.plus(counts.at(terms.integer(success)), terms.element(tally.all(), indices)));
      }
      return new ModelStatement.Draw(
          draw.symbol(),
          draw.indices(),
          terms.call(call.definition(), arguments, call.dimensions(), call.event()),
          draw.span());
    }
    Expr.Binder column = column(rows, draw);
    Expr posterior =
        terms.array(
            List.of(column),
            terms.plus(
                counts.at(terms.variable(column.symbol())),
                count(tally.all(), draw, column, terms)));
    List<DistributionCall.Argument> arguments = new ArrayList<>();
    for (int p = 0; p < call.arguments().size(); p++) {
      boolean isCounts = !call.definition().parameters().get(p).isSet();
      arguments.add(
          isCounts ? new DistributionCall.Argument.OfValue(posterior) : call.arguments().get(p));
    }
    return new ModelStatement.Draw(
        draw.symbol(),
        draw.indices(),
        new DistributionCall(
            call.definition(), arguments, call.dimensions(), call.event(), call.span()),
        draw.span());
  }
}
