package bayes.compiler.plan.chain;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import java.util.Optional;

/**
 * An expression as it is at the first step of a chain, or at any later one: {@code t == 1 ? a : b}
 * is one of the two.
 */
final class Specialised extends ExprRewriter {
  private final LinearForm aboveFirst;
  private final boolean isFirst;

  private Specialised(Expr step, Expr first, boolean isFirst) {
    this.aboveFirst = LinearForm.of(step).minus(LinearForm.of(first));
    this.isFirst = isFirst;
  }

  static Expr of(Expr expr, Expr step, Expr first, boolean isFirst) {
    return new Specialised(step, first, isFirst).rewrite(expr);
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Conditional conditional) {
      Optional<Boolean> known = truth(conditional.condition());
      if (known.isPresent()) {
        return rewrite(known.get() ? conditional.then() : conditional.otherwise());
      }
    }
    return super.rewrite(expr);
  }

  /** Whether a comparison holds, if that is known. */
  private Optional<Boolean> truth(Expr condition) {
    if (!(condition instanceof Expr.Apply apply) || apply.operands().size() != 2) {
      return Optional.empty();
    }
    LinearForm difference =
        LinearForm.of(apply.operands().get(0)).minus(LinearForm.of(apply.operands().get(1)));
    LinearForm same = difference.minus(aboveFirst);
    LinearForm opposite = new LinearForm(java.util.Map.of(), 0).minus(difference).minus(aboveFirst);
    String name = apply.function().name();
    if (same.terms().isEmpty()) return compared(name, same.constant());
    return opposite.terms().isEmpty()
        ? compared(reversed(name), opposite.constant())
        : Optional.empty();
  }

  /** Whether {@code x + constant} compares so to 0, where x is 0, or any number from 1 on. */
  private Optional<Boolean> compared(String name, long constant) {
    long least = (isFirst ? 0 : 1) + constant;
    boolean isOne = isFirst;
    return switch (name) {
      case "==" -> isOne ? Optional.of(least == 0) : least > 0 ? Optional.of(false) : unknown();
      case "!=" -> isOne ? Optional.of(least != 0) : least > 0 ? Optional.of(true) : unknown();
      case ">" -> isOne ? Optional.of(least > 0) : least > 0 ? Optional.of(true) : unknown();
      case ">=" -> isOne ? Optional.of(least >= 0) : least >= 0 ? Optional.of(true) : unknown();
      case "<" -> isOne ? Optional.of(least < 0) : least >= 0 ? Optional.of(false) : unknown();
      case "<=" -> isOne ? Optional.of(least <= 0) : least > 0 ? Optional.of(false) : unknown();
      default -> unknown();
    };
  }

  private static Optional<Boolean> unknown() {
    return Optional.empty();
  }

  private static String reversed(String name) {
    return switch (name) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> name;
    };
  }
}
