package bayes.compiler.diagnostic;

import java.lang.module.ModuleDescriptor;

/** A mistake of the compiler, never of the user: says in which phase, and asks for a report. */
public final class CompilerBug extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String phase;

  /**
   * @param phase the verb of the phase: {@code parse}, {@code check}, {@code lower}, ...
   * @param message what should never have happened
   */
  public CompilerBug(String phase, String message) {
    super(text(phase, message));
    this.phase = phase;
  }

  public CompilerBug(String phase, String message, Throwable cause) {
    super(text(phase, message), cause);
    this.phase = phase;
  }

  public String phase() {
    return phase;
  }

  private static String text(String phase, String message) {
    return "bug in the compiler (bayes "
        + version()
        + ", phase "
        + phase
        + "): "
        + message
        + "\nThis is not a mistake in your model. Please report it, with the model.";
  }

  private static String version() {
    ModuleDescriptor module = CompilerBug.class.getModule().getDescriptor();
    if (module == null) return "development version";
    return module.rawVersion().orElse("development version");
  }
}
