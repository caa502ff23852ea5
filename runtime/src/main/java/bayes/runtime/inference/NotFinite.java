package bayes.runtime.inference;

import java.util.List;

/**
 * Evaluations whose log density or gradient was not finite.
 *
 * @param count how many there were: at the start of a chain that did not start, else after warmup
 * @param evaluations of how many
 * @param position the last of them, on the unconstrained scale
 * @param explanation the place in the model, and the values, that made the last one so, as {@link
 *     Target#whyNotFinite} tells; empty if it cannot, or was not asked
 */
public record NotFinite(long count, long evaluations, List<Double> position, String explanation) {
  public NotFinite {
    position = List.copyOf(position);
  }

  /** The position as an array of its own. */
  public double[] toArray() {
    return position.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The same, explained by the target. */
  NotFinite explainedBy(Target target) {
    return new NotFinite(count, evaluations, position, target.whyNotFinite(toArray()).orElse(""));
  }
}
