package bayes.runtime.approximation;

/** The result of looking for a mode. */
public sealed interface ModeOutcome {
  /** There is a mode. */
  record Found(Mode mode) implements ModeOutcome {}

  /**
   * The density keeps rising towards the edge of the domain, or to infinity: it has no mode inside.
   *
   * @param position where the search was given up
   * @param coordinate the unconstrained coordinate that runs off, from 0
   * @param upward whether it runs to plus infinity
   * @param logDensity the log density at {@code position}
   */
  record AtBoundary(double[] position, int coordinate, boolean upward, double logDensity)
      implements ModeOutcome {}

  /** The search failed, with a reason. */
  record NotFound(String reason) implements ModeOutcome {}
}
