package bayes.runtime.inference;

import bayes.runtime.sampler.hamiltonian.MetricKind;
import java.util.List;
import java.util.Optional;

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

  /** Of a method that has nothing to learn: its draws are exact, or from exact conditionals. */
  record None() implements Adaptation {}

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

  /**
   * Of parallel tempering, with what its swaps told after warmup.
   *
   * @param betas the inverse temperatures of the rungs, from 0 to 1
   * @param rejections the rate at which swaps of each rung and the next one were rejected
   * @param roundTrips of replicas, from the prior to the posterior and back
   * @param whyNoEvidence why the ratio of posterior to start is no evidence, if so
   * @param logEvidence the log ratio of posterior to start, by stepping stones; NaN without draws
   * @param logEvidenceError its standard error
   */
  record Tempered(
      List<Double> betas,
      List<Double> rejections,
      int roundTrips,
      Optional<String> whyNoEvidence,
      double logEvidence,
      double logEvidenceError)
      implements Adaptation {
    public Tempered {
      betas = List.copyOf(betas);
      rejections = List.copyOf(rejections);
    }

    /** The communication barrier of the path: the sum of the rejection rates. */
    public double barrier() {
      return rejections.stream().mapToDouble(Double::doubleValue).sum();
    }
  }
}
