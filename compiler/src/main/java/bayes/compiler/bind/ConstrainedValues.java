package bayes.compiler.bind;

import bayes.compiler.model.Constraint;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Whether the numbers of one vector or matrix, in row order, fulfil its constraint. */
final class ConstrainedValues {
  /** Sums of data written to a few digits: as Stan tolerates them. */
  private static final double TOLERANCE = 1e-8;

  private final IntToDoubleFunction values;
  private final int n;

  ConstrainedValues(IntToDoubleFunction values, int n) {
    this.values = values;
    this.n = n;
  }

  /**
   * What is wrong.
   *
   * @param element the position that is to blame
   * @param text what was found, {@code the sum is 0.9}
   */
  record Fault(int element, String text) {}

  Optional<Fault> fault(Constraint constraint) {
    return switch (constraint) {
      case SIMPLEX -> negative().or(() -> sum(1, 1));
      case ORDERED -> falls();
      case POSITIVE_ORDERED -> negative().or(this::falls);
      case UNIT_VECTOR -> length(0, n, "the sum of its squares is ");
      case SUM_TO_ZERO -> sum(0, 1 + sizes());
      case CHOLESKY_CORR -> triangular().or(this::rows);
      case CHOLESKY_COV -> triangular();
      case CORR -> diagonal().or(this::positiveDefinite);
      case COV -> positiveDefinite();
    };
  }

  private double at(int i) {
    return values.applyAsDouble(i);
  }

  private Optional<Fault> negative() {
    for (int i = 0; i < n; i++) {
      if (at(i) < 0) return Optional.of(new Fault(i, "found a negative number"));
    }
    return Optional.empty();
  }

  private double sizes() {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += Math.abs(at(i));
    return sum;
  }

  private Optional<Fault> sum(double target, double scale) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += at(i);
    return isNear(sum, target, scale)
        ? Optional.empty()
        : Optional.of(new Fault(0, "the sum is " + SupportReader.number(sum)));
  }

  private static boolean isNear(double value, double target, double scale) {
    return Math.abs(value - target) <= TOLERANCE * scale;
  }

  private Optional<Fault> falls() {
    for (int i = 1; i < n; i++) {
      if (at(i) > at(i - 1)) continue;
      String found = SupportReader.number(at(i)) + " after " + SupportReader.number(at(i - 1));
      return Optional.of(new Fault(i, "found " + found));
    }
    return Optional.empty();
  }

  private Optional<Fault> length(int from, int to, String words) {
    double sum = 0;
    for (int i = from; i < to; i++) sum += at(i) * at(i);
    return isNear(sum, 1, 1)
        ? Optional.empty()
        : Optional.of(new Fault(from, words + SupportReader.number(sum)));
  }

  private Optional<Fault> rows() {
    for (int i = 0; i < n; i++) {
      Optional<Fault> fault = length(i * n, i * n + i + 1, "the sum of the row's squares is ");
      if (fault.isPresent()) return fault;
    }
    return Optional.empty();
  }

  private Optional<Fault> triangular() {
    for (int i = 0; i < n; i++) {
      if (!(at(i * n + i) > 0)) {
        return found(i * n + i, " on the diagonal");
      }
      for (int j = i + 1; j < n; j++) {
        if (at(i * n + j) != 0) return found(i * n + j, " above the diagonal");
      }
    }
    return Optional.empty();
  }

  private Optional<Fault> found(int element, String where) {
    return Optional.of(new Fault(element, "found " + SupportReader.number(at(element)) + where));
  }

  private Optional<Fault> diagonal() {
    for (int i = 0; i < n; i++) {
      if (!isNear(at(i * n + i), 1, 1)) return found(i * n + i, " on the diagonal");
    }
    return Optional.empty();
  }

  private Optional<Fault> positiveDefinite() {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double below = at(i * n + j);
        double above = at(j * n + i);
        if (isNear(below, above, Math.max(1, Math.abs(below)))) continue;
        return found(i * n + j, ", but " + SupportReader.number(above) + " opposite to it");
      }
    }
    return pivots();
  }

  /** By the Cholesky factor, row by row. */
  private Optional<Fault> pivots() {
    double[] factor = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = at(i * n + j);
        for (int k = 0; k < j; k++) rest -= factor[i * n + k] * factor[j * n + k];
        if (j < i) {
          factor[i * n + j] = rest / factor[j * n + j];
        } else if (rest > 0) {
          factor[i * n + i] = Math.sqrt(rest);
        } else {
          return Optional.of(new Fault(i * n + i, "it is not positive definite"));
        }
      }
    }
    return Optional.empty();
  }
}
