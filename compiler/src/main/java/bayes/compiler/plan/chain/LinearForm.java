package bayes.compiler.plan.chain;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An index as a sum of multiples of what is no sum, and a constant: {@code t - 1} is one less than
 * {@code t}, whatever that is.
 *
 * @param terms what is no sum, by its text and the numbers of the symbols in it, with its factor
 */
record LinearForm(Map<String, Long> terms, long constant) {
  LinearForm {
    terms = Map.copyOf(terms);
  }

  static LinearForm of(Expr index) {
    Sum sum = new Sum();
    sum.add(index, 1);
    sum.terms.values().removeIf(factor -> factor == 0);
    return new LinearForm(sum.terms, sum.constant);
  }

  LinearForm minus(LinearForm other) {
    Map<String, Long> all = new LinkedHashMap<>(terms);
    other.terms.forEach((term, factor) -> all.merge(term, -factor, Long::sum));
    all.values().removeIf(factor -> factor == 0);
    return new LinearForm(all, constant - other.constant);
  }

  /** How much one index is larger than another, if that is always the same. */
  static Optional<Long> difference(Expr one, Expr other) {
    LinearForm form = of(one).minus(of(other));
    return form.terms.isEmpty() ? Optional.of(form.constant) : Optional.empty();
  }

  private static final class Sum {
    private final Map<String, Long> terms = new LinkedHashMap<>();
    private long constant;

    void add(Expr expr, long factor) {
      if (expr instanceof Expr.IntConstant number) {
        constant += factor * number.value();
      } else if (expr instanceof Expr.Convert convert) {
        add(convert.operand(), factor);
      } else if (expr instanceof Expr.Position position
          && countsFromOne(position.member().type())) {
        add(position.member(), factor);
      } else if (expr instanceof Expr.Apply apply && isSum(apply)) {
        boolean isUnary = apply.operands().size() == 1;
        boolean isPlus = apply.function().name().equals("+");
        add(apply.operands().get(0), isUnary && !isPlus ? -factor : factor);
        if (!isUnary) add(apply.operands().get(1), isPlus ? factor : -factor);
      } else {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (Symbol symbol : FreeSymbols.of(expr)) numbers.add(symbol.id());
        terms.merge(ExprText.of(expr) + numbers, factor, Long::sum);
      }
    }

    private static boolean isSum(Expr.Apply apply) {
      String name = apply.function().name();
      return apply.type() instanceof Type.Int && (name.equals("+") || name.equals("-"));
    }

    /** Whether a member's number is its position: of ranges it need not be. */
    private static boolean countsFromOne(Type type) {
      if (!(type instanceof Type.Member member)) return true;
      IndexSet set = member.set();
      while (set instanceof IndexSet.Part part) set = part.whole();
      return set instanceof IndexSet.Declared declared
          && !(declared.definition() instanceof IndexSet.Definition.OfRange);
    }
  }
}
