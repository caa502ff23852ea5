package bayes.runtime.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns probabilities of classes into decisions: the action of the least expected loss, {@code
 * argmin_a sum_c p(c) loss(a, c)}.
 *
 * @param losses of each action, by class; a class that is not named costs nothing
 */
public record Decisions(Map<String, Map<String, Double>> losses) {
  /** The action of those who do not decide. */
  public static final String UNDECIDED = "don't know";

  public Decisions {
    losses = new LinkedHashMap<>(losses);
    if (losses.isEmpty()) throw new IllegalArgumentException("no action");
  }

  /**
   * The loss of abstaining below a threshold: an error costs 1, and not to decide as much as the
   * least probability of an error that is not accepted, {@code 1 - threshold} (Chow, IEEE
   * Transactions on Information Theory 16 (1970)).
   *
   * @param classes to decide for
   * @param threshold the least probability of a class that is decided for
   */
  public static Decisions above(double threshold, List<String> classes) {
    Map<String, Map<String, Double>> losses = new LinkedHashMap<>();
    for (String action : classes) {
      Map<String, Double> of = new LinkedHashMap<>();
      for (String truth : classes) of.put(truth, action.equals(truth) ? 0.0 : 1.0);
      losses.put(action, of);
    }
    Map<String, Double> undecided = new LinkedHashMap<>();
    for (String truth : classes) undecided.put(truth, 1 - threshold);
    losses.put(UNDECIDED, undecided);
    return new Decisions(losses);
  }

  /**
   * A decision.
   *
   * @param label of what is decided
   * @param action of the least expected loss; the first of several
   * @param probability of the class that the action is called like, if there is one
   */
  public record Decision(
      String label, String action, double expectedLoss, Optional<Double> probability) {
    /** Whether it says nothing of the class. */
    public boolean isUndecided() {
      return action.equals(UNDECIDED);
    }
  }

  /** The decision by some probabilities. */
  public Decision of(PredictiveTable table) {
    String best = "";
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, Map<String, Double>> action : losses.entrySet()) {
      double expected = 0;
      for (PredictiveTable.Row row : table.rows()) {
        double loss = action.getValue().getOrDefault(row.value(), 0.0);
        // No probability makes an infinite loss of something that cannot be.
        if (row.probability() > 0) expected += row.probability() * loss;
      }
      if (best.isEmpty() || expected < least) {
        best = action.getKey();
        least = expected;
      }
    }
    String action = best;
    Optional<Double> probability =
        table.rows().stream()
            .filter(row -> row.value().equals(action))
            .map(PredictiveTable.Row::probability)
            .findFirst();
    return new Decision(table.question().label(), best, least, probability);
  }

  /** All decisions. */
  public List<Decision> of(List<PredictiveTable> tables) {
    List<Decision> all = new ArrayList<>();
    for (PredictiveTable table : tables) all.add(of(table));
    return all;
  }
}
