package bayes.runtime.warmup;

import bayes.runtime.sampler.hamiltonian.DiagonalMetric;
import bayes.runtime.sampler.hamiltonian.Metric;
import bayes.runtime.sampler.hamiltonian.MetricKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the shape of the metric by evidence: each is estimated from the older draws of a sample
 * and tried on the newer ones.
 *
 * <p>In the coordinates of a metric let the covariance that remains have eigenvalues from a to b.
 * The step size is bounded by the shortest direction, sqrt(a), and a trajectory has to be as long
 * as the longest, sqrt(b), so that a draw costs about sqrt(b / a) gradients, times what a leapfrog
 * step costs with the metric. The least of these is taken.
 */
final class MetricChoice {
  private static final double OLDER = 0.6;

  /** A gradient takes about this many operations per coordinate, one of a matrix two. */
  private static final double GRADIENT_OPERATIONS = 400;

  /** More coordinates than this make no dense metric: their matrices would fill the memory. */
  private static final int MOST_DENSE = 1000;

  /** What is simpler is taken unless the other is better by this factor. */
  private static final double CLEARLY = 0.98;

  private final Optional<MetricKind> given;

  /** A choice, or the shape that is given. */
  MetricChoice(Optional<MetricKind> given) {
    this.given = given;
  }

  /**
   * A metric and what it promises.
   *
   * @param metric estimated from the whole sample
   * @param cost the expected cost of a draw, as estimated on draws that were held out
   */
  record Chosen(Metric metric, double cost) {}

  /** The best metric for {@code sample}, close to {@code known} where the sample says little. */
  Chosen choose(DrawSample sample, Metric known) {
    int older = (int) Math.ceil(OLDER * sample.size());
    DrawSample fitted = sample.first(older);
    DrawSample heldOut = sample.without(older);
    MetricKind best = MetricKind.DIAGONAL;
    double least = Double.POSITIVE_INFINITY;
    for (MetricKind kind : candidates(sample.dimension())) {
      double cost = cost(estimate(kind, fitted, known), heldOut);
      if (cost < CLEARLY * least) {
        best = kind;
        least = cost;
      }
    }
    return new Chosen(estimate(best, sample, known), least);
  }

  private List<MetricKind> candidates(int dimension) {
    if (given.isPresent()) return List.of(given.get());
    List<MetricKind> kinds = new ArrayList<>(List.of(MetricKind.DIAGONAL));
    if (dimension > 1) kinds.add(MetricKind.LOW_RANK);
    if (dimension > 1 && dimension <= MOST_DENSE) kinds.add(MetricKind.DENSE);
    return kinds;
  }

  private static Metric estimate(MetricKind kind, DrawSample sample, Metric known) {
    DiagonalMetric diagonal = FisherEstimate.diagonal(sample, known.inverseDiagonal());
    return switch (kind) {
      case DIAGONAL -> diagonal;
      case LOW_RANK -> FisherEstimate.lowRank(sample, diagonal).orElse(diagonal);
      case DENSE -> FisherEstimate.dense(sample, known).orElse(diagonal);
    };
  }

  /** The expected cost of a draw with {@code metric}, in gradients up to a common factor. */
  static double cost(Metric metric, DrawSample heldOut) {
    Spectrum spectrum = FisherEstimate.remaining(heldOut, metric);
    double ratio = spectrum.largest() / spectrum.smallest();
    return ratio >= 1 ? Math.sqrt(ratio) * step(metric) : Double.POSITIVE_INFINITY;
  }

  private static double step(Metric metric) {
    return switch (metric.kind()) {
      case DIAGONAL -> 1;
      case LOW_RANK -> 1 + 8 * metric.rank() / GRADIENT_OPERATIONS;
      case DENSE -> 1 + 2 * metric.dimension() / GRADIENT_OPERATIONS;
    };
  }
}
