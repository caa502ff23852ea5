package bayes.compiler.plan.statistics;

/** A term has a part that keeps it from being a function of statistics: says which. */
public final class NotCompressible extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The reason that nobody needs to be told. */
  static final String ONE_DATUM = "it is one datum";

  NotCompressible(String reason) {
    super(reason, null, false, false);
  }

  /** Which part it is. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
