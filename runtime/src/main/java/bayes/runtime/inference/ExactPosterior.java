package bayes.runtime.inference;

import java.util.List;

/**
 * What is known of a posterior in closed form, beside its draws.
 *
 * @param marginals of single quantities; others, such as what is computed from them, have draws
 *     only
 * @param probabilities of the values of discrete quantities
 */
public record ExactPosterior(List<Marginal> marginals, List<Probability> probabilities) {
  public ExactPosterior {
    marginals = List.copyOf(marginals);
    probabilities = List.copyOf(probabilities);
  }

  /**
   * The posterior distribution of one quantity.
   *
   * @param label of the quantity, {@code theta["Choate"]}
   * @param distribution with its parameters, as the language has it
   * @param mean NaN where the distribution has none
   * @param sd NaN where the distribution has none
   * @param quantiles at the probabilities of {@link #PROBABILITIES}
   */
  public record Marginal(
      String label, String distribution, double mean, double sd, List<Double> quantiles) {
    public Marginal {
      quantiles = List.copyOf(quantiles);
    }
  }

  /**
   * How probable a value of a discrete quantity is.
   *
   * @param label of the quantity
   * @param value for people: a number, or a member's label
   */
  public record Probability(String label, String value, double probability) {}

  /** Of which probabilities quantiles are told. */
  public static final List<Double> PROBABILITIES = List.of(0.025, 0.05, 0.5, 0.95, 0.975);
}
