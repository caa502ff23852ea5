package bayes.compiler.stdlib;

import java.util.ArrayList;
import java.util.List;

/**
 * Points and weights with which a density adds up to one: every count, or the nodes of double
 * exponential quadrature (Takahasi and Mori 1974), which copes with singularities at the ends and
 * with heavy tails.
 */
record Totals(List<double[]> points, List<Double> weights) {
  private static final double STEP = 1.0 / 32;
  private static final double REACH = 4.6;

  /** The points that a row of a reference file asks for. */
  static Totals of(ReferenceFile.Row row) {
    double from = row.number("from");
    double to = row.number("to");
    Totals totals = new Totals(new ArrayList<>(), new ArrayList<>());
    switch (row.word("over")) {
      case "line" -> totals.line(from, to);
      case "plane" -> totals.plane(to);
      case "half" -> totals.halfLine(0, to);
      case "halves" -> {
        totals.halfLine(from, -to);
        totals.halfLine(from, to);
      }
      case "segment" -> totals.segment(from, to);
      case "counts" -> totals.counts((int) from, (int) to);
      case "compositions" -> totals.compositions((int) from, new double[(int) to], 0);
      case "simplex" -> totals.simplex((int) to);
      case "corr" -> totals.correlations((int) to, false);
      case "cholesky_corr" -> totals.correlations((int) to, true);
      case "unit_vector" -> totals.sphere((int) to);
      case "sum_to_zero" -> totals.sumToZero((int) to, from);
      case "vector" -> totals.vectors((int) to, from);
      default -> throw new IllegalArgumentException(row.word("over"));
    }
    return totals;
  }

  private void add(double weight, double... point) {
    points.add(point);
    weights.add(weight);
  }

  /** x = center + scale sinh(pi/2 sinh t). */
  private void line(double center, double scale) {
    for (double t = -REACH; t <= REACH; t += STEP) {
      double inner = Math.PI / 2 * Math.sinh(t);
      double slope = Math.cosh(inner) * Math.PI / 2 * Math.cosh(t);
      add(STEP * scale * slope, center + scale * Math.sinh(inner));
    }
  }

  /**
   * Two coordinates of a density that is as smooth as a normal one: half standard deviations do.
   */
  private void plane(double scale) {
    for (int i = -24; i <= 24; i++) {
      for (int j = -24; j <= 24; j++) add(square(0.5 * scale), 0.5 * scale * i, 0.5 * scale * j);
    }
  }

  private static double square(double x) {
    return x * x;
  }

  /** x = from + scale exp(pi/2 sinh t), to the left where the scale is negative. */
  private void halfLine(double from, double scale) {
    for (double t = -REACH; t <= REACH; t += STEP) {
      double x = scale * Math.exp(Math.PI / 2 * Math.sinh(t));
      add(STEP * Math.abs(x) * Math.PI / 2 * Math.cosh(t), from + x);
    }
  }

  /** x = from + (to - from) / (1 + exp(-pi sinh t)). */
  private void segment(double from, double to) {
    for (double t = -REACH; t <= REACH; t += STEP) {
      double share = share(t);
      if (from + (to - from) * share < to) {
        add((to - from) * weight(t), from + (to - from) * share);
      }
    }
  }

  private static double share(double t) {
    return 1 / (1 + Math.exp(-Math.PI * Math.sinh(t)));
  }

  private static double weight(double t) {
    return STEP * share(t) * share(-t) * Math.PI * Math.cosh(t);
  }

  private void counts(int from, int to) {
    for (int x = from; x <= to; x++) add(1, x);
  }

  /** All counts that sum to what is left. */
  private void compositions(int left, double[] counts, int at) {
    if (at == counts.length - 1) {
      counts[at] = left;
      add(1, counts.clone());
      return;
    }
    for (int x = 0; x <= left; x++) {
      counts[at] = x;
      compositions(left - x, counts, at + 1);
    }
  }

  /** Of two or three elements, over all but the last. */
  private void simplex(int size) {
    double coarse = 2 * STEP;
    for (double t = -3; t <= 3; t += size == 2 ? STEP : coarse) {
      if (size == 2) {
        add(weight(t), share(t), share(-t));
        continue;
      }
      for (double s = -3; s <= 3; s += coarse) {
        double rest = share(-t);
        add(4 * weight(t) * weight(s) * rest, share(t), rest * share(s), rest * share(-s));
      }
    }
  }

  /**
   * Matrices of two or three rows, over the elements below the diagonal, by the partial correlation
   * of the second and third variable given the first.
   */
  private void correlations(int size, boolean factors) {
    double step = size == 2 ? STEP : 8 * STEP;
    double scale = step / STEP * 2;
    for (double t = -3; t <= 3; t += step) {
      double a = 2 * share(t) - 1;
      double restA = 2 * Math.sqrt(share(t) * share(-t));
      if (size == 2) {
        if (factors) {
          add(2 * weight(t), 1, 0, a, restA);
        } else {
          add(2 * weight(t), 1, a, a, 1);
        }
        continue;
      }
      for (double u = -3; u <= 3; u += step) {
        double b = 2 * share(u) - 1;
        double restB = 2 * Math.sqrt(share(u) * share(-u));
        for (double v = -3; v <= 3; v += step) {
          double partial = 2 * share(v) - 1;
          double restC = 2 * Math.sqrt(share(v) * share(-v));
          double weight = scale * weight(t) * scale * weight(u) * scale * weight(v) * restB;
          if (factors) {
            add(weight, 1, 0, 0, a, restA, 0, b, partial * restB, restC * restB);
          } else {
            double c = a * b + partial * restA * restB;
            add(weight * restA, 1, a, b, a, 1, c, b, c, 1);
          }
        }
      }
    }
  }

  /** The circle by its angle, or the sphere by height and angle. */
  private void sphere(int size) {
    int steps = 16;
    double angle = 2 * Math.PI / steps;
    for (int k = 0; k < steps; k++) {
      double a = (k + 0.5) * angle;
      if (size == 2) {
        add(angle, Math.cos(a), Math.sin(a));
        continue;
      }
      for (int h = 0; h < steps; h++) {
        double height = 2 * (h + 0.5) / steps - 1;
        double radius = Math.sqrt(1 - height * height);
        add(angle * 2 / steps, radius * Math.cos(a), radius * Math.sin(a), height);
      }
    }
  }

  /** Of two or three elements, over the plane of those that sum to 0, by its own coordinates. */
  private void sumToZero(int size, double scale) {
    double step = scale / 16;
    for (double t = -10 * scale; t <= 10 * scale; t += step) {
      double x = t / Math.sqrt(2);
      if (size == 2) {
        add(step, x, -x);
        continue;
      }
      for (double u = -10 * scale; u <= 10 * scale; u += 4 * step) {
        double y = u / Math.sqrt(6);
        add(4 * step * step, x + y, -x + y, -2 * y);
      }
    }
  }

  /**
   * Vectors of one or two elements, by sums that are exact for what falls like a normal density.
   */
  private void vectors(int size, double scale) {
    double step = scale / 8;
    for (double x = -15 * scale; x <= 15 * scale; x += step) {
      if (size == 1) {
        add(step, x);
        continue;
      }
      for (double y = -25 * scale; y <= 25 * scale; y += step) add(step * step, x, y);
    }
  }

  /** The sum of the densities times the weights. */
  double sum(double[] logDensities) {
    double sum = 0;
    for (int i = 0; i < logDensities.length; i++) {
      sum += weights.get(i) * Math.exp(logDensities[i]);
    }
    return sum;
  }
}
