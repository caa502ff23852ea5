package bayes.compiler.plan.statistics;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Terms;
import java.util.Optional;

/**
 * A scale as a product of what is data of each row and of what is the same for many rows.
 *
 * @param ofRow none if it is 1
 * @param shared none if it is 1; may read data of the row, which then are keys
 */
record Scale(Optional<Expr> ofRow, Optional<Expr> shared) {
  static Scale of(Expr expr, Rows rows) {
    if (!rows.vary(expr)) return new Scale(Optional.empty(), Optional.of(expr));
    if (rows.isData(expr)) return new Scale(Optional.of(expr), Optional.empty());
    if (expr instanceof Expr.Apply apply && apply.operands().size() == 2) {
      String name = apply.function().name();
      if (name.equals("*") || name.equals("/")) {
        Scale left = of(apply.operands().get(0), rows);
        Scale right = of(apply.operands().get(1), rows);
        Terms terms = rows.terms();
        return new Scale(
            combined(left.ofRow(), right.ofRow(), name, terms),
            combined(left.shared(), right.shared(), name, terms));
      }
    }
    return new Scale(Optional.empty(), Optional.of(expr));
  }

  private static Optional<Expr> combined(
      Optional<Expr> left, Optional<Expr> right, String operator, Terms terms) {
    if (right.isEmpty()) return left;
    if (left.isEmpty() && operator.equals("*")) return right;
    Expr one = terms.real(1);
    return Optional.of(terms.apply(operator, left.orElse(one), right.get()));
  }
}
