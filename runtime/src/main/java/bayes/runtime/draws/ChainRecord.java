package bayes.runtime.draws;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of one chain beside its draws.
 *
 * @param number of the chain among all of its run, from 1; its file has it in its name. If it is 0,
 *     it becomes that of its place in the record of the run
 * @param warmupSeconds the time that adaptation took
 * @param samplingSeconds the time that the kept draws took
 * @param stepSize the adapted step size, if the sampler has one
 * @param inverseMetric the diagonal of the adapted inverse metric, on the unconstrained scale;
 *     empty if the sampler has none
 * @param warmup what a warmup that ends by itself did, if it was one
 */
public record ChainRecord(
    int number,
    double warmupSeconds,
    double samplingSeconds,
    OptionalDouble stepSize,
    List<Double> inverseMetric,
    Optional<Warmup> warmup) {
  /**
   * What a warmup came to.
   *
   * @param iterations its length
   * @param metric the shape of the metric that it found best
   * @param rank the number of directions in which the metric differs from a diagonal one
   */
  public record Warmup(int iterations, String metric, int rank) {}

  public ChainRecord {
    inverseMetric = List.copyOf(inverseMetric);
  }

  /** A chain whose number is that of its place in the record of its run. */
  public ChainRecord(
      double warmupSeconds,
      double samplingSeconds,
      OptionalDouble stepSize,
      List<Double> inverseMetric) {
    this(0, warmupSeconds, samplingSeconds, stepSize, inverseMetric, Optional.empty());
  }

  /** A chain of which only the draws are known. */
  public static ChainRecord unknown() {
    return unknown(0);
  }

  /** A chain of which only its number and the draws are known. */
  static ChainRecord unknown(int number) {
    return new ChainRecord(number, 0, 0, OptionalDouble.empty(), List.of(), Optional.empty());
  }

  /** The same with these times. */
  ChainRecord withTimes(double newWarmupSeconds, double newSamplingSeconds) {
    return new ChainRecord(
        number, newWarmupSeconds, newSamplingSeconds, stepSize, inverseMetric, warmup);
  }

  ChainRecord withNumber(int newNumber) {
    return new ChainRecord(
        newNumber, warmupSeconds, samplingSeconds, stepSize, inverseMetric, warmup);
  }
}
