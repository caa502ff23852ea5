package bayes.compiler.bind;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.model.Expr;
import java.util.Optional;

/** Evaluates an expression that depends on data alone: a size, a bound, a default. */
public interface DataEvaluator {
  /**
   * The elements of {@code expression}, the first index slowest.
   *
   * @param bound what is known so far
   * @return the value, or the diagnostic of a check that failed on the way; empty if the expression
   *     needs a variable or a set that is not bound (which is then reported elsewhere)
   */
  Optional<Checked<BoundArray>> evaluate(Expr expression, BoundData bound);
}
