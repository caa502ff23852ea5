package bayes.cli.repl;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Call;
import bayes.compiler.syntax.Expression.IntLiteral;
import bayes.compiler.syntax.Expression.Parenthesised;
import bayes.compiler.syntax.Expression.RealLiteral;
import java.util.List;

/**
 * What is asked of a posterior.
 *
 * @param kind the number that is wanted
 * @param about the expression, one value (or array of values) per draw
 * @param probability of a quantile, or the mass of an interval
 */
record Question(Kind kind, Expression about, double probability) {
  /** The number that is wanted. */
  enum Kind {
    PROBABILITY,
    MEAN,
    SD,
    QUANTILE,
    INTERVAL,
    SUMMARY
  }

  private static final double USUAL_INTERVAL = 0.9;

  /**
   * Reads {@code P(c)}, {@code mean(e)}, {@code sd(e)}, {@code median(e)}, {@code quantile(e, p)},
   * {@code interval(e, p)}; anything else asks for a summary of its values.
   */
  static Question of(Expression expression) {
    if (expression instanceof Parenthesised p) return of(p.inner());
    if (expression instanceof Call call
        && call.arguments().stream().allMatch(a -> a.name().isEmpty())) {
      List<Expression> arguments =
          call.arguments().stream().map(Expression.Argument::value).toList();
      int count = arguments.size();
      switch (call.name().text()) {
        case "P":
          if (count == 1) return new Question(Kind.PROBABILITY, arguments.get(0), 0);
          throw misused("P(CONDITION), as in P(tau > 1)");
        case "mean":
          if (count == 1) return new Question(Kind.MEAN, arguments.get(0), 0);
          break;
        case "sd":
          if (count == 1) return new Question(Kind.SD, arguments.get(0), 0);
          break;
        case "median":
          if (count == 1) return new Question(Kind.QUANTILE, arguments.get(0), 0.5);
          throw misused("median(EXPRESSION)");
        case "quantile":
          // quantile(D, p) with a distribution is an expression of the language.
          if (count == 2 && !isDistribution(arguments.get(0))) {
            return new Question(Kind.QUANTILE, arguments.get(0), share(arguments.get(1)));
          }
          break;
        case "interval":
          if (count == 1) return new Question(Kind.INTERVAL, arguments.get(0), USUAL_INTERVAL);
          if (count == 2) {
            return new Question(Kind.INTERVAL, arguments.get(0), share(arguments.get(1)));
          }
          throw misused("interval(EXPRESSION, MASS), as in interval(tau, 0.9)");
        default:
          break;
      }
    }
    return new Question(Kind.SUMMARY, expression, 0);
  }

  private static boolean isDistribution(Expression expression) {
    return expression instanceof Call call
        && Character.isUpperCase(call.name().text().codePointAt(0));
  }

  private static double share(Expression expression) {
    double share = -1;
    if (expression instanceof RealLiteral real) share = Double.parseDouble(real.text());
    if (expression instanceof IntLiteral whole) share = Double.parseDouble(whole.text());
    if (share >= 0 && share <= 1) return share;
    throw new Failure(
        ExitCode.USAGE,
        "expected a probability between 0 and 1, but found `" + expression.span().text() + "`");
  }

  private static Failure misused(String usage) {
    return new Failure(ExitCode.USAGE, "write " + usage);
  }
}
