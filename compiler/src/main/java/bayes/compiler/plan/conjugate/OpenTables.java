package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.VariableDeclaration;

/**
 * Tables of rows that are as large as the data make them: a row of word probabilities for each word
 * has as many numbers as there are pairs of words, which nobody can explore one by one, while the
 * pairs that occur are few. They are integrated out where that can be done.
 */
final class OpenTables {
  private OpenTables() {}

  static boolean isOne(VariableDeclaration variable) {
    return variable.symbol().type().dimensions().size() > 1
        && variable.symbol().type().dimensions().stream().allMatch(OpenTables::isOpen);
  }

  /** Whether a set has as many members as data say. */
  private static boolean isOpen(IndexSet set) {
    if (set instanceof IndexSet.Part part) return isOpen(part.whole());
    if (set instanceof IndexSet.Size size) return !isConstant(size.size());
    if (set instanceof IndexSet.Range range) return !isConstant(range.upper());
    if (!(set instanceof IndexSet.Declared declared)) return false;
    if (declared.definition() instanceof IndexSet.Definition.OfRange range) {
      return !isConstant(range.upper());
    }
    return !(declared.definition() instanceof IndexSet.Definition.Named);
  }

  private static boolean isConstant(Expr size) {
    return size instanceof Expr.IntConstant;
  }
}
