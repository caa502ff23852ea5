package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A scalar as a product of powers, as far as its text tells. */
record Monomial(List<Factor> factors) {
  Monomial {
    factors = List.copyOf(factors);
  }

  /** {@code base} to a power. */
  record Factor(Expr base, double power) {}

  static final Monomial ONE = new Monomial(List.of());

  static Monomial of(Expr expr) {
    List<Factor> factors = new ArrayList<>();
    collect(expr, 1, factors);
    return new Monomial(factors);
  }

  private static void collect(Expr expr, double power, List<Factor> out) {
    if (expr instanceof Expr.Apply apply) {
      List<Expr> operands = apply.operands();
      switch (apply.function().name()) {
        case "*" -> {
          collect(operands.get(0), power, out);
          collect(operands.get(1), power, out);
          return;
        }
        case "/" -> {
          collect(operands.get(0), power, out);
          collect(operands.get(1), -power, out);
          return;
        }
        case "sqrt" -> {
          collect(operands.get(0), power / 2, out);
          return;
        }
        case "square" -> {
          // The root of a square is an absolute value.
          if (power == Math.rint(power)) {
            collect(operands.get(0), 2 * power, out);
            return;
          }
        }
        default -> {}
      }
    }
    if (!isOne(expr)) out.add(new Factor(expr, power));
  }

  private static boolean isOne(Expr expr) {
    return expr instanceof Expr.RealConstant real && real.value() == 1
        || expr instanceof Expr.IntConstant whole && whole.value() == 1
        || expr instanceof Expr.Convert convert && isOne(convert.operand());
  }

  Monomial power(double power) {
    return new Monomial(
        factors.stream().map(f -> new Factor(f.base(), f.power() * power)).toList());
  }

  /** The factors whose bases fulfil a condition. */
  Monomial where(Predicate<Expr> condition) {
    return new Monomial(factors.stream().filter(f -> condition.test(f.base())).toList());
  }

  boolean isOne() {
    return factors.isEmpty();
  }

  List<Expr> bases() {
    return factors.stream().map(Factor::base).toList();
  }

  /** Whether both are the same, factor by factor. */
  boolean isSame(Monomial other) {
    if (factors.size() != other.factors.size()) return false;
    for (int i = 0; i < factors.size(); i++) {
      if (factors.get(i).power() != other.factors.get(i).power()) return false;
      if (!ExprText.same(factors.get(i).base(), other.factors.get(i).base())) return false;
    }
    return true;
  }

  /** As an expression. */
  Expr product(Terms terms) {
    List<Expr> above = new ArrayList<>();
    List<Expr> below = new ArrayList<>();
    for (Factor factor : factors) {
      (factor.power() > 0 ? above : below)
          .add(power(factor.base(), Math.abs(factor.power()), terms));
    }
    Expr numerator = product(above, terms);
    return below.isEmpty() ? numerator : terms.divide(numerator, product(below, terms));
  }

  private static Expr product(List<Expr> factors, Terms terms) {
    if (factors.isEmpty()) return terms.real(1);
    Expr product = factors.get(0);
    for (Expr factor : factors.subList(1, factors.size())) product = terms.times(product, factor);
    return product;
  }

  private static Expr power(Expr base, double power, Terms terms) {
    if (power == 1) return base;
    if (power == 2) return terms.apply("square", base);
    if (power == 0.5) return terms.apply("sqrt", base);
    return terms.apply("^", base, terms.real(power));
  }
}
