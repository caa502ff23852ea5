package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.List;

/**
 * Elements of a variable are defined in program order, from earlier ones: {@code x[t]} may read
 * {@code x[t - 1]}, and neither {@code x[t]} nor {@code x[t + 1]}.
 */
final class EarlierElements extends ExprRewriter {
  private final Session session;
  private final Symbol symbol;
  private final List<Expr> indices;

  private EarlierElements(Session session, Symbol symbol, List<Expr> indices) {
    this.session = session;
    this.symbol = symbol;
    this.indices = indices;
  }

  static void check(Session session, Symbol symbol, List<Expr> indices, Expr value) {
    if (!indices.isEmpty()) new EarlierElements(session, symbol, indices).rewrite(value);
  }

  static void check(Session session, Symbol symbol, List<Expr> indices, DistributionCall call) {
    if (!indices.isEmpty()) new EarlierElements(session, symbol, indices).call(call);
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Index e
        && e.array() instanceof Expr.Variable v
        && v.symbol().equals(symbol)) {
      if (!isEarlier(e.subscripts())) report(e);
      e.subscripts().forEach(this::indices);
      return expr;
    }
    return super.rewrite(expr);
  }

  private void indices(Expr.Subscript subscript) {
    if (subscript instanceof Expr.Subscript.At at) rewrite(at.index());
  }

  private void report(Expr read) {
    session.report(ModelProblem.readsLater(read.span(), symbol.name()));
  }

  /** All elements at once are never earlier ones. */
  @Override
  protected Expr variable(Expr.Variable variable) {
    if (variable.symbol().equals(symbol)) report(variable);
    return variable;
  }

  @Override
  public Type type(Type type) {
    return type;
  }

  /** False only if the element is surely the one that is being defined, or a later one. */
  private boolean isEarlier(List<Expr.Subscript> subscripts) {
    for (int i = 0; i < Math.min(indices.size(), subscripts.size()); i++) {
      if (!(subscripts.get(i) instanceof Expr.Subscript.At at)) {
        return subscripts.get(i) instanceof Expr.Subscript.Slice;
      }
      Expr read = withoutConversion(at.index());
      Expr defined = withoutConversion(indices.get(i));
      if (ExprText.same(read, defined)) continue;
      return !isAfter(read, defined);
    }
    return false;
  }

  /** Only of loop variables is it known that they grow. */
  private static boolean isAfter(Expr read, Expr defined) {
    if (!(defined instanceof Expr.Variable)
        || !(read instanceof Expr.Apply sum)
        || sum.operands().size() != 2) return false;
    Expr left = withoutConversion(sum.operands().get(0));
    Expr right = withoutConversion(sum.operands().get(1));
    return sum.function().name().equals("+")
        && (ExprText.same(left, defined) && isPositive(right)
            || ExprText.same(right, defined) && isPositive(left));
  }

  private static boolean isPositive(Expr e) {
    return e instanceof Expr.IntConstant constant && constant.value() > 0;
  }

  private static Expr withoutConversion(Expr e) {
    if (e instanceof Expr.Convert c) return withoutConversion(c.operand());
    return e instanceof Expr.Position p ? withoutConversion(p.member()) : e;
  }
}
