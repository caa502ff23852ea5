package bayes.cli.repl;

import java.util.Optional;

/** What the user enters: whole statements, questions and commands, one after the other. */
interface Entries extends AutoCloseable {
  /** The next entry, which may have several lines; empty at the end of the session. */
  Optional<String> next();

  /** Whether a person is asked. Else it is a script, whose mistakes count. */
  boolean isInteractive();

  @Override
  void close();
}
