package bayes.cli.arguments;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command accepts. Written here rather than with a library for it, as those cost a third of
 * a second at every start (docs/decisions/0004-own-command-line-parser.md).
 *
 * @param command as one types it, {@code bayes sample}
 * @param description what it does, in lines
 * @param operands in order; those that are required first
 */
public record Syntax(
    String command, List<String> description, List<Operand> operands, List<Option> options) {
  private static final int HELP_COLUMN = 24;

  public Syntax {
    description = List.copyOf(description);
    operands = List.copyOf(operands);
    List<Option> all = new ArrayList<>(options);
    if (!all.contains(Option.HELP)) all.add(Option.HELP);
    options = List.copyOf(all);
  }

  /** This command with further options, after its own. */
  public Syntax with(List<Option> more) {
    List<Option> all = new ArrayList<>(options);
    all.remove(Option.HELP);
    all.addAll(more);
    return new Syntax(command, description, operands, all);
  }

  /**
   * Reads what was given: {@code --name value} or {@code --name=value}, and operands; after {@code
   * --} there are operands only.
   *
   * @throws Failure if the command does not accept it
   */
  public Arguments parse(List<String> words) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    List<String> found = new ArrayList<>();
    boolean onlyOperands = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (onlyOperands || !word.startsWith("-") || word.equals("-")) {
        found.add(word);
        continue;
      }
      if (word.equals("--")) {
        onlyOperands = true;
        continue;
      }
      int equals = word.indexOf('=');
      Option option = option(equals < 0 ? word : word.substring(0, equals));
      String value = "";
      if (equals >= 0) {
        if (option.isFlag()) throw wrong("option " + option.name() + " takes no value");
        value = word.substring(equals + 1);
      } else if (!option.isFlag()) {
        if (++i == words.size()) throw wrong(option.name() + " needs a value: " + option.usage());
        value = words.get(i);
      }
      List<String> given = values.computeIfAbsent(option.name(), name -> new ArrayList<>());
      if (!given.isEmpty() && !option.isRepeatable()) {
        throw wrong("option " + option.name() + " is given twice");
      }
      given.add(value);
    }
    boolean isForHelp = values.containsKey(Option.HELP.name());
    boolean isOpen = !operands.isEmpty() && operands.get(operands.size() - 1).isRepeated();
    if (found.size() > operands.size() && !isOpen) {
      throw wrong("unexpected `" + found.get(operands.size()) + "`");
    }
    int given = Math.min(found.size(), operands.size());
    for (Operand operand : operands.subList(given, operands.size())) {
      if (operand.isRequired() && !isForHelp) throw wrong("missing " + operand.name());
    }
    return new Arguments(this, found, values);
  }

  private Option option(String name) {
    String full = name.equals("-h") ? Option.HELP.name() : name;
    for (Option option : options) if (option.name().equals(full)) return option;
    List<String> near = Suggestions.nearest(name, optionNames(), 1);
    String hint = near.isEmpty() ? "" : "; is it " + near.get(0) + "?";
    throw wrong("unknown option " + name + hint);
  }

  /** The names of all options. */
  public List<String> optionNames() {
    return options.stream().map(Option::name).toList();
  }

  /** A mistake in the arguments of this command. */
  public Failure wrong(String message) {
    return new Failure(ExitCode.USAGE, message + "\nSee `" + command + " --help`.");
  }

  /** The help. */
  public String help(int columns) {
    StringBuilder text = new StringBuilder("Usage: ").append(command);
    for (Operand operand : operands) text.append(' ').append(operand.usage());
    text.append(" [OPTIONS]\n");
    for (String line : description) text.append(line).append('\n');
    text.append('\n');
    for (Operand operand : operands) entry(text, operand.name(), operand.help(), columns);
    for (Option option : options) entry(text, option.usage(), option.help(), columns);
    return text.toString();
  }

  private static void entry(StringBuilder text, String name, String help, int columns) {
    String indent = " ".repeat(HELP_COLUMN);
    StringBuilder line = new StringBuilder("  ").append(name);
    line.append(" ".repeat(Math.max(2, HELP_COLUMN - line.length())));
    Optional<String> separator = Optional.empty();
    for (String word : help.split(" ")) {
      if (separator.isPresent() && line.length() + 1 + word.length() > columns) {
        text.append(line).append('\n');
        line = new StringBuilder(indent);
        separator = Optional.empty();
      }
      line.append(separator.orElse("")).append(word);
      separator = Optional.of(" ");
    }
    text.append(line).append('\n');
  }
}
