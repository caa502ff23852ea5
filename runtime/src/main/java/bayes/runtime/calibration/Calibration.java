package bayes.runtime.calibration;

import bayes.runtime.draws.Layout;
import java.util.List;

/**
 * What came of calibrating a method.
 *
 * @param method its name
 * @param exact whether it claims to draw from the posterior itself
 * @param settings of the calibration
 * @param simulations how many were made; fewer than asked for if it was cancelled
 * @param layout of the values that were ranked
 * @param quantities those that vary, each once, with the ranks of their true values
 * @param failures why there are no draws for a simulated data set, by its number; these simulations
 *     are not among the ranks
 * @param doubts what is wrong with the draws for a simulated data set, by its number; these are
 * @param cancelled whether it was stopped before its end
 * @param seconds the time it took
 */
public record Calibration(
    String method,
    boolean exact,
    CalibrationSettings settings,
    int simulations,
    Layout layout,
    List<RankedQuantity> quantities,
    List<Remark> failures,
    List<Remark> doubts,
    boolean cancelled,
    double seconds) {
  public Calibration {
    quantities = List.copyOf(quantities);
    failures = List.copyOf(failures);
    doubts = List.copyOf(doubts);
  }

  /**
   * What is to be said about one simulation.
   *
   * @param simulation its number, from 0
   */
  public record Remark(int simulation, String text) {}

  /**
   * The p value below which the ranks of a quantity are not uniform: with this one for each, the
   * probability that any quantity of a right method is blamed is at most the settings' rate
   * (Bonferroni's bound, whatever their dependence).
   */
  public double level() {
    return settings.falseAlarms() / Math.max(1, quantities.size());
  }

  /** Whether the ranks of a quantity are not uniform. */
  public boolean isBlamed(RankedQuantity quantity) {
    return quantity.pValue() < level();
  }

  /** The quantities whose ranks are not uniform. */
  public List<RankedQuantity> miscalibrated() {
    return quantities.stream().filter(this::isBlamed).toList();
  }

  /** Whether no quantity is blamed, and there is one to look at. */
  public boolean isCalibrated() {
    return !quantities.isEmpty() && miscalibrated().isEmpty();
  }
}
