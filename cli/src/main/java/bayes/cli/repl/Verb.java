package bayes.cli.repl;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.diagnostic.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The commands of a session: what starts with a colon. */
enum Verb {
  DATA("FILE", "read data from a file as well"),
  SET("NAME=VALUE", "give one entry of the data"),
  RUN("[OPTIONS]", "infer, with the options of `bayes sample` (:run --help)"),
  SUMMARY("[NAME]...", "the summary of the last run, or of these of its variables"),
  PREDICT("[--seed N]", "what the model observes, drawn again from each draw of the last run"),
  LOO("", "how well the model of the last run predicts each observation from the others"),
  SIMULATE("[OPTIONS]", "draws from the prior, with --draws N, --seed N, --ignore-factors"),
  SHOW("", "the model, the data and the settings so far"),
  UNDO("", "take back the last statement, data file, setting, :load or :clear"),
  LOAD("FILE", "replace the model by a file, and read the data beside it"),
  SAVE("FILE", "write the model to a file"),
  CLEAR("", "begin anew"),
  HELP("", "this text"),
  QUIT("", "end the session (also Ctrl-D)");

  private final String argument;
  private final String help;

  Verb(String argument, String help) {
    this.argument = argument;
    this.help = help;
  }

  String text() {
    return ":" + name().toLowerCase(Locale.ROOT);
  }

  private boolean takesFile() {
    return this == DATA || this == LOAD || this == SAVE;
  }

  /** Whether a line is a command and the beginning of a file's name. */
  static boolean takesFile(String line) {
    return Arrays.stream(values())
        .anyMatch(verb -> verb.takesFile() && line.startsWith(verb.text() + " "));
  }

  boolean takesArgument() {
    return !argument.isEmpty();
  }

  /** The line about it in the help. */
  String help() {
    return String.format(Locale.ROOT, "  %-20s %s", text() + " " + argument, help);
  }

  /**
   * The command of a word, which may be shortened as long as it is unique.
   *
   * @throws Failure if there is none, or several
   */
  static Verb of(String word) {
    if (word.equals(":?")) return HELP;
    List<Verb> found =
        Arrays.stream(values()).filter(verb -> verb.text().startsWith(word)).toList();
    for (Verb verb : found) if (verb.text().equals(word)) return verb;
    if (found.size() == 1) return found.get(0);
    if (word.length() > 1 && found.size() > 1) {
      throw new Failure(
          ExitCode.USAGE, "`%s` may be %s".formatted(word, String.join(" or ", texts(found))));
    }
    List<String> near = Suggestions.nearest(word, texts(List.of(values())), 1);
    throw new Failure(
        ExitCode.USAGE,
        "there is no command `%s`; %s"
            .formatted(word, near.isEmpty() ? "see :help" : "is it `" + near.get(0) + "`?"));
  }

  private static List<String> texts(List<Verb> verbs) {
    return verbs.stream().map(Verb::text).toList();
  }
}
