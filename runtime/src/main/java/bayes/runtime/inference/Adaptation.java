package bayes.runtime.inference;

import bayes.runtime.sampler.hamiltonian.MetricKind;
import java.util.List;

/** What a chain learnt during warmup and kept from then on. */
public sealed interface Adaptation {
  /**
   * Of the No-U-Turn sampler.
   *
   * @param stepSize the step size of the leapfrog
   * @param inverseMetric the diagonal of the inverse metric, per unconstrained coordinate
   * @param metric the shape of the metric
   * @param rank the number of directions in which the metric differs from a diagonal one
   * @param warmupIterations the length of the warmup
   */
  record Hamiltonian(
      double stepSize,
      List<Double> inverseMetric,
      MetricKind metric,
      int rank,
      int warmupIterations)
      implements Adaptation {
    public Hamiltonian {
      inverseMetric = List.copyOf(inverseMetric);
    }
  }

  /**
   * Of random-walk Metropolis-Hastings.
   *
   * @param componentScales the standard deviation of each coordinate's steps
   * @param blockScales the factor of each block's steps
   */
  record RandomWalk(List<Double> componentScales, List<Double> blockScales) implements Adaptation {
    public RandomWalk {
      componentScales = List.copyOf(componentScales);
      blockScales = List.copyOf(blockScales);
    }
  }
}
