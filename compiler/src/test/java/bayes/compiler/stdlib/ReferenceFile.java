package bayes.compiler.stdlib;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reference values: sections of a heading in brackets, a line of column names and lines of cells,
 * separated by commas. A cell is a number, a vector of numbers separated by spaces, a word, or
 * {@code -} for none.
 */
record ReferenceFile(Map<String, List<Row>> sections) {
  private static final String FOLDER = "/distributions/";

  /** The values of a distribution, by the name of its declaration, if there is such a file. */
  static Optional<ReferenceFile> find(String declaration) {
    return read(FOLDER + declaration + ".csv");
  }

  static Optional<ReferenceFile> read(String resource) {
    try (InputStream in = ReferenceFile.class.getResourceAsStream(resource)) {
      if (in == null) return Optional.empty();
      return Optional.of(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReferenceFile parse(String text) {
    Map<String, List<Row>> sections = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    List<String> columns = List.of();
    for (String line : text.lines().toList()) {
      if (line.startsWith("[")) {
        rows = new ArrayList<>();
        columns = List.of();
        sections.put(line.substring(1, line.length() - 1), rows);
      } else if (columns.isEmpty()) {
        if (!sections.isEmpty()) columns = Arrays.asList(line.split(",", -1));
      } else {
        rows.add(Row.of(columns, line.split(",", -1)));
      }
    }
    return new ReferenceFile(sections);
  }

  List<Row> rows(String section) {
    return sections.getOrDefault(section, List.of());
  }

  /** A line of cells by column. */
  record Row(Map<String, String> cells) {
    private static Row of(List<String> columns, String[] cells) {
      if (columns.size() != cells.length) {
        throw new IllegalArgumentException(columns + " does not fit " + Arrays.toString(cells));
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.length; i++) row.put(columns.get(i), cells[i]);
      return new Row(row);
    }

    String word(String column) {
      String cell = cells.get(column);
      if (cell == null) throw new IllegalArgumentException("no column " + column);
      return cell;
    }

    boolean has(String column) {
      return !word(column).equals("-");
    }

    double number(String column) {
      return Double.parseDouble(word(column));
    }

    double[] vector(String column) {
      return Arrays.stream(word(column).split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
  }
}
