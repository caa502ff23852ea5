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
 * @param moved whether its position ever changed after warmup
 * @param notFinite evaluations that were not finite, if there were any
 */
public record ChainReport(
    int chain,
    Status status,
    String reason,
    int draws,
    boolean kept,
    double warmupSeconds,
    double samplingSeconds,
    Optional<Adaptation> adaptation,
    boolean moved,
    Optional<NotFinite> notFinite) {
  /**
   * With fewer than this share of evaluations, those that are not finite are no cause for worry.
   */
  private static final double WORRYING = 0.01;

  /** How a chain ended. */
  public enum Status {
    COMPLETED,
    CANCELLED,
    FAILED
  }

  /** Whether the chain failed, stuck, or met many positions where the density is not finite. */
  public boolean isTroubled() {
    if (notFinite.isEmpty()) return false;
    boolean isOften = notFinite.get().count() >= WORRYING * notFinite.get().evaluations();
    return status == Status.FAILED || (draws > 0 && (!moved || isOften));
  }

  ChainReport withKept(boolean newKept) {
    return with(newKept, notFinite);
  }

  ChainReport withNotFinite(NotFinite explained) {
    return with(kept, Optional.of(explained));
  }

  private ChainReport with(boolean newKept, Optional<NotFinite> newNotFinite) {
    return new ChainReport(
        chain,
        status,
        reason,
        draws,
        newKept,
        warmupSeconds,
        samplingSeconds,
        adaptation,
        moved,
        newNotFinite);
  }
}
