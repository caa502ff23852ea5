package bayes.runtime.inference;

import java.util.List;
import java.util.Optional;

/**
 * What a chain leaves.
 *
 * @param report what became of it
 * @param rows its recorded values, row after row
 * @param columns the sampler's columns, row after row
 * @param divergences its diverging steps, or a part of them
 * @param breakdown what ended it, if that was not foreseen
 */
record ChainResult(
    ChainReport report,
    double[] rows,
    double[] columns,
    List<DivergenceLog.Step> divergences,
    Optional<Throwable> breakdown) {
  ChainResult(
      ChainReport report, double[] rows, double[] columns, List<DivergenceLog.Step> divergences) {
    this(report, rows, columns, divergences, Optional.empty());
  }

  static ChainResult withoutDraws(ChainReport report) {
    return new ChainResult(report, new double[0], new double[0], List.of());
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
    return new ChainResult(report, new double[0], new double[0], List.of(), Optional.of(cause));
  }

  private static String reason(Throwable cause) {
    if (cause instanceof OutOfMemoryError) return "out of memory";
    if (cause instanceof StackOverflowError) return "stack overflow";
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }
}
