package bayes.compiler.plan.collapse;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import java.util.List;

/** The prior counts of a row, by column, as expressions. */
final class RowPrior {
  private final Rows rows;
  private final List<Expr> counts;
  private final Terms terms;

  /** Those of the row that a draw defines. */
  RowPrior(Rows rows, ModelStatement.Draw draw, Terms terms) {
    this.rows = rows;
    this.counts = rows.counts(draw).stream().map(c -> terms.as(c, Type.REAL)).toList();
    this.terms = terms;
  }

  /** The count of a column. */
  Expr at(Expr column) {
    if (rows.isBeta()) {
      if (column instanceof Expr.IntConstant success) return counts.get(success.value());
      Expr isSuccess = terms.apply("==", column, terms.integer(1));
      return terms.choose(isSuccess, counts.get(1), counts.get(0));
    }
    Expr all = counts.get(0);
    if (all.type().dimensions().isEmpty()) return all;
    // An array over another set of the same size is read by number.
    boolean isSame = all.type().dimensions().get(0).equals(rows.columns());
    boolean isMember = column.type() instanceof Type.Member;
    Expr index = isSame || !isMember ? column : new Expr.Position(column, terms.span());
    return terms.element(all, List.of(index));
  }

  /** The sum over all columns. */
  Expr total() {
    if (rows.isBeta()) return terms.plus(counts.get(0), counts.get(1));
    Expr all = counts.get(0);
    if (!all.type().dimensions().isEmpty()) return terms.reduce(Expr.Reduction.SUM, all);
    IndexSet columns = rows.columns();
    return terms.times(terms.as(new Expr.Size(columns, terms.span()), Type.REAL), all);
  }
}
