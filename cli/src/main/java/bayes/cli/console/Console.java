package bayes.cli.console;

import bayes.compiler.diagnostic.Diagnostic;
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
 * @param colour whether what goes to a terminal may be coloured
 * @param columns the width of the terminal, or of a page where there is none
 * @param environment the variables of the process
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Terminals terminals,
    boolean colour,
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
    boolean colour = !isDumb(environment) && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Console(in, out, err, terminals, colour, columns(environment), environment);
  }

  private static boolean isDumb(Map<String, String> environment) {
    return "dumb".equals(environment.get("TERM"));
  }

  private static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : PAGE;
  }

  /** A message on stderr. */
  public void say(String message) {
    err.println(message);
    err.flush();
  }

  /** Diagnostics on stderr. */
  public void print(Collection<Diagnostic> diagnostics) {
    TextRenderer renderer =
        colour && terminals.err() ? TextRenderer.coloured() : TextRenderer.plain();
    err.print(renderer.render(diagnostics));
    err.flush();
  }

  /** Whether somebody watches the messages on a terminal that can redraw a line. */
  public boolean showsProgress() {
    return terminals.err() && !isDumb(environment);
  }

  /** How tables on stdout look. */
  public ReportOptions reportOptions() {
    ReportOptions page = ReportOptions.plain();
    return terminals.out() ? page.withColumns(columns).withColour(colour) : page;
  }
}
