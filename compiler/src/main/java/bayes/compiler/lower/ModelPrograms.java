package bayes.compiler.lower;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.program.Program;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The programs of a model. The two that need every statement exist from the start, so that nothing
 * is found wrong later; the others are made when they are asked for.
 */
public final class ModelPrograms {
  private final List<Input> inputs;
  private final Optional<Program> logDensity;
  private final Optional<Program> record;
  private final Optional<Program> coverage;
  private final List<Program> validations;
  private final Function<Purpose, Program> lower;
  private final Function<Purpose, Checked<Program>> tried;
  private final Supplier<TracedTerms> trace;

  ModelPrograms(
      List<Input> inputs,
      Optional<Program> logDensity,
      Optional<Program> record,
      Optional<Program> coverage,
      List<Program> validations,
      Function<Purpose, Program> lower,
      Function<Purpose, Checked<Program>> tried,
      Supplier<TracedTerms> trace) {
    this.inputs = List.copyOf(inputs);
    this.logDensity = logDensity;
    this.record = record;
    this.coverage = coverage;
    this.validations = List.copyOf(validations);
    this.lower = lower;
    this.trace = trace;
    this.tried = tried;
  }

  private static IllegalStateException refused() {
    return new IllegalStateException("the plan refuses to explore this model's posterior");
  }

  /** What the DATA arrays hold, in order of their numbers; the same in all programs. */
  public List<Input> inputs() {
    return inputs;
  }

  /** The log joint density, with the log Jacobians of the transforms. */
  public Program logDensity() {
    return logDensity.orElseThrow(ModelPrograms::refused);
  }

  /** Writes the row of reported values to the output. */
  public Program record() {
    return record.orElseThrow(ModelPrograms::refused);
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

  /** The log density of the latents alone, with the log Jacobians of the transforms. */
  public Program logPrior() {
    return lower.apply(Purpose.LOG_PRIOR);
  }

  /** Counts how often elements are defined and observed, if only data tell. */
  public Optional<Program> coverage() {
    return coverage;
  }

  /**
   * Draws everything that the model draws, and writes the replicated values of what it observes
   * that is computed, latents, derived and generated values, and the data that it observes, to the
   * output.
   */
  public Checked<Program> simulation() {
    return tried.apply(Purpose.SIMULATE);
  }

  /** The same, given the latents in the position: their values, or NaN where one is to be drawn. */
  public Checked<Program> replication() {
    return tried.apply(Purpose.REPLICATE);
  }

  /** Returns the number of events that are observed. */
  public Program countEvents() {
    return lower.apply(Purpose.COUNT_EVENTS);
  }

  /** Returns the number of observations of what is explored. */
  public Program countPoints() {
    return lower.apply(Purpose.COUNT_POINTS);
  }

  /** Writes which they are: see {@link ObservedEvents#ofExplored}. */
  public Program listPoints() {
    return lower.apply(Purpose.LIST_POINTS);
  }

  /** Returns the number of elements that are observed of values that are computed. */
  public Checked<Program> countComputed() {
    return tried.apply(Purpose.COUNT_COMPUTED);
  }

  /**
   * Writes which elements of computed values are observed, in the order in which a replication
   * writes them: each as the number of its statement, its keys, and its indices in the event.
   */
  public Checked<Program> listComputed() {
    return tried.apply(Purpose.LIST_COMPUTED);
  }

  /** Writes the values of these elements, of the data that are given. */
  public Checked<Program> computedValues() {
    return tried.apply(Purpose.COMPUTED_VALUES);
  }

  /**
   * Writes the log likelihood of each event that is observed to the output, in the order in which
   * the statements meet them; the position holds the latents' values themselves.
   */
  public Program pointwiseLogLikelihood() {
    return lower.apply(Purpose.LOG_LIKELIHOODS);
  }

  /**
   * Draws the latents that were summed or integrated out, and writes them to the output, given the
   * values of those that are explored.
   */
  public Program recovery() {
    return lower.apply(Purpose.RECOVER);
  }

  /**
   * Writes the probabilities of the values of latents that were summed out, given the values of
   * those that are explored: see {@link bayes.compiler.plan.Plan#marginals}.
   */
  public Program marginals() {
    return lower.apply(Purpose.MARGINALS);
  }

  /** The same of those latents that are single numbers. */
  public Program scalarMarginals() {
    return lower.apply(Purpose.SCALAR_MARGINALS);
  }

  /** Writes the coordinates of a draw from the prior to the output, if the plan says it can. */
  public Program prior() {
    return lower.apply(Purpose.COORDINATES);
  }

  /** Writes the coordinates of the latents' values, which are the position, to the output. */
  public Program unconstrain() {
    return lower.apply(Purpose.UNCONSTRAIN);
  }

  /** Returns the number of cells that {@link #listTerms} writes at a position. */
  public Program countTerms() {
    return lower.apply(Purpose.COUNT_TERMS);
  }

  /** Writes what each statement adds to the log density: see {@link ListedTerms}. */
  public Program listTerms() {
    return lower.apply(Purpose.TERMS);
  }

  /** The log density with a check after each of its terms; lowered anew at each call. */
  public TracedTerms traced() {
    return trace.get();
  }
}
