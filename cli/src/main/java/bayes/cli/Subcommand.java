package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;

/** One of the commands of {@code bayes}. */
interface Subcommand {
  /** What it accepts. */
  Syntax syntax();

  /** The line about it in the list of commands. */
  default String summary() {
    return syntax().description().get(0);
  }

  /** Does it, and says how it ended. */
  ExitCode run(Console console, Arguments arguments);
}
