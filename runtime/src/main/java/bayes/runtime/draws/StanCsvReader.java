package bayes.runtime.draws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a chain that {@link StanCsvWriter} wrote, and the draws of any other Stan file. */
public final class StanCsvReader {
  /**
   * The numbers of a file.
   *
   * @param header the names of the columns, in the order of the file
   * @param rows one per draw, as long as the header
   */
  public record Table(List<String> header, List<double[]> rows) {
    /** The same with no more than these rows. */
    Table first(int most) {
      return rows.size() <= most ? this : new Table(header, rows.subList(0, most));
    }
  }

  private final String path;
  private int line;

  private StanCsvReader(String path) {
    this.path = path;
  }

  /**
   * Reads the header and all rows; comments are skipped.
   *
   * @param path the name of the file for messages
   * @throws RunException if the text is no such file
   */
  public static Table read(String path, Reader text) throws RunException, IOException {
    return new StanCsvReader(path).table(new BufferedReader(text, 1 << 16));
  }

  private Table table(BufferedReader text) throws RunException, IOException {
    @Nullable List<String> header = null;
    List<double[]> rows = new ArrayList<>();
    for (String row = text.readLine(); row != null; row = text.readLine()) {
      line++;
      if (row.isEmpty() || row.charAt(0) == '#') continue;
      if (header == null) header = List.of(row.split(",", -1));
      else rows.add(numbers(row, header.size()));
    }
    if (header == null) throw damaged("there is no header");
    return new Table(header, rows);
  }

  private double[] numbers(String row, int width) throws RunException {
    double[] numbers = new double[width];
    int count = 0;
    int start = 0;
    while (start <= row.length()) {
      int comma = row.indexOf(',', start);
      int end = comma < 0 ? row.length() : comma;
      if (count < width) numbers[count] = number(row.substring(start, end));
      count++;
      start = end + 1;
    }
    if (count != width) {
      throw damaged("expected " + width + " values in this row, but found " + count);
    }
    return numbers;
  }

  private double number(String text) throws RunException {
    switch (text) {
      case "nan":
        return Double.NaN;
      case "inf":
        return Double.POSITIVE_INFINITY;
      case "-inf":
        return Double.NEGATIVE_INFINITY;
      default:
        try {
          return Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw damaged("`" + text + "` is not a number");
        }
    }
  }

  private RunException damaged(String message) {
    return new RunException(new RunProblem.Damaged(path, line, message));
  }

  /** The columns of {@code table} in the order of {@code names}, row after row. */
  static double[] arrange(String path, Table table, List<String> names) throws RunException {
    int[] from = new int[names.size()];
    var positions = new HashMap<String, Integer>();
    for (int i = 0; i < table.header().size(); i++) positions.put(table.header().get(i), i);
    for (int i = 0; i < from.length; i++) {
      @Nullable Integer position = positions.get(names.get(i));
      if (position == null) {
        throw new RunException(
            new RunProblem.Damaged(path, 0, "there is no column `" + names.get(i) + "`"));
      }
      from[i] = position;
    }
    double[] values = new double[table.rows().size() * from.length];
    int next = 0;
    for (double[] row : table.rows()) {
      for (int column : from) values[next++] = row[column];
    }
    return values;
  }
}
