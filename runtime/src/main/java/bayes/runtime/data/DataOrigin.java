package bayes.runtime.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
   * @param sheet the table that it is a column of
   */
  record Column(String source, int column, String header, CsvTable sheet) implements DataOrigin {
    /** A column of which nothing else is known. */
    Column(String source, int column, String header) {
      this(source, column, header, new CsvTable(source, List.of(), List.of()));
    }

    @Override
    public String describe() {
      return source + ", column `" + header + "`";
    }

    @Override
    public Optional<String> table() {
      return Optional.of(source);
    }
  }

  /**
   * A column of a CSV file, whose cells are elements of an array by the labels in other columns.
   *
   * @param column the number of the column, from 1
   * @param header its name
   * @param keys the cells of the columns with the labels, one column per dimension
   * @param keyHeaders the names of those columns
   */
  record Keyed(
      String source,
      int column,
      String header,
      List<DataValue.Sequence> keys,
      List<String> keyHeaders)
      implements DataOrigin {
    public Keyed {
      keys = List.copyOf(keys);
      keyHeaders = List.copyOf(keyHeaders);
    }

    @Override
    public String describe() {
      return source + ", column `" + header + "`";
    }

    /**
     * The first row, from 1, with these labels.
     *
     * @param path the labels of the first dimensions, or of all
     */
    public OptionalInt row(List<?> path) {
      int depth = Math.min(path.size(), keys.size());
      if (depth == 0) return OptionalInt.empty();
      for (int row = 0; row < keys.get(0).size(); row++) {
        boolean isSame = true;
        for (int d = 0; isSame && d < depth; d++) {
          Optional<String> label = CsvTable.label(keys.get(d).get(row));
          isSame = label.isPresent() && label.get().equals(String.valueOf(path.get(d)));
        }
        if (isSame) return OptionalInt.of(row + 1);
      }
      return OptionalInt.empty();
    }
  }

  /** The command line; {@code source} is the option as it was typed. */
  record CommandLine(String source) implements DataOrigin {
    @Override
    public String describe() {
      return "`" + source + "`";
    }
  }

  /** Values of an earlier run, and behind them new ones from {@code source}. */
  record Appended(String source) implements DataOrigin {
    @Override
    public String describe() {
      return "the run's data with those of " + source + " appended";
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

  /** A value that a model has drawn. */
  record Simulated() implements DataOrigin {
    @Override
    public String source() {
      return "simulation";
    }

    @Override
    public String describe() {
      return "the simulated data";
    }
  }
}
