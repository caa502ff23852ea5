package bayes.compiler.diagnostic;

/** A surprise that is the compiler's fault, never the user's; says in which phase it happened. */
public final class CompilerBug extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String phase;

  public CompilerBug(String phase, String message) {
    super("a bug of the compiler, in phase " + phase + ": " + message);
    this.phase = phase;
  }

  public String phase() {
    return phase;
  }
}
