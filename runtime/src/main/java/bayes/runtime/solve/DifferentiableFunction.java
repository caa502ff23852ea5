package bayes.runtime.solve;

/**
 * A function f from reals to reals as a solver sees it, with the pullback of its derivative. Holds
 * its own workspace, so that evaluating it allocates nothing; for one thread.
 */
public interface DifferentiableFunction {
  /**
   * Fits it to these sizes, once, before the first evaluation; false if it has no value for them.
   */
  boolean prepare(int[] sizes);

  /** Writes f(point) to the beginning of {@code result}; false where f is not defined. */
  boolean value(double[] point, double[] result);

  /**
   * The gradient of w f(x), where {@code pointAndWeights} holds x and then one weight per component
   * of f: by x, and then by w, which is f(x) itself. False where f is not defined.
   */
  boolean pullback(double[] pointAndWeights, double[] gradient);
}
