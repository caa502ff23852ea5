package bayes.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}.
 *
 * @param errIsTerminal whether somebody watches the messages: progress is shown only then
 * @param colour whether messages may be coloured
 * @param columns the width of the terminal, or of a page where there is none
 */
record Console(
    PrintStream out, PrintStream err, boolean errIsTerminal, boolean colour, int columns) {
  private static final int PAGE = 100;

  /** The console of this process. {@code NO_COLOR} is honoured, {@code COLUMNS} is believed. */
  static Console ofProcess(PrintStream out, PrintStream err, Map<String, String> environment) {
    // The JDK tells only whether both stdin and stdout are a terminal; the launcher, which can ask
    // for each stream, says so in BAYES_TTY.
    boolean terminal = environment.getOrDefault("BAYES_TTY", "").contains("err");
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean colour = terminal && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Console(out, err, terminal && !dumb, colour, columns(environment));
  }

  private static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : PAGE;
  }

  /** A message of one line on stderr. */
  void say(String message) {
    err.println(message);
    err.flush();
  }
}
