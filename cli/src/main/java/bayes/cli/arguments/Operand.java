package bayes.cli.arguments;

/**
 * What a command works on: a file, a folder.
 *
 * @param name what it is called in the help
 * @param isRepeated whether there may be several of it; of the last operand only
 */
public record Operand(String name, String help, boolean isRequired, boolean isRepeated) {
  public Operand(String name, String help, boolean isRequired) {
    this(name, help, isRequired, false);
  }

  String usage() {
    String text = isRequired ? name : "[" + name + "]";
    return isRepeated ? text + "..." : text;
  }
}
