package bayes.runtime.report;

import bayes.runtime.calibration.RankedQuantity;
import bayes.runtime.calibration.UniformRanks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The difference of an ECDF of ranks and the uniform one, drawn with characters. */
final class TextCurve {
  private static final int COLUMNS = 50;
  private static final int ROWS = 11;

  private final RankDifference difference;

  TextCurve(RankedQuantity quantity, UniformRanks.Band band) {
    difference = RankDifference.of(quantity, band);
  }

  List<String> lines() {
    double top = difference.largest();
    char[][] cells = new char[ROWS][COLUMNS];
    for (char[] row : cells) Arrays.fill(row, ' ');
    Arrays.fill(cells[row(0, top)], '-');
    int points = difference.curve().size();
    for (int column = 0; column < COLUMNS; column++) {
      int i = (int) ((column + 0.5) * points / COLUMNS);
      cells[row(difference.lower().get(i), top)][column] = '.';
      cells[row(difference.upper().get(i), top)][column] = '.';
    }
    for (int column = 0; column < COLUMNS; column++) {
      int i = (int) ((column + 0.5) * points / COLUMNS);
      cells[row(difference.curve().get(i), top)][column] = 'o';
    }
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      double height = top * (1 - 2.0 * row / (ROWS - 1));
      boolean isLabelled = row % ((ROWS - 1) / 2) == 0;
      lines.add(
          ("%6s |".formatted(isLabelled ? NumberText.fixed(height, 2) : "")
                  + new String(cells[row]))
              .stripTrailing());
    }
    return lines;
  }

  private static int row(double value, double top) {
    return (int) Math.round((1 - value / top) / 2 * (ROWS - 1));
  }
}
