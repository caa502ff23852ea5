package bayes.runtime.warmup;

import bayes.runtime.sampler.hamiltonian.DenseMetric;
import bayes.runtime.sampler.hamiltonian.DiagonalMetric;
import bayes.runtime.sampler.hamiltonian.LowRankMetric;
import bayes.runtime.sampler.hamiltonian.Metric;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Metrics that minimise the Fisher divergence between a posterior and the normal distribution with
 * the metric's covariance, from draws x and gradients g = grad log density(x): Seyboldt, Carlson
 * and Carpenter, "Preconditioning Hamiltonian Monte Carlo by minimizing Fisher divergence" (2026).
 * Of a normal posterior g = -Sigma^-1 (x - mean): gradients know its covariance, and the estimates
 * are exact from little more than as many draws as there are directions to learn.
 *
 * <ul>
 *   <li>Diagonal: the variance of coordinate i is sqrt(var x_i / var g_i).
 *   <li>Dense: the geometric mean A # B^-1 of the covariance A of the draws and the inverse of the
 *       covariance B of the gradients: the symmetric solution of S B S = A.
 *   <li>Low rank: the same, in the coordinates that the diagonal metric scales, within the span of
 *       draws and gradients. What is common to most directions, the median eigenvalue, goes to the
 *       diagonal; eigenvalues near it are left out.
 * </ul>
 *
 * <p>A and B are taken in the coordinates of a metric that is known already (for low rank, the
 * diagonal one), and the unit matrix of weight 1 / n is added to both: where few draws say nothing,
 * the known metric stays as it is.
 */
final class FisherEstimate {
  /** Low rank leaves out eigenvalues between 1 / NEAR_ONE and NEAR_ONE. */
  private static final double NEAR_ONE = 1.7;

  /** The most directions of a low-rank metric. */
  private static final int MOST_DIRECTIONS = 64;

  /** More draws than this are thinned before their span is taken. */
  private static final int MOST_SPANNING = 64;

  private static final double FURTHEST_GUESS = 1e10;
  private static final double LEAST_VARIANCE = 1e-24;
  private static final double GREATEST_VARIANCE = 1e24;

  private FisherEstimate() {}

  /**
   * A metric from one gradient: variance 1 / |g_i|. If a coordinate is one standard deviation off
   * that is its standard deviation, if it is 1 off its variance.
   */
  static DiagonalMetric firstGuess(double[] gradient) {
    double[] variances = new double[gradient.length];
    for (int i = 0; i < variances.length; i++) {
      double size = Math.abs(gradient[i]);
      variances[i] =
          size > 0 ? Math.min(FURTHEST_GUESS, Math.max(1 / FURTHEST_GUESS, 1 / size)) : 1;
    }
    return DiagonalMetric.ofInverse(variances);
  }

  /**
   * The diagonal estimate; coordinates of which the sample says nothing are as in {@code known}.
   */
  static DiagonalMetric diagonal(DrawSample sample, double[] known) {
    DrawSample centred = sample.centred();
    double[] variances = new double[sample.dimension()];
    for (int j = 0; j < variances.length; j++) {
      double x = 0;
      double g = 0;
      for (int i = 0; i < sample.size(); i++) {
        x += centred.positions()[i][j] * centred.positions()[i][j];
        g += centred.gradients()[i][j] * centred.gradients()[i][j];
      }
      // Of a flat coordinate the gradients say nothing.
      double variance = g > 0 ? Math.sqrt(x / g) : x / sample.size();
      variances[j] =
          variance > LEAST_VARIANCE && variance < GREATEST_VARIANCE ? variance : known[j];
    }
    return DiagonalMetric.ofInverse(variances);
  }

  /** The dense estimate, if it is positive definite and finite. */
  static Optional<Metric> dense(DrawSample sample, Metric known) {
    int n = sample.dimension();
    DrawSample white = sample.whitened(known).centred();
    double[] mean =
        geometricMean(n, covariance(white.positions(), n), covariance(white.gradients(), n));
    // L S L', by applying L to the rows of S and again to those of the transposed result.
    double[] rows = velocities(known, n, mean);
    double[] covariance = velocities(known, n, transposed(n, rows));
    for (double value : covariance) if (!Double.isFinite(value)) return Optional.empty();
    return DenseMetric.ofInverse(n, covariance).map(metric -> metric);
  }

  private static double[] velocities(Metric metric, int n, double[] rows) {
    double[] out = new double[n * n];
    double[] result = new double[n];
    for (int i = 0; i < n; i++) {
      metric.velocity(Arrays.copyOfRange(rows, i * n, (i + 1) * n), result);
      System.arraycopy(result, 0, out, i * n, n);
    }
    return out;
  }

  private static double[] transposed(int n, double[] a) {
    double[] out = new double[n * n];
    for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) out[j * n + i] = a[i * n + j];
    return out;
  }

  /** The low-rank estimate on top of a diagonal one; empty if no direction stands out. */
  static Optional<Metric> lowRank(DrawSample sample, DiagonalMetric diagonal) {
    int n = sample.dimension();
    DrawSample white = sample.whitened(diagonal).centred();
    double[][] basis = span(white);
    Spectrum spectrum = projected(white, basis);
    if (!Double.isFinite(spectrum.largest()) || !Double.isFinite(spectrum.smallest())) {
      return Optional.empty();
    }
    double common = spectrum.median();
    double[] values = new double[spectrum.size()];
    for (int k = 0; k < values.length; k++) values[k] = spectrum.values()[k] / common;
    List<Integer> standOut = standOut(values);
    int rank = standOut.size();
    if (rank == 0) return Optional.empty();
    double[] lambda = new double[rank];
    double[] directions = new double[rank * n];
    for (int k = 0; k < rank; k++) {
      int from = standOut.get(k);
      lambda[k] = values[from];
      for (int b = 0; b < basis.length; b++) {
        double weight = spectrum.vectors()[from * basis.length + b];
        for (int i = 0; i < n; i++) directions[k * n + i] += weight * basis[b][i];
      }
    }
    double[] variances = diagonal.inverseDiagonal();
    for (int i = 0; i < n; i++) variances[i] *= common;
    return Optional.of(LowRankMetric.of(variances, directions, lambda));
  }

  /** Which eigenvalues are far from 1, those farthest off first, and not too many. */
  private static List<Integer> standOut(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .filter(k -> farFromOne(values[k]) > Math.log(NEAR_ONE))
        .sorted(Comparator.comparingDouble((Integer k) -> -farFromOne(values[k])))
        .limit(MOST_DIRECTIONS)
        .toList();
  }

  private static double farFromOne(double value) {
    return Math.abs(Math.log(value));
  }

  /**
   * The eigenvalues of the geometric mean that remains when {@code metric} is the unit: all 1 if it
   * is the covariance of a normal posterior.
   */
  static Spectrum remaining(DrawSample sample, Metric metric) {
    DrawSample white = sample.whitened(metric).centred();
    return projected(white, span(white));
  }

  private static Spectrum projected(DrawSample white, double[][] basis) {
    int rank = basis.length;
    double[] a = covariance(project(white.positions(), basis), rank);
    double[] b = covariance(project(white.gradients(), basis), rank);
    return Spectrum.of(rank, geometricMean(rank, a, b));
  }

  private static double[][] project(double[][] rows, double[][] basis) {
    double[][] out = new double[rows.length][basis.length];
    for (int i = 0; i < rows.length; i++) {
      for (int b = 0; b < basis.length; b++) {
        double sum = 0;
        for (int j = 0; j < rows[i].length; j++) sum += rows[i][j] * basis[b][j];
        out[i][b] = sum;
      }
    }
    return out;
  }

  /** An orthonormal basis of the span of draws and gradients; the unit vectors if they are many. */
  private static double[][] span(DrawSample white) {
    int n = white.dimension();
    if (n <= 2 * Math.min(white.size(), MOST_SPANNING)) {
      double[][] unit = new double[n][n];
      for (int i = 0; i < n; i++) unit[i][i] = 1;
      return unit;
    }
    int used = Math.min(white.size(), MOST_SPANNING);
    double[][] basis = new double[2 * used][];
    int size = 0;
    for (int i = 0; i < used; i++) {
      int index = (int) ((long) i * white.size() / used);
      size = extend(basis, size, white.positions()[index]);
      size = extend(basis, size, white.gradients()[index]);
    }
    return Arrays.copyOf(basis, size);
  }

  /** Gram-Schmidt, twice for the digits; a vector within the span adds nothing. */
  private static int extend(double[][] basis, int size, double[] vector) {
    double[] rest = vector.clone();
    double before = norm(rest);
    for (int pass = 0; pass < 2; pass++) {
      for (int b = 0; b < size; b++) {
        double along = 0;
        for (int j = 0; j < rest.length; j++) along += basis[b][j] * rest[j];
        for (int j = 0; j < rest.length; j++) rest[j] -= along * basis[b][j];
      }
    }
    double after = norm(rest);
    if (!(after > 1e-8 * before)) return size;
    for (int j = 0; j < rest.length; j++) rest[j] /= after;
    basis[size] = rest;
    return size + 1;
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double value : vector) sum += value * value;
    return Math.sqrt(sum);
  }

  /** The covariance of centred rows, and the unit matrix of weight 1 / rows. */
  private static double[] covariance(double[][] rows, int n) {
    double[] out = new double[n * n];
    for (double[] row : rows) {
      for (int i = 0; i < n; i++) {
        double scaled = row[i] / rows.length;
        for (int j = 0; j <= i; j++) out[i * n + j] += scaled * row[j];
      }
    }
    for (int i = 0; i < n; i++) {
      out[i * n + i] += 1.0 / rows.length;
      for (int j = 0; j < i; j++) out[j * n + i] = out[i * n + j];
    }
    return out;
  }

  /** A # B^-1 = A^(1/2) (A^(1/2) B A^(1/2))^(-1/2) A^(1/2). */
  static double[] geometricMean(int n, double[] a, double[] b) {
    Spectrum spectrum = Spectrum.of(n, a);
    double[] root = spectrum.power(0.5);
    double[] inner = product(n, product(n, root, b), root);
    double[] middle = Spectrum.of(n, symmetric(n, inner)).power(-0.5);
    return symmetric(n, product(n, product(n, root, middle), root));
  }

  private static double[] product(int n, double[] a, double[] b) {
    double[] out = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double value = a[i * n + k];
        for (int j = 0; j < n; j++) out[i * n + j] += value * b[k * n + j];
      }
    }
    return out;
  }

  private static double[] symmetric(int n, double[] a) {
    double[] out = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) out[i * n + j] = (a[i * n + j] + a[j * n + i]) / 2;
    }
    return out;
  }
}
