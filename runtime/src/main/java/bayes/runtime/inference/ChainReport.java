package bayes.runtime.inference;

import java.util.Optional;

/**
 * What became of one chain.
 *
 * @param chain its number, from 0
 * @param status how it ended
 * @param reason why it failed; empty otherwise
 * @param draws the draws that it made
 * @param kept whether its draws are in the result
 * @param warmupSeconds the time of its warmup
 * @param samplingSeconds the time of its draws
 * @param adaptation what it learnt, if it finished its warmup
 */
public record ChainReport(
    int chain,
    Status status,
    String reason,
    int draws,
    boolean kept,
    double warmupSeconds,
    double samplingSeconds,
    Optional<Adaptation> adaptation) {
  /** How a chain ended. */
  public enum Status {
    COMPLETED,
    CANCELLED,
    FAILED
  }

  ChainReport withKept(boolean newKept) {
    return new ChainReport(
        chain, status, reason, draws, newKept, warmupSeconds, samplingSeconds, adaptation);
  }
}
