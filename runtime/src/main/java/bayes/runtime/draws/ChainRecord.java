package bayes.runtime.draws;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is known of one chain beside its draws.
 *
 * @param number of the chain among all of its run, from 1; its file has it in its name
 * @param warmupSeconds the time that adaptation took
 * @param samplingSeconds the time that the kept draws took
 * @param stepSize the adapted step size, if the sampler has one
 * @param inverseMetric the diagonal of the adapted inverse metric, on the unconstrained scale;
 *     empty if the sampler has none
 */
public record ChainRecord(
    int number,
    double warmupSeconds,
    double samplingSeconds,
    OptionalDouble stepSize,
    List<Double> inverseMetric) {
  public ChainRecord {
    inverseMetric = List.copyOf(inverseMetric);
  }

  /** Of a run of one chain. */
  public ChainRecord(
      double warmupSeconds,
      double samplingSeconds,
      OptionalDouble stepSize,
      List<Double> inverseMetric) {
    this(1, warmupSeconds, samplingSeconds, stepSize, inverseMetric);
  }

  /** A chain of which only the draws are known. */
  public static ChainRecord unknown() {
    return new ChainRecord(1, 0, 0, OptionalDouble.empty(), List.of());
  }
}
