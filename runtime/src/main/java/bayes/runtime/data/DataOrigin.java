package bayes.runtime.data;

import java.util.Optional;

/** Where an entry was given. */
public sealed interface DataOrigin {
  /** The name of the source: the file as the user named it. */
  String source();

  /** "schools.json:3:8", as precise as it is known. */
  String describe();

  /**
   * The table that the entry is a column of: the rows of one table are one set. Empty if the entry
   * stands alone.
   */
  default Optional<String> table() {
    return Optional.empty();
  }

  /** A key of a JSON document; line and column, from 1, are those of its value. */
  record Position(String source, int line, int column) implements DataOrigin {
    @Override
    public String describe() {
      return source + ":" + line + ":" + column;
    }
  }

  /**
   * A column of a CSV file.
   *
   * @param column the number of the column, from 1
   * @param header its name
   */
  record Column(String source, int column, String header) implements DataOrigin {
    @Override
    public String describe() {
      return source + ", column `" + header + "`";
    }

    @Override
    public Optional<String> table() {
      return Optional.of(source);
    }
  }

  /** The command line; {@code source} is the option as it was typed. */
  record CommandLine(String source) implements DataOrigin {
    @Override
    public String describe() {
      return "`" + source + "`";
    }
  }

  /** A value of the calling Java program. */
  record JavaValue() implements DataOrigin {
    @Override
    public String source() {
      return "Java";
    }

    @Override
    public String describe() {
      return "the values given from Java";
    }
  }
}
