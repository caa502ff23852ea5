package bayes.cli;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Version;
import bayes.compiler.diagnostic.CompilerBug;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;

/** The command line: {@code bayes sample MODEL}, and the other subcommands. */
@Command(
    name = "bayes",
    description = "Bayes: a probabilistic programming language.",
    versionProvider = Main.Versions.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      SampleCommand.class,
      SummaryCommand.class,
      CheckCommand.class,
      CompileCommand.class,
      ReplCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExit codes:%n",
    footer = {
      "    0  ok",
      "    1  the model is wrong",
      "    2  the command line is wrong",
      "    3  (kept for --require)",
      "    4  the data are wrong",
      "    5  inference failed",
      "   70  a bug of ours",
      "   74  a file cannot be read or written",
      "  130  interrupted",
      "",
      "Results go to stdout, everything else to stderr. NO_COLOR is honoured."
    })
public final class Main implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    Output out = new Output(new FileOutputStream(FileDescriptor.out));
    Output err = new Output(new FileOutputStream(FileDescriptor.err));
    Console console = Console.ofProcess(System.in, out.stream(), err.stream(), System.getenv());
    int code = run(console, arguments);
    out.stream().flush();
    if (code == 0 && out.failure().isPresent()) {
      console.say("bayes: the results cannot be written: " + out.failure().get());
      code = ExitCode.FILE.code();
    }
    err.stream().flush();
    // Threads of chains that an error left behind do not keep the process.
    System.exit(code);
  }

  /** Runs a command on a console and returns its exit code. */
  static int run(Console console, String... arguments) {
    try {
      return commandLine(console).execute(arguments);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return bug(console, e);
    }
  }

  private static CommandLine commandLine(Console console) {
    CommandLine commandLine = new CommandLine(new Main(), new CommandFactory(console));
    boolean colour = console.colour() && console.terminals().out();
    return commandLine
        .setOut(new PrintWriter(console.out(), true))
        .setErr(new PrintWriter(console.err(), true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(Math.max(60, Math.min(console.columns(), 100)))
        .setParameterExceptionHandler((e, args) -> wrongCommandLine(console, e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(console, e));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int wrongCommandLine(Console console, CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    String message = String.valueOf(e.getMessage());
    console.say(
        "bayes: " + message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    console.say("See `" + command.getCommandSpec().qualifiedName() + " --help`.");
    return ExitCode.USAGE.code();
  }

  private static int failed(Console console, Exception e) {
    if (e instanceof Failure failure) {
      failure.print(console);
      return failure.exitCode().code();
    }
    return bug(console, e);
  }

  /** Says what to report: version, phase and stack trace. */
  private static int bug(Console console, Throwable e) {
    String phase = e instanceof CompilerBug bug ? bug.phase() : "run";
    console.say(
        "bayes %s, java %s, phase %s: a bug of ours, and no mistake of yours. Please report it, with"
                .formatted(Version.text(), System.getProperty("java.version"), phase)
            + " the model and what follows.");
    e.printStackTrace(console.err());
    console.err().flush();
    return ExitCode.BUG.code();
  }

  /** For {@code --version}. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"bayes " + Version.text(), "java " + System.getProperty("java.version")};
    }
  }
}
