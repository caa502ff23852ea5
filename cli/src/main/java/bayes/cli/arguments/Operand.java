package bayes.cli.arguments;

/**
 * What a command works on: a file, a folder.
 *
 * @param name what it is called in the help
 */
public record Operand(String name, String help, boolean isRequired) {
  String usage() {
    return isRequired ? name : "[" + name + "]";
  }
}
