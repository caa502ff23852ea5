package bayes.runtime.inference;

import java.util.Optional;

/**
 * What a chain leaves.
 *
 * @param report what became of it
 * @param rows its recorded values, row after row
 * @param columns the sampler's columns, row after row
 * @param breakdown what ended it, if that was not foreseen
 */
record ChainResult(
    ChainReport report, double[] rows, double[] columns, Optional<Throwable> breakdown) {
  ChainResult(ChainReport report, double[] rows, double[] columns) {
    this(report, rows, columns, Optional.empty());
  }

  static ChainResult withoutDraws(ChainReport report) {
    return new ChainResult(report, new double[0], new double[0]);
  }

  /**
   * A chain that an exception ended: of the density, of what is recorded, or of the machine. Its
   * draws are not a sample of a length that was chosen beforehand, and are left out.
   */
  static ChainResult broken(int chain, Throwable cause) {
    var report =
        new ChainReport(
            chain,
            ChainReport.Status.FAILED,
            reason(cause),
            0,
            false,
            0,
            0,
            Optional.empty(),
            false,
            Optional.empty());
    return new ChainResult(report, new double[0], new double[0], Optional.of(cause));
  }

  private static String reason(Throwable cause) {
    if (cause instanceof OutOfMemoryError) return "out of memory";
    if (cause instanceof StackOverflowError) return "stack overflow";
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }
}
