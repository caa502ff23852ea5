package bayes.cli.repl;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.parse.Parser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entries from a stream, without prompts. */
final class ScriptEntries implements Entries {
  private final BufferedReader lines;

  ScriptEntries(InputStream in) {
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> next() {
    String entry = line();
    if (entry == null) return Optional.empty();
    while (isUnfinished(entry)) {
      String more = line();
      if (more == null) break;
      entry += "\n" + more;
    }
    return Optional.of(entry);
  }

  /** Whether an entry goes on in the next line. A command never does. */
  static boolean isUnfinished(String entry) {
    return !entry.isBlank() && !entry.stripLeading().startsWith(":") && Parser.incomplete(entry);
  }

  private @Nullable String line() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, "stdin cannot be read: " + e.getMessage());
    }
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public void close() {
    // Stdin is not ours to close.
  }
}
