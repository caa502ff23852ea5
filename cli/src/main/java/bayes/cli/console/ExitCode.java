package bayes.cli.console;

/** What the process tells its caller; a promise of the command line. */
public enum ExitCode {
  OK(0),
  /** The model is wrong. */
  MODEL(1),
  /** The command line is wrong. */
  USAGE(2),
  /** What {@code --require} demands does not hold. */
  REQUIREMENT(3),
  /** The data are wrong. */
  DATA(4),
  /** Inference failed. */
  INFERENCE(5),
  /** A bug of ours. */
  BUG(70),
  /** A file cannot be read or written. */
  FILE(74),
  /** Interrupted from the keyboard. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
