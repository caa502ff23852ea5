package bayes.runtime.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one column, and what they are together: numbers if every cell that is not missing is
 * one, truth values if each is {@code true} or {@code false} in any case, and else strings.
 */
final class CsvColumn {
  private final String header;
  private final List<@Nullable String> cells = new ArrayList<>();

  /** Numbers beyond all doubles, by the line of their row. */
  private final Map<Integer, String> tooLarge = new LinkedHashMap<>();

  CsvColumn(String header) {
    this.header = header;
  }

  String header() {
    return header;
  }

  /** Adds a cell; null and the empty string are missing values. */
  void add(@Nullable String cell, int line) {
    cells.add(cell == null || cell.isEmpty() ? null : cell);
    if (cell != null && isTooLarge(cell)) tooLarge.put(line, cell);
  }

  /** Numbers that no double holds, if the column is one of numbers. */
  List<DataProblem> tooLarge(String source) {
    List<DataProblem> problems = new ArrayList<>();
    if (tooLarge.isEmpty() || !isNumeric()) return problems;
    tooLarge.forEach(
        (line, cell) ->
            problems.add(new DataProblem.TooLarge(source, line, 0, cell, Optional.of(header))));
    return problems;
  }

  /** Few cells are long, or have an exponent: only these are looked at. */
  private static boolean isTooLarge(String cell) {
    boolean mayBe = cell.length() > 300 || cell.indexOf('e') >= 0 || cell.indexOf('E') >= 0;
    return mayBe
        && CellSyntax.of(cell) != CellSyntax.NO_NUMBER
        && Double.isInfinite(Double.parseDouble(cell));
  }

  private boolean isNumeric() {
    return cells.stream()
        .allMatch(
            cell ->
                cell == null
                    || CellSyntax.of(cell) != CellSyntax.NO_NUMBER
                    || DataValue.Text.nonFinite(cell).isPresent());
  }

  DataValue.Sequence value() {
    boolean anyNumber = false;
    boolean allNumbers = true;
    boolean allBools = true;
    for (String cell : cells) {
      if (cell == null) continue;
      boolean isNumber = allNumbers && CellSyntax.of(cell) != CellSyntax.NO_NUMBER;
      anyNumber |= isNumber;
      allNumbers = isNumber || (allNumbers && DataValue.Text.nonFinite(cell).isPresent());
      allBools = allBools && isBool(cell);
    }
    boolean numeric = anyNumber && allNumbers;
    SequenceBuilder values = new SequenceBuilder();
    for (String cell : cells) {
      if (cell == null) values.add(DataValue.Missing.MISSING);
      else if (numeric) addNumber(cell, values);
      else if (allBools) values.add(DataValue.Bool.of(cell.equalsIgnoreCase("true")));
      else values.add(new DataValue.Text(cell));
    }
    return values.build();
  }

  private static void addNumber(String cell, SequenceBuilder values) {
    CellSyntax syntax = CellSyntax.of(cell);
    if (syntax == CellSyntax.NO_NUMBER) {
      values.addNumber(DataValue.Text.nonFinite(cell).orElseThrow(), false);
    } else {
      values.addNumber(Double.parseDouble(cell), syntax == CellSyntax.INTEGER);
    }
  }

  private static boolean isBool(String cell) {
    return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
  }
}
