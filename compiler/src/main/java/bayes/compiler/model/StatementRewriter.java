package bayes.compiler.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds statements anew: the one place that knows the parts of every kind of statement. By itself
 * it changes nothing; override what shall change.
 */
public class StatementRewriter extends ExprRewriter {
  protected StatementRewriter() {}

  /** The statements rewritten; loops and branches that are empty then are left out. */
  public final List<ModelStatement> statements(List<ModelStatement> statements) {
    List<ModelStatement> rewritten = new ArrayList<>();
    for (ModelStatement statement : statements) rewritten.addAll(statement(statement));
    return List.copyOf(rewritten);
  }

  /** What takes the place of a statement; nothing, to leave it out. */
  protected List<ModelStatement> statement(ModelStatement statement) {
    return parts(statement);
  }

  /** The statement with its parts rewritten. */
  protected final List<ModelStatement> parts(ModelStatement statement) {
    if (statement instanceof ModelStatement.For s) {
      List<ModelStatement> body = statements(s.body());
      if (body.isEmpty()) return List.of();
      Expr.Binder binder = new Expr.Binder(s.binder().symbol(), set(s.binder().set()));
      return List.of(new ModelStatement.For(binder, body, s.span()));
    }
    if (statement instanceof ModelStatement.If s) {
      List<ModelStatement> then = statements(s.then());
      List<ModelStatement> otherwise = statements(s.otherwise());
      if (then.isEmpty() && otherwise.isEmpty()) return List.of();
      return List.of(new ModelStatement.If(rewrite(s.condition()), then, otherwise, s.span()));
    }
    return List.of(simple(statement));
  }

  private ModelStatement simple(ModelStatement statement) {
    if (statement instanceof ModelStatement.Define s) {
      return new ModelStatement.Define(
          symbol(s.symbol()), rewriteAll(s.indices()), rewrite(s.value()), s.span());
    }
    if (statement instanceof ModelStatement.Draw s) {
      return new ModelStatement.Draw(
          symbol(s.symbol()),
          rewriteAll(s.indices()),
          call(s.distribution()),
          s.nonCentred().map(this::nonCentred),
          s.span());
    }
    if (statement instanceof ModelStatement.Observe s) {
      return new ModelStatement.Observe(rewrite(s.target()), call(s.distribution()), s.span());
    }
    if (statement instanceof ModelStatement.Factor s) {
      return new ModelStatement.Factor(rewrite(s.value()), s.span());
    }
    if (statement instanceof ModelStatement.Accumulate s) {
      return new ModelStatement.Accumulate(
          symbol(s.symbol()), rewriteAll(s.indices()), rewrite(s.value()), s.span());
    }
    if (statement instanceof ModelStatement.Marginal s) {
      return new ModelStatement.Marginal(
          rewrite(s.value()), s.prior().map(this::rewrite), s.span());
    }
    throw new IllegalArgumentException("no simple statement: " + statement);
  }

  /** What takes the place of a symbol on the left of a definition, a draw or an addition. */
  protected Symbol symbol(Symbol symbol) {
    return symbol;
  }

  private NonCentred nonCentred(NonCentred form) {
    return new NonCentred(
        rewrite(form.location()), rewrite(form.scale()), call(form.standard()), form.ofLogarithm());
  }

  /** A rewriter that puts symbols in the place of others with the same number, everywhere. */
  public static StatementRewriter replacing(java.util.Map<Symbol, Symbol> symbols) {
    return new StatementRewriter() {
      @Override
      protected Symbol symbol(Symbol symbol) {
        return symbols.getOrDefault(symbol, symbol);
      }

      @Override
      protected Expr variable(Expr.Variable variable) {
        return new Expr.Variable(symbol(variable.symbol()), variable.span());
      }
    };
  }
}
