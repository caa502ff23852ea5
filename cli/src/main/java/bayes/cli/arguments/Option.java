package bayes.cli.arguments;

/**
 * An option of a command.
 *
 * @param name with its dashes, {@code --seed}
 * @param parameter what its value is called in the help; empty if it takes none
 * @param help one or two sentences
 * @param isRepeatable whether it may be given several times
 */
public record Option(String name, String parameter, String help, boolean isRepeatable) {
  /** Every command has it. */
  static final Option HELP = flag("--help", "Show this text.");

  /** An option that is given or not. */
  public static Option flag(String name, String help) {
    return new Option(name, "", help, false);
  }

  /** An option with a value. */
  public static Option of(String name, String parameter, String help) {
    return new Option(name, parameter, help, false);
  }

  /** An option with a value that may be given several times. */
  public static Option repeatable(String name, String parameter, String help) {
    return new Option(name, parameter, help, true);
  }

  /** Whether it takes no value. */
  public boolean isFlag() {
    return parameter.isEmpty();
  }

  /** As one types it. */
  String usage() {
    return isFlag() ? name : name + " " + parameter;
  }
}
