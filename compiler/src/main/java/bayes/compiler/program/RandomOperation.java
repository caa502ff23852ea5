package bayes.compiler.program;

import static bayes.compiler.program.Kind.INT;
import static bayes.compiler.program.Kind.REAL;

import java.util.List;

/** Scalar draws: static methods of {@code bayes.runtime.random.RandomDraws} of the same name. */
public enum RandomOperation {
  UNIFORM("uniform", REAL, REAL, REAL),
  NORMAL("normal", REAL, REAL, REAL),
  EXPONENTIAL("exponential", REAL, REAL),
  GAMMA("gamma", REAL, REAL, REAL),
  BETA("beta", REAL, REAL, REAL),
  INVERSE_GAMMA("inverseGamma", REAL, REAL, REAL),
  STUDENT_T("studentT", REAL, REAL, REAL, REAL),
  CAUCHY("cauchy", REAL, REAL, REAL),
  LOG_NORMAL("logNormal", REAL, REAL, REAL),
  POISSON("poisson", INT, REAL),
  BINOMIAL("binomial", INT, INT, REAL),
  NEGATIVE_BINOMIAL("negativeBinomial", INT, REAL, REAL),
  BERNOULLI("bernoulli", INT, REAL),
  /** successes, failures, how many are drawn. */
  HYPERGEOMETRIC("hypergeometric", INT, INT, INT, INT),
  /** mean, concentration; an angle from -pi to pi. */
  VON_MISES("vonMises", REAL, REAL, REAL);

  private final String method;
  private final Kind result;
  private final List<Kind> operands;

  RandomOperation(String method, Kind result, Kind... operands) {
    this.method = method;
    this.result = result;
    this.operands = List.of(operands);
  }

  /** The name of the method, which takes the generator first. */
  public String method() {
    return method;
  }

  public Kind result() {
    return result;
  }

  public List<Kind> operands() {
    return operands;
  }
}
