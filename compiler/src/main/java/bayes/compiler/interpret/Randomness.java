package bayes.compiler.interpret;

import bayes.compiler.program.RandomOperation;
import bayes.runtime.random.RandomDraws;
import java.util.random.RandomGenerator;

/** What each random operation draws, in Java. */
final class Randomness {
  private Randomness() {}

  static double real(RandomOperation operation, RandomGenerator r, double a, double b, double c) {
    return switch (operation) {
      case UNIFORM -> RandomDraws.uniform(r, a, b);
      case NORMAL -> RandomDraws.normal(r, a, b);
      case EXPONENTIAL -> RandomDraws.exponential(r, a);
      case GAMMA -> RandomDraws.gamma(r, a, b);
      case BETA -> RandomDraws.beta(r, a, b);
      case INVERSE_GAMMA -> RandomDraws.inverseGamma(r, a, b);
      case STUDENT_T -> RandomDraws.studentT(r, a, b, c);
      case CAUCHY -> RandomDraws.cauchy(r, a, b);
      case LOG_NORMAL -> RandomDraws.logNormal(r, a, b);
      case VON_MISES -> RandomDraws.vonMises(r, a, b);
      case POISSON, BINOMIAL, NEGATIVE_BINOMIAL, BERNOULLI, HYPERGEOMETRIC ->
          throw new IllegalArgumentException(operation + " to real");
    };
  }

  /** {@code n} is the first operand if that is an int; {@code a}, {@code b}, {@code c} are all. */
  static int integer(
      RandomOperation operation, RandomGenerator r, int n, double a, double b, double c) {
    return switch (operation) {
      case POISSON -> RandomDraws.poisson(r, a);
      case BINOMIAL -> RandomDraws.binomial(r, n, b);
      case NEGATIVE_BINOMIAL -> RandomDraws.negativeBinomial(r, a, b);
      case BERNOULLI -> RandomDraws.bernoulli(r, a);
      case HYPERGEOMETRIC -> RandomDraws.hypergeometric(r, n, (int) b, (int) c);
      case UNIFORM,
          NORMAL,
          EXPONENTIAL,
          GAMMA,
          BETA,
          INVERSE_GAMMA,
          STUDENT_T,
          CAUCHY,
          LOG_NORMAL,
          VON_MISES ->
          throw new IllegalArgumentException(operation + " to int");
    };
  }
}
