package bayes.runtime.draws;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How draws came about: all that {@code run.json} tells beside the variables, which the draws know.
 *
 * @param programVersion of the program that made them
 * @param method {@code nuts}, {@code mh}, {@code importance} or {@code map}
 * @param seed of the run, from which the chains' seeds follow
 * @param settings of the method by name: strings, truth values and numbers
 * @param modelFile which of the run's model files is the model; the others are its imports
 * @param data the files that were read
 * @param chains one per chain of the draws
 * @param results of the method by name, which no draw shows ({@code log_evidence}, {@code
 *     pareto_k}): strings, truth values and numbers
 */
public record RunRecord(
    String programVersion,
    String method,
    long seed,
    Map<String, Object> settings,
    String modelFile,
    List<Source> data,
    List<ChainRecord> chains,
    Map<String, Object> results) {

  /** The setting that says how the model was compiled, if not as it is by itself. */
  public static final String PLAN = "plan";

  /** The result that says whether the run ended before its time. */
  public static final String INTERRUPTED = "interrupted";

  /** The result that says that the data had no element of what the model observes. */
  public static final String NOTHING_OBSERVED = "nothing_observed";

  /**
   * The results hold, under this prefix and the name of a set whose members neither the model nor
   * its data tell apart, the names of the variables that are members of it, with commas between.
   */
  public static final String INTERCHANGEABLE = "interchangeable ";

  /** The results of a mode hold the standard error of {@code x} under this prefix and its label. */
  public static final String STANDARD_ERROR = "standard_error ";

  /** The results of an exact run hold the distribution of {@code x} under this and its label. */
  public static final String POSTERIOR = "posterior ";

  /** The results of an exact run hold the mean of {@code x} under this prefix and its label. */
  public static final String EXACT_MEAN = "exact_mean ";

  /** The same of the standard deviation. */
  public static final String EXACT_SD = "exact_sd ";

  /** The same of a quantile. */
  public static String exactQuantile(double probability) {
    return "exact_q"
        + BigDecimal.valueOf(100 * probability).stripTrailingZeros().toPlainString()
        + " ";
  }

  /** The results of an approximation hold Pareto k of {@code x} under this prefix and its label. */
  public static final String PARETO_K = "pareto_k ";

  /**
   * The results hold the posterior probability that a discrete latent which was summed out has a
   * value, exact given each draw, under this prefix, its label, {@code " = "} and the value.
   */
  public static final String PROBABILITY = "probability ";

  /** The Monte Carlo standard errors of these, under this prefix. */
  public static final String PROBABILITY_ERROR = "probability_error ";

  /**
   * A file that was read.
   *
   * @param name as the user named it
   * @param sha256 of its bytes in lower-case hex
   * @param size the number of its bytes
   */
  public record Source(String name, String sha256, long size) {}

  public RunRecord {
    settings = facts(settings);
    data = List.copyOf(data);
    chains = numbered(chains);
    results = facts(results);
  }

  private static List<ChainRecord> numbered(List<ChainRecord> chains) {
    List<ChainRecord> numbered = new ArrayList<>();
    for (ChainRecord chain : chains) {
      numbered.add(chain.number() > 0 ? chain : chain.withNumber(numbered.size() + 1));
    }
    return List.copyOf(numbered);
  }

  /** The same with other chains. */
  RunRecord withChains(List<ChainRecord> newChains) {
    return new RunRecord(
        programVersion, method, seed, settings, modelFile, data, newChains, results);
  }

  /** The same with results. */
  RunRecord withResults(Map<String, Object> newResults) {
    return new RunRecord(
        programVersion, method, seed, settings, modelFile, data, chains, newResults);
  }

  /**
   * How the model was compiled, in the words of whoever compiled it; empty if as it is by itself.
   */
  public String plan() {
    return settings.get(PLAN) instanceof String words ? words : "";
  }

  /**
   * The sets whose members nothing tells apart, by name, with the variables that are members of it.
   */
  public Map<String, List<String>> interchangeable() {
    Map<String, List<String>> sets = new LinkedHashMap<>();
    results.forEach(
        (name, fact) -> {
          if (!name.startsWith(INTERCHANGEABLE) || !(fact instanceof String names)) return;
          sets.put(
              name.substring(INTERCHANGEABLE.length()),
              names.isEmpty() ? List.of() : List.of(names.split(", ")));
        });
    return sets;
  }

  /** The standard error of a mode's quantity, by its label. */
  public OptionalDouble standardError(String label) {
    return results.get(STANDARD_ERROR + label) instanceof Double error
        ? OptionalDouble.of(error)
        : OptionalDouble.empty();
  }

  /** The posterior probability of a value of a quantity, if it is known beside the draws. */
  public OptionalDouble probability(String label, String value) {
    return results.get(PROBABILITY + label + " = " + value) instanceof Double probability
        ? OptionalDouble.of(probability)
        : OptionalDouble.empty();
  }

  /** The Monte Carlo standard error of that probability; NaN if there is none. */
  public double probabilityError(String label, String value) {
    return results.get(PROBABILITY_ERROR + label + " = " + value) instanceof Double error
        ? error
        : Double.NaN;
  }

  /** Whether the run is of a posterior in closed form. */
  public boolean isExact() {
    return method.equals("exact");
  }

  /** A figure of a quantity that is known exactly; NaN if it is not. */
  public double exact(String prefix, String label) {
    return results.get(prefix + label) instanceof Double value ? value : Double.NaN;
  }

  /** Whether a result is of a single quantity of an exact run. */
  public static boolean isOfExact(String result) {
    return result.startsWith(POSTERIOR) || result.startsWith("exact_");
  }

  /** Pareto k of an approximation's quantity, by its label; NaN if there is none. */
  public double paretoK(String label) {
    return results.get(PARETO_K + label) instanceof Double k ? k : Double.NaN;
  }

  /** Keeps the order, and one type for whole numbers and one for others, as JSON has. */
  private static Map<String, Object> facts(Map<String, Object> facts) {
    Map<String, Object> copy = new LinkedHashMap<>();
    facts.forEach((name, fact) -> copy.put(name, fact(name, fact)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object fact(String name, Object fact) {
    if (fact instanceof String || fact instanceof Boolean) return fact;
    if (fact instanceof Integer || fact instanceof Long || fact instanceof Short) {
      return ((Number) fact).longValue();
    }
    if (fact instanceof Double || fact instanceof Float) return ((Number) fact).doubleValue();
    throw new IllegalArgumentException(
        name + " is a " + fact.getClass().getName() + ", which JSON cannot tell");
  }
}
