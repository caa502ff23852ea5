package bayes.runtime.approximation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The positions that an ascent by L-BFGS went through, and at each of them the normal distribution
 * that the changes of the gradient so far suggest: its scale matrix is the estimate of the inverse
 * Hessian, and its mean where Newton's step with it leads.
 *
 * <p>The estimate is the BFGS update of a diagonal matrix by the last few pairs of steps s and
 * changes y of the (negative) gradient; pairs along which the density is not concave are left out.
 * The diagonal is that of least Fisher divergence, the root of the ratio of the squares of s_i and
 * of y_i: where the Hessian is diagonal, it is exact after one step. (The diagonal of the BFGS
 * update, which Pathfinder's authors take, learns little in each step where there are many
 * coordinates.)
 *
 * <p>Instead of the compact representation with its inverse triangle, the update is carried out in
 * an orthonormal basis of all scaled s and y, where it is a small dense matrix that stays positive
 * definite.
 */
final class ClimbingPath {
  /** Pairs whose product is smaller than this, relative to y'y, show no curvature. */
  private static final double SMALLEST_CURVATURE = 1e-12;

  /** Columns that are, but for this part, made of those before span nothing new. */
  private static final double DEPENDENT = 1e-9;

  /**
   * The share of the average that a coordinate has which did not move, or whose gradient did not.
   */
  private static final double UNMOVED = 1e-16;

  /** The diagonal remembers so many times as many pairs as the rest. */
  private static final int DIAGONAL_MEMORY = 3;

  private final int memory;
  private final List<double[]> positions = new ArrayList<>();
  private final List<double[]> gradients = new ArrayList<>();
  private final List<Double> logDensities = new ArrayList<>();

  /** An empty path, whose estimates remember so many pairs. */
  ClimbingPath(int memory) {
    this.memory = memory;
  }

  void add(double[] position, double[] gradient, double logDensity) {
    positions.add(position.clone());
    gradients.add(gradient.clone());
    logDensities.add(logDensity);
  }

  /** The number of positions. */
  int size() {
    return positions.size();
  }

  double[] position(int index) {
    return positions.get(index);
  }

  double logDensity(int index) {
    return logDensities.get(index);
  }

  /** Pairs of a step and the change of the negative gradient along it. */
  private record Pair(double[] step, double[] change, double product) {}

  private Optional<Pair> pair(int index) {
    double[] step = difference(positions.get(index + 1), positions.get(index));
    double[] change = difference(gradients.get(index), gradients.get(index + 1));
    double product = dot(step, change);
    boolean curves = product > SMALLEST_CURVATURE * dot(change, change);
    return curves && Double.isFinite(product)
        ? Optional.of(new Pair(step, change, product))
        : Optional.empty();
  }

  /** The distribution that the path up to this position suggests; empty if there is none. */
  Optional<LowRankNormal> normalAt(int index) {
    int n = positions.get(index).length;
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < index; i++) pair(i).ifPresent(pairs::add);
    double[] scales = scales(n, last(pairs, DIAGONAL_MEMORY * memory));
    List<Pair> recent = last(pairs, memory);
    double[][] basis = basis(scales, recent);
    double[][] middle = middle(scales, recent, basis);
    double[] mean = newton(scales, basis, middle, gradients.get(index));
    for (int i = 0; i < n; i++) mean[i] += positions.get(index)[i];
    return LowRankNormal.of(mean, scales, basis, middle);
  }

  private static List<Pair> last(List<Pair> pairs, int count) {
    return pairs.subList(Math.max(0, pairs.size() - count), pairs.size());
  }

  /** The roots of the diagonal: (sum of s_i^2 / s'y)^(1/4) / (sum of y_i^2 / s'y)^(1/4). */
  private static double[] scales(int n, List<Pair> pairs) {
    double[] scales = new double[n];
    Arrays.fill(scales, 1);
    if (pairs.isEmpty()) return scales;
    double[] steps = new double[n];
    double[] changes = new double[n];
    double allSteps = 0;
    double allChanges = 0;
    for (Pair pair : pairs) {
      for (int i = 0; i < n; i++) {
        steps[i] += pair.step[i] * pair.step[i] / pair.product;
        changes[i] += pair.change[i] * pair.change[i] / pair.product;
      }
    }
    for (int i = 0; i < n; i++) {
      allSteps += steps[i] / n;
      allChanges += changes[i] / n;
    }
    for (int i = 0; i < n; i++) {
      double step = steps[i] + UNMOVED * allSteps;
      double change = changes[i] + UNMOVED * allChanges;
      scales[i] = Math.sqrt(Math.sqrt(step / change));
    }
    return scales;
  }

  /** An orthonormal basis of all D^-1 s and D y, by the Gram-Schmidt method carried out twice. */
  private static double[][] basis(double[] scales, List<Pair> pairs) {
    List<double[]> basis = new ArrayList<>();
    for (Pair pair : pairs) {
      for (double[] column : List.of(scaledStep(scales, pair), scaledChange(scales, pair))) {
        double size = Math.sqrt(dot(column, column));
        if (!(size > 0)) continue;
        for (int i = 0; i < column.length; i++) column[i] /= size;
        double rest = 1;
        for (int pass = 0; pass < 2; pass++) {
          for (double[] direction : basis) addScaled(column, -dot(direction, column), direction);
          rest = Math.sqrt(dot(column, column));
          if (rest < DEPENDENT) break;
        }
        if (!(rest >= DEPENDENT)) continue;
        for (int i = 0; i < column.length; i++) column[i] /= rest;
        basis.add(column);
      }
    }
    return basis.toArray(double[][]::new);
  }

  /** M = (I - r s y') M (I - r y s') + r s s', pair after pair, in the coordinates of the basis. */
  private static double[][] middle(double[] scales, List<Pair> pairs, double[][] basis) {
    int k = basis.length;
    double[][] middle = new double[k][k];
    for (int i = 0; i < k; i++) middle[i][i] = 1;
    double[] s = new double[k];
    double[] y = new double[k];
    double[] my = new double[k];
    for (Pair pair : pairs) {
      double[] step = scaledStep(scales, pair);
      double[] change = scaledChange(scales, pair);
      for (int i = 0; i < k; i++) {
        s[i] = dot(basis[i], step);
        y[i] = dot(basis[i], change);
      }
      double r = 1 / dot(s, y);
      if (!(r > 0) || r == Double.POSITIVE_INFINITY) continue;
      for (int i = 0; i < k; i++) my[i] = dot(middle[i], y);
      double factor = r * r * dot(y, my) + r;
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          middle[i][j] += factor * s[i] * s[j] - r * (s[i] * my[j] + my[i] * s[j]);
        }
      }
    }
    return middle;
  }

  /** D (I + Q (M - I) Q') D times the gradient. */
  private static double[] newton(
      double[] scales, double[][] basis, double[][] middle, double[] gradient) {
    int n = scales.length;
    int k = basis.length;
    double[] step = new double[n];
    for (int i = 0; i < n; i++) step[i] = scales[i] * gradient[i];
    double[] inner = new double[k];
    for (int j = 0; j < k; j++) inner[j] = dot(basis[j], step);
    for (int j = 0; j < k; j++) addScaled(step, dot(middle[j], inner) - inner[j], basis[j]);
    for (int i = 0; i < n; i++) step[i] *= scales[i];
    return step;
  }

  private static double[] scaledStep(double[] scales, Pair pair) {
    double[] column = new double[scales.length];
    for (int i = 0; i < column.length; i++) column[i] = pair.step[i] / scales[i];
    return column;
  }

  private static double[] scaledChange(double[] scales, Pair pair) {
    double[] column = new double[scales.length];
    for (int i = 0; i < column.length; i++) column[i] = pair.change[i] * scales[i];
    return column;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) difference[i] = a[i] - b[i];
    return difference;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  private static void addScaled(double[] to, double factor, double[] values) {
    for (int i = 0; i < to.length; i++) to[i] += factor * values[i];
  }
}
