package bayes.cli.repl;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Entries from a person at a terminal, with editing, history and completion. */
final class TerminalEntries implements Entries {
  private static final String PROMPT = "bayes> ";
  private static final String CONTINUATION = "   ... ";

  private final Terminal terminal;
  private final LineReader reader;

  private TerminalEntries(Terminal terminal, LineReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /** The terminal of this process. */
  static TerminalEntries ofProcess(Completions completions, Map<String, String> environment) {
    try {
      return of(TerminalBuilder.builder().system(true).build(), completions, environment);
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, "the terminal cannot be used: " + e.getMessage());
    }
  }

  /** Any terminal. */
  static TerminalEntries of(
      Terminal terminal, Completions completions, Map<String, String> environment) {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("bayes")
            .parser(new EntryParser())
            .completer(new EntryCompleter(completions))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
            .variable(LineReader.INDENTATION, 0)
            .build();
    history(environment).ifPresent(file -> reader.setVariable(LineReader.HISTORY_FILE, file));
    // Ctrl-C cancels a line or a run, and nothing else.
    terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_IGN);
    return new TerminalEntries(terminal, reader);
  }

  /** Where lines are kept between sessions: in the user's state folder (XDG), if that works. */
  private static Optional<Path> history(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (state.isEmpty() && home.isEmpty()) return Optional.empty();
    Path folder =
        (state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state)).resolve("bayes");
    try {
      Files.createDirectories(folder);
      return Files.isWritable(folder) ? Optional.of(folder.resolve("history")) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> next() {
    try {
      return Optional.of(reader.readLine(PROMPT));
    } catch (UserInterruptException e) {
      return Optional.of("");
    } catch (EndOfFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public void close() {
    try {
      reader.getHistory().save();
      terminal.close();
    } catch (IOException e) {
      // A history that is not kept is no reason to fail at the end of a session.
    }
  }
}
