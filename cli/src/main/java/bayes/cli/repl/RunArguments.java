package bayes.cli.repl;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.run.MethodOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What stands behind {@code :run}.
 *
 * @param help the help text, if it is asked for
 */
record RunArguments(MethodOptions options, Optional<String> help) {

  /**
   * @throws Failure if it is wrong
   */
  static RunArguments parse(String text) {
    Arguments arguments = new Arguments();
    CommandLine commandLine = commandLine(arguments);
    try {
      commandLine.parseArgs(text.isBlank() ? new String[0] : text.strip().split("\\s+"));
    } catch (CommandLine.ParameterException e) {
      throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    return new RunArguments(
        arguments.options,
        arguments.isHelp ? Optional.of(commandLine.getUsageMessage()) : Optional.empty());
  }

  /** The names of all options. */
  static List<String> names() {
    return commandLine(new Arguments()).getCommandSpec().options().stream()
        .map(CommandLine.Model.OptionSpec::longestName)
        .toList();
  }

  private static CommandLine commandLine(Arguments arguments) {
    return new CommandLine(arguments).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Command(name = ":run", description = "Infer the posterior of the model so far.")
  private static final class Arguments {
    @Mixin private MethodOptions options = new MethodOptions();

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    private boolean isHelp;
  }
}
