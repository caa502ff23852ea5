package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes expressions that no user wrote; they stand at one place of the text. */
final class Formulas {
  private final Session session;
  private final Operators operators;
  private final Span span;

  Formulas(Session session, Operators operators, Span span) {
    this.session = session;
    this.operators = operators;
    this.span = span;
  }

  Span span() {
    return span;
  }

  Expr real(double value) {
    return new Expr.RealConstant(value, span);
  }

  Expr integer(int value) {
    return new Expr.IntConstant(value, span);
  }

  /** The logarithm of zero. */
  Expr impossible() {
    return real(Double.NEGATIVE_INFINITY);
  }

  /** An operator or scalar function of the catalog. */
  Expr apply(String function, Expr... operands) {
    return operators.apply(function, List.of(operands), span);
  }

  Expr plus(Expr a, Expr b) {
    return apply("+", a, b);
  }

  Expr minus(Expr a, Expr b) {
    return apply("-", a, b);
  }

  boolean isNonnegative(Expr e) {
    return session.intervals().of(e).lower() >= 0;
  }

  Expr negative(Expr a) {
    return apply("-", a);
  }

  /** A function of one argument that the library has in the language. */
  Expr library(String function, Expr argument) {
    FunctionEntry entry = session.library().function(function).orElseThrow();
    return new Expr.CallFunction(entry.definition(), List.of(argument), entry.result(), span);
  }

  /** A value that is used more than once, but computed once. */
  Expr let(Expr value, UnaryOperator<Expr> body) {
    Symbol symbol = session.symbol("v", Symbol.Role.LOCAL, value.type(), span);
    return new Expr.LetIn(symbol, value, body.apply(new Expr.Variable(symbol, span)));
  }

  Expr choose(Expr condition, Expr then, Expr otherwise) {
    return operators.choose(condition, then, otherwise, span);
  }

  /** The greatest value below an integer; a real itself, as single points have no probability. */
  Expr before(Expr x) {
    return x.type() instanceof Type.Real ? x : minus(x, integer(1));
  }

  /** log(1 - p). */
  Expr logComplement(Expr p) {
    return apply("log1p", negative(p));
  }

  /** The logarithm of the difference of exponentials; of the first alone if the second is zero. */
  Expr logDifference(Expr a, Expr b) {
    return choose(apply(">", b, impossible()), apply("log_diff_exp", a, b), a);
  }

  /** The logarithm of the sum of exponentials. */
  Expr logSum(List<Expr> terms) {
    Expr sum = terms.get(0);
    for (Expr term : terms.subList(1, terms.size())) sum = apply("log_sum_exp", sum, term);
    return sum;
  }
}
