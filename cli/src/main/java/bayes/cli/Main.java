package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Version;
import bayes.compiler.diagnostic.CompilerBug;
import bayes.compiler.diagnostic.Suggestions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The command line: {@code bayes sample MODEL}, and the other commands. */
public final class Main {
  private static final String USAGE =
      """
      Usage: bayes COMMAND [ARGUMENTS]
      Bayes: a probabilistic programming language.

      Commands, each with a --help of its own:
      """;

  private static final String FOOTER =
      """

        --version  Print the version.
        --help     Show this text.

      Exit codes:
          0  ok
          1  the model is wrong (lint: it is likely wrong)
          2  the command line is wrong
          3  --require is not fulfilled; calibrate: the ranks are not uniform
          4  the data are wrong
          5  inference failed
         70  a bug of ours
         74  a file cannot be read or written
        130  interrupted

      Results go to stdout, everything else to stderr. NO_COLOR is honoured. Every command
      takes --color=auto|always|never and --error-format=text|json.
      """;

  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    Output out = new Output(new FileOutputStream(FileDescriptor.out));
    Output err = new Output(new FileOutputStream(FileDescriptor.err));
    Console console = Console.ofProcess(System.in, out.stream(), err.stream(), System.getenv());
    int code = run(console, arguments);
    out.stream().flush();
    if (code == 0 && out.failure().isPresent()) {
      console
          .with(CommonOptions.of(List.of(arguments), console.appearance()))
          .fail("the results cannot be written: " + out.failure().get(), ExitCode.FILE);
      code = ExitCode.FILE.code();
    }
    err.stream().flush();
    // Threads of chains that an error left behind do not keep the process.
    System.exit(code);
  }

  /** Runs a command on a console and returns its exit code. */
  static int run(Console process, String... arguments) {
    Console console = process.with(CommonOptions.of(List.of(arguments), process.appearance()));
    Main main = new Main(console);
    try {
      return main.run(List.of(arguments)).code();
    } catch (Failure failure) {
      failure.print(console);
      return failure.exitCode().code();
    } catch (OutOfMemoryError e) {
      console.fail(outOfMemory(), ExitCode.INFERENCE);
      return ExitCode.INFERENCE.code();
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return main.bug(e).code();
    }
  }

  /** Commands are made when they are needed: only one is. */
  private static Map<String, Supplier<Subcommand>> commands() {
    Map<String, Supplier<Subcommand>> commands = new LinkedHashMap<>();
    commands.put("sample", SampleCommand::new);
    commands.put("resume", ResumeCommand::new);
    commands.put("summary", SummaryCommand::new);
    commands.put("update", UpdateCommand::new);
    commands.put("diagnose", DiagnoseCommand::new);
    commands.put("predict", PredictCommand::new);
    commands.put("loo", LooCommand::new);
    commands.put("marginals", MarginalsCommand::new);
    commands.put("score", ScoreCommand::new);
    commands.put("decide", DecideCommand::new);
    commands.put("topics", TopicsCommand::new);
    commands.put("simulate", SimulateCommand::new);
    commands.put("calibrate", CalibrateCommand::new);
    commands.put("check", CheckCommand::new);
    commands.put("lint", LintCommand::new);
    commands.put("describe", DescribeCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("fmt", FormatCommand::new);
    commands.put("compile", CompileCommand::new);
    commands.put("repl", ReplCommand::new);
    return commands;
  }

  private ExitCode run(List<String> words) {
    if (words.isEmpty()) throw wrong("a command is missing");
    String first = words.get(0);
    if (first.equals("--help") || first.equals("-h")) return help();
    if (first.equals("--version") || first.equals("-V")) return version();
    Supplier<Subcommand> named = commands().get(first);
    if (named == null) {
      List<String> near = Suggestions.nearest(first, commands().keySet(), 1);
      throw wrong(
          (first.startsWith("-") ? "unknown option " : "there is no command ")
              + first
              + (near.isEmpty() ? "" : "; is it `bayes " + near.get(0) + "`?"));
    }
    Subcommand command = named.get();
    Syntax syntax = command.syntax().with(CommonOptions.ALL);
    Arguments arguments = syntax.parse(words.subList(1, words.size()));
    if (arguments.isForHelp()) {
      console.out().print(syntax.help(console.columns()));
      return ExitCode.OK;
    }
    return command.run(console.with(CommonOptions.of(arguments, console.appearance())), arguments);
  }

  private static Failure wrong(String message) {
    return new Failure(ExitCode.USAGE, message + "\nSee `bayes --help`.");
  }

  private ExitCode help() {
    console.out().print(USAGE);
    commands()
        .forEach(
            (name, command) -> console.out().printf("  %-9s  %s%n", name, command.get().summary()));
    console.out().print(FOOTER);
    return ExitCode.OK;
  }

  private ExitCode version() {
    console.out().println("bayes " + Version.text());
    console.out().println("java " + System.getProperty("java.version"));
    return ExitCode.OK;
  }

  /** The sizes of a model come with its data, so that this is no bug. */
  private static String outOfMemory() {
    return "the memory of Java, %d MB, is too small for this model with these data and draws\n"
            .formatted(Runtime.getRuntime().maxMemory() >> 20)
        + "Check the sizes of the sets, record less (`@record(false)`), or give it more:"
        + " JAVA_TOOL_OPTIONS=-Xmx8g";
  }

  /** Says what to report: version, phase and stack trace. */
  private ExitCode bug(Throwable e) {
    String phase = e instanceof CompilerBug bug ? bug.phase() : "run";
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    console.bug(
        """
        bayes %s, java %s, phase %s: a bug of ours, and no mistake of yours.
        Please report it, with the model and what follows.
        %s"""
            .formatted(Version.text(), System.getProperty("java.version"), phase, trace));
    return ExitCode.BUG;
  }
}
