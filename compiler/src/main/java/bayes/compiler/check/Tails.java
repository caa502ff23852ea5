package bayes.compiler.check;

import bayes.compiler.model.DistributionFunction;
import bayes.compiler.model.Expr;

/**
 * The tails of a distribution from the expression of its distribution function F. Where F comes
 * close to 1, 1 - F is written without a difference, and logarithms of what underflows without
 * taking it: log F is {@code log_inv_probit(z)} where F is {@code inv_probit(z)}.
 */
final class Tails {
  private static final double ROOT_TWO = Math.sqrt(2);
  private static final double LOG_TWO = Math.log(2);

  private final Formulas formulas;

  Tails(Formulas formulas) {
    this.formulas = formulas;
  }

  DistributionFunction of(Expr cdf) {
    return new DistributionFunction(cdf, log(cdf), log(complement(cdf)));
  }

  /** log p, for a probability p. */
  private Expr log(Expr p) {
    if (p instanceof Expr.LetIn let)
      return new Expr.LetIn(let.symbol(), let.value(), log(let.body()));
    if (p instanceof Expr.Conditional c) {
      return formulas.choose(c.condition(), log(c.then()), log(c.otherwise()));
    }
    if (isCall(p, "exp", 1)) return operand(p, 0);
    if (isCall(p, "inv_probit", 1)) return formulas.library("log_inv_probit", operand(p, 0));
    if (isCall(p, "inv_logit", 1))
      return formulas.negative(formulas.apply("log1p_exp", formulas.negative(operand(p, 0))));
    if (isCall(p, "erfc", 1)) {
      Expr z = formulas.apply("*", formulas.real(-ROOT_TWO), operand(p, 0));
      return formulas.apply("+", formulas.real(LOG_TWO), formulas.library("log_inv_probit", z));
    }
    if (isCall(p, "-", 1) && isCall(operand(p, 0), "expm1", 1)) {
      return formulas.apply("log1m_exp", operand(operand(p, 0), 0));
    }
    if (isCall(p, "-", 2) && isOne(operand(p, 0))) return logOfRest(operand(p, 1));
    if (isCall(p, "*", 2)
        && formulas.isNonnegative(operand(p, 0))
        && formulas.isNonnegative(operand(p, 1))) {
      return formulas.plus(log(operand(p, 0)), log(operand(p, 1)));
    }
    // Not the logarithm of 0, whose slope is infinite where the probability itself underflows.
    return formulas.let(
        p,
        v ->
            formulas.choose(
                formulas.apply(">", v, formulas.real(0)),
                formulas.apply("log", v),
                formulas.impossible()));
  }

  /** log(1 - q). */
  private Expr logOfRest(Expr q) {
    return formulas.let(
        q,
        v ->
            formulas.choose(
                formulas.apply("<", v, formulas.real(1)),
                formulas.logComplement(v),
                formulas.impossible()));
  }

  /** 1 - p. */
  private Expr complement(Expr p) {
    if (p instanceof Expr.LetIn let) {
      return new Expr.LetIn(let.symbol(), let.value(), complement(let.body()));
    }
    if (p instanceof Expr.Conditional c) {
      return formulas.choose(c.condition(), complement(c.then()), complement(c.otherwise()));
    }
    if (isCall(p, "inv_probit", 1))
      return formulas.apply("inv_probit", formulas.negative(operand(p, 0)));
    if (isCall(p, "inv_logit", 1))
      return formulas.apply("inv_logit", formulas.negative(operand(p, 0)));
    if (isCall(p, "erf", 1)) return formulas.apply("erfc", operand(p, 0));
    if (isCall(p, "gamma_p", 2)) return formulas.apply("gamma_q", operand(p, 0), operand(p, 1));
    if (isCall(p, "gamma_q", 2)) return formulas.apply("gamma_p", operand(p, 0), operand(p, 1));
    if (isCall(p, "-", 1) && isCall(operand(p, 0), "expm1", 1)) {
      return formulas.apply("exp", operand(operand(p, 0), 0));
    }
    if (isCall(p, "exp", 1)) return formulas.negative(formulas.apply("expm1", operand(p, 0)));
    if (isCall(p, "-", 2) && isOne(operand(p, 0))) return operand(p, 1);
    if (isCall(p, "beta_i", 3)) {
      Expr rest = complement(operand(p, 0));
      return formulas.apply("beta_i", rest, operand(p, 2), operand(p, 1));
    }
    return formulas.apply("-", formulas.real(1), p);
  }

  private static boolean isCall(Expr e, String name, int operands) {
    return e instanceof Expr.Apply a
        && a.function().name().equals(name)
        && a.operands().size() == operands;
  }

  private static Expr operand(Expr e, int at) {
    return ((Expr.Apply) e).operands().get(at);
  }

  private static boolean isOne(Expr e) {
    if (e instanceof Expr.Convert c) return isOne(c.operand());
    return (e instanceof Expr.IntConstant i && i.value() == 1)
        || (e instanceof Expr.RealConstant r && r.value() == 1);
  }
}
