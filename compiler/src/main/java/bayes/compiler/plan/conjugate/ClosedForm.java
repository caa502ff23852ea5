package bayes.compiler.plan.conjugate;

import java.util.List;

/**
 * The posterior distribution of each element of a latent.
 *
 * @param column the name of the latent in draws
 * @param family the name of the distribution
 * @param parameters their names
 */
public record ClosedForm(String column, String family, List<String> parameters) {
  public ClosedForm {
    parameters = List.copyOf(parameters);
  }

  /** The probabilities of the quantiles that are computed. */
  public static final List<Double> PROBABILITIES = List.of(0.025, 0.05, 0.5, 0.95, 0.975);

  /** The number of figures of each element: its parameters, mean, sd and quantiles. */
  public int figures() {
    return parameters.size() + 2 + PROBABILITIES.size();
  }
}
