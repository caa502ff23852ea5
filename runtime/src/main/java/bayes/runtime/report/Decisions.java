package bayes.runtime.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns probabilities of classes into decisions: the action of the least expected loss, {@code
 * argmin_a sum_c p(c) loss(a, c)}.
 */
public sealed interface Decisions {
  /** The action of those who do not decide. */
  String UNDECIDED = "don't know";

  /** The decision by some probabilities. */
  Decision of(PredictiveTable table);

  /** All decisions. */
  default List<Decision> of(List<PredictiveTable> tables) {
    List<Decision> all = new ArrayList<>();
    for (PredictiveTable table : tables) all.add(of(table));
    return all;
  }

  /**
   * A decision.
   *
   * @param label of what is decided
   * @param action of the least expected loss; the first of several
   * @param probability of the class that the action is called like, if there is one
   */
  record Decision(String label, String action, double expectedLoss, Optional<Double> probability) {
    /** Whether it says nothing of the class. */
    public boolean isUndecided() {
      return action.equals(UNDECIDED);
    }
  }

  /**
   * The loss of abstaining below a threshold: an error costs 1, and not to decide as much as the
   * least probability of an error that is not accepted, {@code 1 - threshold} (Chow, IEEE
   * Transactions on Information Theory 16 (1970)). So it is decided for the most probable class, or
   * not at all.
   *
   * @param threshold the least probability of a class that is decided for
   */
  record Above(double threshold) implements Decisions {
    @Override
    public Decision of(PredictiveTable table) {
      PredictiveTable.Row best = table.rows().get(0);
      double expected = 0;
      for (PredictiveTable.Row row : table.rows()) {
        if (row.probability() > best.probability()) best = row;
      }
      for (PredictiveTable.Row row : table.rows()) {
        if (row != best) expected += row.probability();
      }
      String label = table.question().label();
      return expected <= 1 - threshold
          ? new Decision(label, best.value(), expected, Optional.of(best.probability()))
          : new Decision(label, UNDECIDED, 1 - threshold, Optional.empty());
    }
  }

  /**
   * Any losses.
   *
   * @param losses of each action, by class; a class that is not named costs nothing
   */
  record ByLosses(Map<String, Map<String, Double>> losses) implements Decisions {
    public ByLosses {
      losses = new LinkedHashMap<>(losses);
      if (losses.isEmpty()) throw new IllegalArgumentException("no action");
    }

    @Override
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
  }
}
