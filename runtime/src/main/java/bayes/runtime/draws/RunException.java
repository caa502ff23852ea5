package bayes.runtime.draws;

/** A run folder that cannot be written or read. */
public final class RunException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient RunProblem problem;

  public RunException(RunProblem problem) {
    super(problem.describe());
    this.problem = problem;
  }

  /** Why. */
  public RunProblem problem() {
    return problem;
  }
}
