package bayes.cli.console;

import bayes.compiler.diagnostic.Diagnostic;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A command that ends early for a reason that the user can act on. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;
  private final transient List<Diagnostic> diagnostics;

  /** With a message of one or more lines, lower-case and without a full stop. */
  public Failure(ExitCode exitCode, String message) {
    this(exitCode, message, List.of());
  }

  private Failure(ExitCode exitCode, String message, Collection<Diagnostic> diagnostics) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** With diagnostics, which are printed as they are. */
  public static Failure of(ExitCode exitCode, Collection<Diagnostic> diagnostics) {
    return new Failure(exitCode, "", diagnostics);
  }

  /** The same, after a diagnostic that says why, if there is one. */
  public Failure because(Optional<Diagnostic> reason) {
    String message = String.valueOf(getMessage());
    return new Failure(exitCode, message, reason.map(List::of).orElse(List.of()));
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** Tells the user. */
  public void print(Console console) {
    if (!diagnostics.isEmpty()) console.print(diagnostics);
    String message = getMessage();
    if (message != null && !message.isEmpty()) console.fail(message, exitCode);
  }
}
