package bayes.runtime.data;

import java.util.Optional;

/** Why data cannot be read: facts, which {@link #message()} puts into words. */
public sealed interface DataProblem {
  /** The name of the source: the file as the user named it. */
  String source();

  /** The stable code of this kind of problem. */
  DataCode code();

  /** What is wrong, lower-case and without a full stop, without the place. */
  String message();

  /** The line, from 1; 0 where no line is to blame. */
  default int line() {
    return 0;
  }

  /** The column in characters, from 1; 0 where no column is to blame. */
  default int column() {
    return 0;
  }

  /** The entry, if one is to blame. */
  default Optional<String> entry() {
    return Optional.empty();
  }

  /** Place and message on one line: {@code schools.json:3:8: `y` is given twice}. */
  default String describe() {
    String place = line() == 0 ? "" : ":" + line() + (column() == 0 ? "" : ":" + column());
    return source() + place + ": " + message();
  }

  /**
   * Not JSON, or not CSV.
   *
   * @param fix what to do, a sentence without a full stop
   */
  record Syntax(String source, int line, int column, DataCode code, String message, String fix)
      implements DataProblem {}

  /**
   * Bytes that are no text.
   *
   * @param offset the first of them, from 1; in the unpacked file, if it was packed
   */
  record NotUtf8(String source, int line, int column, long offset) implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0003;
    }

    @Override
    public String message() {
      return "the file is not UTF-8 from its byte " + offset + " on";
    }
  }

  /** The stream broke: a truncated gzip file, a failing disk. */
  record Unreadable(String source, String reason) implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0004;
    }

    @Override
    public String message() {
      return "cannot be read: " + reason;
    }
  }

  /** Nothing but white space. */
  record Empty(String source, String expected) implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0005;
    }

    @Override
    public String message() {
      return "the file is empty; expected " + expected;
    }
  }

  /** A JSON document that is no object. */
  record NotAnObject(String source, int line, int column, String found) implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0006;
    }

    @Override
    public String message() {
      return "expected an object with one key per entry, as in {\"y\": [1, 2]}, but found " + found;
    }
  }

  /** The same key twice in one object, or the same header over two columns. */
  record DuplicateKey(String source, int line, int column, String key, Optional<String> entry)
      implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0007;
    }

    @Override
    public String message() {
      return entry
          .map(name -> "the label \"" + key + "\" is given twice in `" + name + "`")
          .orElse("`" + key + "` is given twice");
    }
  }

  /** An entry that two sources give. */
  record DuplicateEntry(DataEntry first, DataEntry second) implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0008;
    }

    @Override
    public String source() {
      return second.origin().source();
    }

    @Override
    public int line() {
      return second.origin() instanceof DataOrigin.Position position ? position.line() : 0;
    }

    @Override
    public int column() {
      return second.origin() instanceof DataOrigin.Position position ? position.column() : 0;
    }

    @Override
    public Optional<String> entry() {
      return Optional.of(second.name());
    }

    @Override
    public String message() {
      return "`" + second.name() + "` is given already, in " + first.origin().describe();
    }
  }

  /** Lists in lists beyond all use. */
  record TooDeep(String source, int line, int column, int limit, Optional<String> entry)
      implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0009;
    }

    @Override
    public String message() {
      return "lists and objects are nested more than " + limit + " deep";
    }
  }

  /** A number that no double holds. */
  record TooLarge(String source, int line, int column, String literal, Optional<String> entry)
      implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0010;
    }

    @Override
    public String message() {
      return "the number " + literal + " is too large";
    }
  }

  /** A row of a CSV file whose length is not the header's. */
  record RaggedRow(String source, int line, int expected, int found) implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0011;
    }

    @Override
    public String message() {
      return "this row has "
          + found
          + (found == 1 ? " cell" : " cells")
          + ", but the header has "
          + expected;
    }
  }

  /** A column without a name. */
  record UnnamedColumn(String source, int number) implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0012;
    }

    @Override
    public int line() {
      return 1;
    }

    @Override
    public String message() {
      return "the header of column " + number + " is empty";
    }
  }

  /** A line of tagged text that has more entries, or fewer, than it should. */
  record TaggedLine(String source, int line, int expected, int found) implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0015;
    }

    @Override
    public String message() {
      return "this line has "
          + found
          + (found == 1 ? " entry" : " entries")
          + ", but "
          + expected
          + " are named";
    }
  }

  /** {@code --set} with something that is no setting. */
  record BadSetting(String source, String message) implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0013;
    }
  }

  /**
   * A file whose name does not say what it holds, and whose text is no JSON either.
   *
   * @param ending of its name, with the dot; empty if it has none
   */
  record UnknownFormat(String source, String ending, int line, int column) implements DataProblem {
    @Override
    public DataCode code() {
      return DataCode.D0014;
    }

    @Override
    public String message() {
      return (ending.isEmpty()
              ? "the name has no ending"
              : "the ending `" + ending + "` is unknown")
          + ", and the text is not a JSON object";
    }
  }
}
