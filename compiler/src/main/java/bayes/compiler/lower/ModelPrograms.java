package bayes.compiler.lower;

import bayes.compiler.program.Program;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The programs of a model. The two that need every statement exist from the start, so that nothing
 * is found wrong later; the others are made when they are asked for.
 */
public final class ModelPrograms {
  private final List<Input> inputs;
  private final Program logDensity;
  private final Program record;
  private final List<Program> validations;
  private final Function<Purpose, Program> lower;
  private final Supplier<TracedTerms> trace;

  ModelPrograms(
      List<Input> inputs,
      Program logDensity,
      Program record,
      List<Program> validations,
      Function<Purpose, Program> lower,
      Supplier<TracedTerms> trace) {
    this.inputs = List.copyOf(inputs);
    this.logDensity = logDensity;
    this.record = record;
    this.validations = List.copyOf(validations);
    this.lower = lower;
    this.trace = trace;
  }

  /** What the DATA arrays hold, in order of their numbers; the same in all programs. */
  public List<Input> inputs() {
    return inputs;
  }

  /** The log joint density, with the log Jacobians of the transforms. */
  public Program logDensity() {
    return logDensity;
  }

  /** Writes the row of reported values to the output. */
  public Program record() {
    return record;
  }

  /** Checks of the data, to be run once; their other effects do not matter. */
  public List<Program> validations() {
    return validations;
  }

  /** The log joint density with respect to the constrained values. */
  public Program withoutJacobian() {
    return lower.apply(Purpose.WITHOUT_JACOBIAN);
  }

  /** The log likelihood: observations and factors alone. */
  public Program logLikelihood() {
    return lower.apply(Purpose.LOG_LIKELIHOOD);
  }

  /** Writes the log likelihood of each observed element to the output. */
  public Program pointwiseLogLikelihood() {
    return lower.apply(Purpose.POINTWISE);
  }

  /** Writes the coordinates of a draw from the prior to the output, if the plan says it can. */
  public Program prior() {
    return lower.apply(Purpose.PRIOR);
  }

  /** Writes the coordinates of the latents' values, which are the position, to the output. */
  public Program unconstrain() {
    return lower.apply(Purpose.UNCONSTRAIN);
  }

  /** The log density with a check after each of its terms; lowered anew at each call. */
  public TracedTerms traced() {
    return trace.get();
  }
}
