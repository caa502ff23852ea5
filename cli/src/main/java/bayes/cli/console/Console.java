package bayes.cli.console;

import bayes.cli.console.Appearance.Format;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.JsonRenderer;
import bayes.compiler.diagnostic.TextRenderer;
import bayes.runtime.report.ReportOptions;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Map;

/**
 * What a command reads and where it writes: results to {@code out}, everything else to {@code err}.
 *
 * @param terminals which of the streams somebody watches
 * @param appearance how messages look
 * @param columns the width of the terminal, or of a page where there is none
 * @param environment the variables of the process
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Terminals terminals,
    Appearance appearance,
    int columns,
    Map<String, String> environment) {
  private static final int PAGE = 100;

  public Console {
    environment = Map.copyOf(environment);
  }

  /** Which of the standard streams are terminals. */
  public record Terminals(boolean in, boolean out, boolean err) {
    /** None of them: a script. */
    public static final Terminals NONE = new Terminals(false, false, false);
  }

  /** The console of this process. {@code NO_COLOR} is honoured, {@code COLUMNS} is believed. */
  public static Console ofProcess(
      InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    // The JDK tells only whether both stdin and stdout are a terminal; the launcher, which can ask
    // for each stream, says so in BAYES_TTY.
    String tty = environment.getOrDefault("BAYES_TTY", "");
    Terminals terminals =
        new Terminals(tty.contains("in"), tty.contains("out"), tty.contains("err"));
    Appearance appearance = Appearance.of(environment);
    return new Console(in, out, err, terminals, appearance, columns(environment), environment);
  }

  /** This console with messages that look otherwise. */
  public Console with(Appearance other) {
    return new Console(in, out, err, terminals, other, columns, environment);
  }

  private static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : PAGE;
  }

  /** A message on stderr. */
  public void say(String message) {
    err.println(isForPrograms() ? JsonMessage.note(message.strip()) : message);
    err.flush();
  }

  /** Why a command ends early, on stderr. */
  public void fail(String message, ExitCode exitCode) {
    err.println(isForPrograms() ? JsonMessage.error(message, exitCode) : "bayes: " + message);
    err.flush();
  }

  /** A bug of ours, on stderr. */
  public void bug(String report) {
    err.print(isForPrograms() ? JsonMessage.error(report, ExitCode.BUG) + "\n" : report);
    err.flush();
  }

  /** Diagnostics on stderr. */
  public void print(Collection<Diagnostic> diagnostics) {
    boolean isColoured = appearance.colour().on(terminals.err());
    err.print(
        isForPrograms()
            ? JsonRenderer.lines(diagnostics)
            : (isColoured ? TextRenderer.coloured() : TextRenderer.plain()).render(diagnostics));
    err.flush();
  }

  private boolean isForPrograms() {
    return appearance.format() == Format.JSON;
  }

  /** Whether somebody watches the messages on a terminal that can redraw a line. */
  public boolean showsProgress() {
    return terminals.err() && !"dumb".equals(environment.get("TERM")) && !isForPrograms();
  }

  /** How tables on stdout look. */
  public ReportOptions reportOptions() {
    ReportOptions page = ReportOptions.plain().withColour(appearance.colour().on(terminals.out()));
    return terminals.out() ? page.withColumns(columns) : page;
  }
}
