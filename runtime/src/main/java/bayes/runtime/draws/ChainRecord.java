package bayes.runtime.draws;

import java.util.List;
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

  /** A chain whose number is that of its place in the record of its run. */
  public ChainRecord(
      double warmupSeconds,
      double samplingSeconds,
      OptionalDouble stepSize,
      List<Double> inverseMetric) {
    this(0, warmupSeconds, samplingSeconds, stepSize, inverseMetric);
  }

  /** A chain of which only the draws are known. */
  public static ChainRecord unknown() {
    return unknown(0);
  }

  /** A chain of which only its number and the draws are known. */
  static ChainRecord unknown(int number) {
    return new ChainRecord(number, 0, 0, OptionalDouble.empty(), List.of());
  }

  /** The same with these times. */
  ChainRecord withTimes(double newWarmupSeconds, double newSamplingSeconds) {
    return new ChainRecord(number, newWarmupSeconds, newSamplingSeconds, stepSize, inverseMetric);
  }

  ChainRecord withNumber(int newNumber) {
    return new ChainRecord(newNumber, warmupSeconds, samplingSeconds, stepSize, inverseMetric);
  }
}
