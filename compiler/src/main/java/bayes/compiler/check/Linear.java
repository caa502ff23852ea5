package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Integer sums in their shortest form: {@code T - (T - 1)} is 1. */
final class Linear {
  private final Expressions expressions;
  private final Map<String, Expr> terms = new LinkedHashMap<>();
  private final Map<String, Long> factors = new LinkedHashMap<>();
  private long constant;

  Linear(Expressions expressions) {
    this.expressions = expressions;
  }

  /** The same number as one term and a constant if it can be; else the expression as it is. */
  Expr of(Expr expr) {
    if (!(expr.type() instanceof Type.Int)) return expr;
    add(expr, 1);
    factors.values().removeIf(f -> f == 0);
    if (constant != (int) constant) return expr;
    if (factors.isEmpty()) return new Expr.IntConstant((int) constant, expr.span());
    if (factors.size() > 1 || !factors.values().contains(1L)) return expr;
    Expr term = terms.get(factors.keySet().iterator().next());
    if (term == null || constant == 0) return term == null ? expr : term;
    Elements elements = expressions.elements();
    int distance = (int) Math.abs(constant);
    Expr shift = new Expr.IntConstant(distance, expr.span());
    return constant > 0 ? elements.plus(term, shift) : elements.minus(term, shift);
  }

  private void add(Expr expr, long factor) {
    Optional<Integer> number = Shapes.constant(expr);
    if (number.isPresent()) {
      constant += factor * number.get();
    } else if (expr instanceof Expr.Apply e && e.operands().size() == 2 && isSum(e)) {
      add(e.operands().get(0), factor);
      add(e.operands().get(1), e.function().name().equals("+") ? factor : -factor);
    } else {
      String text = ExprText.of(expr);
      terms.putIfAbsent(text, expr);
      factors.merge(text, factor, Long::sum);
    }
  }

  private static boolean isSum(Expr.Apply e) {
    return List.of("+", "-").contains(e.function().name());
  }
}
