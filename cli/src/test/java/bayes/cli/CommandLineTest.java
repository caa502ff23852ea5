package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as such: help, version, and what is wrong with it. */
final class CommandLineTest {
  @Test
  void helpGoesToStdoutAndNamesCommandsAndExitCodes() {
    Command help = Command.run("--help");
    assertEquals(0, help.exitCode());
    assertEquals("", help.err());
    for (String word :
        List.of(
            "sample",
            "summary",
            "check",
            "describe",
            "explain",
            "lint",
            "fmt",
            "compile",
            "repl",
            "130",
            "74")) {
      assertTrue(help.out().contains(word), word);
    }
  }

  /** The commands that `bayes --help` lists, so that no test here forgets a new one. */
  static List<String> commands() {
    List<String> commands =
        Pattern.compile("(?m)^  ([a-z]+) {2,}[A-Z]")
            .matcher(Command.run("--help").out())
            .results()
            .map(match -> match.group(1))
            .toList();
    assertTrue(commands.containsAll(List.of("sample", "fmt", "repl")), commands.toString());
    return commands;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelp(String command) {
    Command help = Command.run(command, "--help");
    assertEquals(0, help.exitCode());
    assertTrue(help.out().startsWith("Usage: bayes " + command), help.out());
  }

  /** The options of the page are those of the commands' help. */
  @Test
  void thePageNamesTheOptionsThatThereAre() throws IOException {
    Path modules = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    Set<String> documented =
        options(Files.readString(modules.resolve("../docs/command-line.md").normalize()));
    Set<String> offered = options(Command.run("--help").out());
    for (String command : commands()) {
      offered.addAll(options(Command.run(command, "--help").out()));
    }
    assertEquals(offered, documented);
  }

  private static Set<String> options(String text) {
    return Pattern.compile("--[a-z][a-z-]*")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void versionIsOfProgramAndJava() {
    Command version = Command.run("--version");
    assertEquals(0, version.exitCode());
    assertTrue(version.out().matches("bayes \\S+\\njava \\S+\\n"), version.out());
  }

  @Test
  void codesAreExplained() {
    Command page = Command.run("explain", "t0203");
    assertEquals(0, page.exitCode(), page.err());
    assertTrue(page.out().startsWith("# T0203: "), page.out());
    assertTrue(page.out().contains("## Right"), page.out());
    Command list = Command.run("explain");
    assertTrue(list.out().contains("T0203") && list.out().contains("P0001"), list.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "'' => a command is missing",
        "smaple x.bayes => is it `bayes sample`?",
        "--frob => unknown option --frob",
        "sample => missing MODEL",
        "sample a.bayes b.bayes => unexpected `b.bayes`",
        "sample m.bayes --seed => --seed needs a value: --seed N",
        "sample m.bayes --seed 1 --seed 2 => --seed is given twice",
        "sample m.bayes --json=yes => --json takes no value",
        "sample m.bayes --chains 0 => --chains: expected a whole number from 1 on, but found `0`",
        "sample m.bayes --draws x => expected a whole number from 1 on, but found `x`",
        "sample m.bayes --warmup -1 => expected a whole number from 0 on, but found `-1`",
        "sample m.bayes --seed 1.5 => expected a whole number, but found `1.5`",
        "sample m.bayes --target-accept 1 => expected a number between 0 and 1, but found `1`",
        "sample m.bayes --init far => expected one of pathfinder, random, but",
        "sample m.bayes --method map --init random => --init does not apply to --method map",
        "sample m.bayes --method hmc => expected one of exact, nuts, gibbs, mh, importance, smc, tempering, laplace, pathfinder, quick, map, but",
        "sample m.bayes --method map --chains 2 => --chains does not apply to --method map",
        "sample m.bayes --method mh --max-depth 3 => --max-depth does not apply to --method mh",
        "sample m.bayes --max-depth=30 => between 1 and 20",
        "sample m.bayes --method importance --draws 5 => at least 100",
        "sample m.bayes --method mh --moves jumps => --moves: expected some of components, blocks,",
        "sample m.bayes --moves slice => --moves does not apply to --method nuts",
        "sample m.bayes --proposal prior => --proposal does not apply to --method nuts",
        "compile m.bayes --emit=asm => expected one of tokens, syntax, model",
        "compile m.bayes => say what to print: --emit=tokens|syntax",
        "explain T0230 => there is no code `T0230`; is it T0203?",
        "explain nonsense => there is no code `nonsense`",
        "fmt m.bayes --write --check => --write and --check exclude each other",
        "check m.bayes --jsn => unknown option --jsn; is it --json?",
      })
  void wrongCommandLinesSayWhatIsWrong(String line, String message) {
    Command command = Command.run(line.isEmpty() ? new String[0] : line.split(" "));
    assertEquals(2, command.exitCode(), command.err());
    assertEquals("", command.out());
    assertTrue(command.err().toLowerCase().contains(message.toLowerCase()), command.err());
    assertFalse(command.err().contains("\tat "), command.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "check", "summary"})
  void missingFilesAreNamed(String command) {
    Command run = Command.run(command, "no/such/thing");
    assertEquals(74, run.exitCode());
    assertTrue(run.err().contains("no/such/thing"), run.err());
  }
}
