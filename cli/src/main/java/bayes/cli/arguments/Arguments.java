package bayes.cli.arguments;

import bayes.cli.console.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What was given to a command. Values are read as they are asked for. */
public final class Arguments {
  private final Syntax syntax;
  private final List<String> operands;
  private final Map<String, List<String>> values;

  Arguments(Syntax syntax, List<String> operands, Map<String, List<String>> values) {
    this.syntax = syntax;
    this.operands = List.copyOf(operands);
    this.values = Map.copyOf(values);
  }

  /** Whether the help is asked for. */
  public boolean isForHelp() {
    return has(Option.HELP.name());
  }

  /** Whether an option is given. */
  public boolean has(String option) {
    return values.containsKey(option);
  }

  /** The file or folder that the command works on. */
  public Path path() {
    return path(operands.get(0));
  }

  /** All files or folders that the command works on. */
  public List<Path> paths() {
    return operands.stream().map(this::path).toList();
  }

  /** The file or folder that the command works on, if it is given. */
  public Optional<Path> optionalPath() {
    return operands.stream().findFirst().map(this::path);
  }

  /** The word that the command works on, where it is no file, if it is given. */
  public Optional<String> optionalWord() {
    return operands.stream().findFirst();
  }

  /** All values of an option. */
  public List<String> all(String option) {
    return values.getOrDefault(option, List.of());
  }

  /** The value of an option. */
  public Optional<String> one(String option) {
    return all(option).stream().findFirst();
  }

  /** The value of an option as a file or folder. */
  public Optional<Path> pathOf(String option) {
    return one(option).map(this::path);
  }

  /** The values of an option as files or folders. */
  public List<Path> pathsOf(String option) {
    return all(option).stream().map(this::path).toList();
  }

  private Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw syntax.wrong("`" + name + "` cannot be the name of a file");
    }
  }

  /** The value of an option as a number of things. */
  public Optional<Integer> count(String option, int least) {
    return read(
        option,
        "a whole number from " + least + " on",
        value -> {
          int count = Integer.parseInt(value);
          return count >= least ? Optional.of(count) : Optional.empty();
        });
  }

  /** The value of an option as a whole number. */
  public Optional<Long> wholeNumber(String option) {
    return read(option, "a whole number", value -> Optional.of(Long.valueOf(value)));
  }

  /** The value of an option as a number between 0 and 1, both excluded. */
  public Optional<Double> share(String option) {
    return read(
        option,
        "a number between 0 and 1",
        value -> {
          double share = Double.parseDouble(value);
          return share > 0 && share < 1 ? Optional.of(share) : Optional.empty();
        });
  }

  /** The value of an option as one of a few words, each of which stands for a value. */
  public <T> Optional<T> word(
      String option, List<String> words, Function<String, Optional<T>> meaning) {
    return read(option, "one of " + String.join(", ", words), meaning);
  }

  private <T> Optional<T> read(
      String option, String expected, Function<String, Optional<T>> reader) {
    Optional<String> given = one(option);
    if (given.isEmpty()) return Optional.empty();
    Optional<T> value;
    try {
      value = reader.apply(given.get());
    } catch (NumberFormatException e) {
      value = Optional.empty();
    }
    if (value.isEmpty()) {
      throw wrong(option + ": expected " + expected + ", but found `" + given.get() + "`");
    }
    return value;
  }

  /** Sees that settings can be made of what was given: if they refuse, that is the message. */
  public void check(Runnable settings) {
    try {
      settings.run();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** A mistake in what was given. */
  public Failure wrong(String message) {
    return syntax.wrong(message);
  }
}
