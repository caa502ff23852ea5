package bayes.compiler.lower;

import static bayes.compiler.lower.Purpose.Part.COUNTS_TERMS;
import static bayes.compiler.lower.Purpose.Part.GENERATES;
import static bayes.compiler.lower.Purpose.Part.GIVEN;
import static bayes.compiler.lower.Purpose.Part.JACOBIAN;
import static bayes.compiler.lower.Purpose.Part.LIKELIHOOD;
import static bayes.compiler.lower.Purpose.Part.LISTS_TERMS;
import static bayes.compiler.lower.Purpose.Part.LOCAL;
import static bayes.compiler.lower.Purpose.Part.PLACES;
import static bayes.compiler.lower.Purpose.Part.POINTWISE;
import static bayes.compiler.lower.Purpose.Part.PRIOR;
import static bayes.compiler.lower.Purpose.Part.RECORDS;
import static bayes.compiler.lower.Purpose.Part.SIMULATES;

import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a program is for: which statements of the model it runs, and how it treats latents. */
record Purpose(String program, Set<Part> parts) {
  /** Something that a program does. */
  enum Part {
    /** The transforms' log Jacobians are added. */
    JACOBIAN,
    /** The latents' log densities are added. */
    PRIOR,
    /** Observations and factors are added. */
    LIKELIHOOD,
    /** Each observed event's log likelihood is an output of its own. */
    POINTWISE,
    /** Latents are drawn or given, and their coordinates are the output. */
    SIMULATES,
    /**
     * The latents' values, one latent after the other, are the position, without transforms; what
     * generates draws those that are NaN.
     */
    GIVEN,
    /** The values of the latents and what is derived from them are the output. */
    VALUES,
    /** The values of one latent's event are the output. */
    PLACES,
    /** Only terms that are asked for are added. */
    LOCAL,
    /** What each statement adds is an output of its own. */
    LISTS_TERMS,
    /** The number of these outputs is the result. */
    COUNTS_TERMS,
    /** The row of reported values is the output. */
    RECORDS,
    /** The statements run in order, observations writing the data; what is drawn is the output. */
    GENERATES
  }

  static final Purpose LOG_DENSITY = of("log_density", JACOBIAN, PRIOR, LIKELIHOOD);
  static final Purpose WITHOUT_JACOBIAN = of("log_density_constrained", PRIOR, LIKELIHOOD);
  static final Purpose LOG_LIKELIHOOD = of("log_likelihood", LIKELIHOOD);
  static final Purpose LOG_PRIOR = of("log_prior", JACOBIAN, PRIOR);
  static final Purpose LOG_LIKELIHOODS =
      of("pointwise_log_likelihood", LIKELIHOOD, POINTWISE, GIVEN);
  static final Purpose TERMS = of("terms", JACOBIAN, PRIOR, LIKELIHOOD, LISTS_TERMS);
  static final Purpose COUNT_TERMS = of("count_terms", JACOBIAN, PRIOR, LIKELIHOOD, COUNTS_TERMS);
  static final Purpose RECORD = of("record", RECORDS);

  /** The values that belong to a position. */
  static final Purpose VALUES = of("values", Part.VALUES);

  /** The values of one latent's event, from its coordinates. */
  static final Purpose PLACE = of("place", JACOBIAN, PLACES);

  /** The terms of one latent's event, from values. */
  static final Purpose TERMS_OF_ONE = of("terms_of_one", PRIOR, LIKELIHOOD, GIVEN, LOCAL);

  /** The latents that were taken out, drawn given those that were not. */
  static final Purpose RECOVER = of("recover", GIVEN, Part.VALUES);

  /** The probabilities of the values of latents that were summed out. */
  static final Purpose MARGINALS = of("marginals", GIVEN, Part.VALUES);

  /** The same of those that are single numbers. */
  static final Purpose SCALAR_MARGINALS = of("scalar_marginals", GIVEN, Part.VALUES);

  /** Values of expressions of data, for binding. */
  static final Purpose DATA = of("data");

  /** The number of events that are observed. */
  static final Purpose COUNT_EVENTS = of("count_events");

  /** The number of observations of what is explored: of those that share a latent, one. */
  static final Purpose COUNT_POINTS = of("count_points");

  /** Which they are. */
  static final Purpose LIST_POINTS = of("list_points");

  /** The number of elements that are observed of values that are computed. */
  static final Purpose COUNT_COMPUTED = of("count_computed");

  /** Which elements of computed values are observed. */
  static final Purpose LIST_COMPUTED = of("list_computed");

  /** The values of these elements. */
  static final Purpose COMPUTED_VALUES = of("computed_values");

  /** The coordinates of a draw of the latents from the prior. */
  static final Purpose COORDINATES = of("prior", SIMULATES);

  /** The coordinates of given values. */
  static final Purpose UNCONSTRAIN = of("unconstrain", SIMULATES, GIVEN);

  /** A draw from the prior of everything that the model draws, and of the data. */
  static final Purpose SIMULATE = of("simulate", GENERATES);

  /** The same from given latents. */
  static final Purpose REPLICATE = of("replicate", GENERATES, GIVEN);

  Purpose {
    parts = Set.copyOf(parts);
  }

  private static Purpose of(String program, Part... parts) {
    Set<Part> all = EnumSet.noneOf(Part.class);
    all.addAll(List.of(parts));
    return new Purpose(program, all);
  }

  /** Whether the program is of data alone. */
  boolean isOfData() {
    return parts.isEmpty();
  }

  boolean jacobian() {
    return parts.contains(JACOBIAN);
  }

  boolean prior() {
    return parts.contains(PRIOR);
  }

  boolean likelihood() {
    return parts.contains(LIKELIHOOD);
  }

  boolean pointwise() {
    return parts.contains(POINTWISE);
  }

  /** Whether what each statement adds is listed, or counted. */
  boolean isOfTerms() {
    return listsTerms() || parts.contains(COUNTS_TERMS);
  }

  boolean listsTerms() {
    return parts.contains(LISTS_TERMS);
  }

  boolean simulates() {
    return parts.contains(SIMULATES);
  }

  /** Whether latents are drawn from the prior, for their coordinates. */
  boolean drawsFromPrior() {
    return simulates() && !given();
  }

  boolean given() {
    return parts.contains(GIVEN);
  }

  boolean isLocal() {
    return parts.contains(LOCAL);
  }

  /** Whether values of latents are the output. */
  boolean writesValues() {
    return parts.contains(Part.VALUES) || parts.contains(PLACES);
  }

  boolean records() {
    return parts.contains(RECORDS);
  }

  boolean generates() {
    return parts.contains(GENERATES);
  }

  /** Whether a variable's value is in the row that is the output. */
  boolean reports(VariableDeclaration variable) {
    boolean isLatent = variable.symbol().role() == Symbol.Role.LATENT;
    return (records() || generates()) && (variable.recorded() || (generates() && isLatent));
  }

  /** Whether the program returns a sum of log densities. */
  boolean isDensity() {
    return (prior() || likelihood()) && !pointwise() && !isOfTerms();
  }
}
