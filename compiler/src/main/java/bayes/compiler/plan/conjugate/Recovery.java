package bayes.compiler.plan.conjugate;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A statement that draws a latent from its posterior, given what is drawn before it.
 *
 * @param loops around it, each for an index of the latent
 */
record Recovery(List<ModelStatement.For> loops, ModelStatement.Draw draw) {
  Recovery {
    loops = List.copyOf(loops);
  }

  /** All draws of a model, in order. */
  static List<Recovery> all(List<ModelStatement> statements, StandardLibrary library) {
    List<Recovery> all = new ArrayList<>();
    collect(statements, List.of(), library, all);
    return all;
  }

  private static void collect(
      List<ModelStatement> statements,
      List<ModelStatement.For> loops,
      StandardLibrary library,
      List<Recovery> out) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Draw draw) {
        out.add(new Recovery(loops, draw));
      } else if (statement instanceof ModelStatement.For loop) {
        List<ModelStatement.For> inner = new ArrayList<>(loops);
        inner.add(loop);
        collect(loop.body(), inner, library, out);
      } else if (statement instanceof ModelStatement.Define define) {
        drawn(define, library).ifPresent(draw -> out.add(new Recovery(loops, draw)));
      }
    }
  }

  /** The draw that a row stands for which is drawn where it is read. */
  private static Optional<ModelStatement.Draw> drawn(
      ModelStatement.Define define, StandardLibrary library) {
    if (!(define.value() instanceof Expr.MatrixFunction row)
        || row.operation() != MatrixOperation.KEYED_DIRICHLET) {
      return Optional.empty();
    }
    DistributionCall call =
        new Terms(library, define.span())
            .call(
                library.distribution("Dirichlet", "a"),
                List.of(row.arguments().get(2)),
                row.type().dimensions(),
                row.type());
    return Optional.of(
        new ModelStatement.Draw(define.symbol(), define.indices(), call, define.span()));
  }

  List<Symbol> binders() {
    return loops.stream().map(loop -> loop.binder().symbol()).toList();
  }

  /**
   * Statements that define a variable of the latent's shape, in loops of their own.
   *
   * @param event loops over the elements of a draw
   */
  List<ModelStatement> defining(
      Symbol symbol, List<Expr.Binder> event, Expr value, Rewriting names) {
    Map<Symbol, Expr> values = new HashMap<>();
    List<Expr.Binder> binders = new ArrayList<>();
    List<Expr.Binder> all = new ArrayList<>();
    loops.forEach(loop -> all.add(loop.binder()));
    all.addAll(event);
    List<Expr> named = new ArrayList<>(draw.indices());
    for (Expr.Binder of : event) named.add(new Expr.Variable(of.symbol(), draw.span()));
    for (Expr.Binder binder : all) {
      Symbol old = binder.symbol();
      Symbol fresh = names.symbol(old.name(), old.role(), old.type(), old.declared());
      binders.add(new Expr.Binder(fresh, Substitution.ofValues(values).set(binder.set())));
      values.put(old, new Expr.Variable(fresh, draw.span()));
    }
    Substitution own = Substitution.ofValues(values);
    List<Expr> indices = own.rewriteAll(named);
    ModelStatement statement =
        new ModelStatement.Define(symbol, indices, own.rewrite(value), draw.span());
    for (int i = binders.size() - 1; i >= 0; i--) {
      statement = new ModelStatement.For(binders.get(i), List.of(statement), draw.span());
    }
    return List.of(statement);
  }
}
