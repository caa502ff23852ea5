package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.StatementRewriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts rows that are drawn where they are read in the place of the rows of a table, so that the
 * table is drawn as a whole only where it is read as a whole, or recorded.
 */
final class OnDemand extends StatementRewriter {
  private final Cell cell;
  private final Function<List<Expr>, Expr> rows;
  private boolean isReadAsAWhole;

  /** {@code rows}: of indices. */
  OnDemand(Cell cell, Function<List<Expr>, Expr> rows) {
    this.cell = cell;
    this.rows = rows;
  }

  /** Whether there was a read that is not of one row, or in one. */
  boolean isReadAsAWhole() {
    return isReadAsAWhole;
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    isReadAsAWhole |= variable.symbol().id() == cell.symbol().id();
    return super.variable(variable);
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (!(expr instanceof Expr.Index index)
        || !(index.array() instanceof Expr.Variable variable)
        || variable.symbol().id() != cell.symbol().id()) {
      return super.rewrite(expr);
    }
    List<Expr.Subscript> subscripts = subscripts(index.subscripts());
    int plate = cell.binders().size();
    List<Optional<Expr>> row = subscripts.subList(0, plate).stream().map(OnDemand::one).toList();
    if (row.stream().anyMatch(Optional::isEmpty)) return super.rewrite(expr);
    Expr drawn = rows.apply(row.stream().map(Optional::get).toList());
    List<Expr.Subscript> rest = subscripts.subList(plate, subscripts.size());
    return rest.stream().allMatch(s -> s instanceof Expr.Subscript.All)
        ? drawn
        : new Expr.Index(drawn, rest, index.type(), index.span());
  }

  /** The index of a subscript that names one element. */
  private static Optional<Expr> one(Expr.Subscript subscript) {
    return subscript instanceof Expr.Subscript.At at && at.index().type().dimensions().isEmpty()
        ? Optional.of(at.index())
        : Optional.empty();
  }
}
