package bayes.cli;

import bayes.cli.console.Appearance;
import bayes.cli.console.Appearance.Colour;
import bayes.cli.console.Appearance.Format;
import bayes.cli.console.Console;
import bayes.cli.console.Console.Terminals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A command that has ended.
 *
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
public record Command(int exitCode, String out, String err) {

  /** Runs a command line in this process, without terminals. */
  public static Command run(String... arguments) {
    return run("", Terminals.NONE, Map.of(), arguments);
  }

  /** Runs a command line with a text on stdin. */
  public static Command withInput(String input, String... arguments) {
    return run(input, Terminals.NONE, Map.of(), arguments);
  }

  static Command run(
      String input, Terminals terminals, Map<String, String> environment, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Colour colour = environment.containsKey("NO_COLOR") ? Colour.NEVER : Colour.AUTO;
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            terminals,
            new Appearance(colour, Format.TEXT),
            100,
            environment);
    int exitCode = Main.run(console, arguments);
    console.out().flush();
    console.err().flush();
    return new Command(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Stdout and stderr in the order written, and the exit code: a transcript. */
  public static String transcript(String input, String... arguments) {
    var both = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(both, true, StandardCharsets.UTF_8);
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            stream,
            stream,
            Terminals.NONE,
            new Appearance(Colour.NEVER, Format.TEXT),
            100,
            Map.of());
    int exitCode = Main.run(console, arguments);
    return both.toString(StandardCharsets.UTF_8) + "exit code " + exitCode + "\n";
  }
}
