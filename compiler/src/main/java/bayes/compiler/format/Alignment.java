package bayes.compiler.format;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Lines up what stands under each other. */
final class Alignment {
  private static final int BEFORE_COMMENT = 2;

  private Alignment() {}

  static void align(List<Line> lines) {
    runs(lines, Alignment::stoodUnderEachOther, Alignment::alignPivots);
    runs(
        lines,
        (above, below) -> above.hasCommentBehindCode() && below.hasCommentBehindCode(),
        Alignment::alignComments);
  }

  /** Splits the lines where adjacent ones do not belong together. */
  private static void runs(
      List<Line> lines, BiPredicate<Line, Line> together, Consumer<List<Line>> action) {
    int start = 0;
    for (int i = 1; i <= lines.size(); i++) {
      if (i < lines.size() && together.test(lines.get(i - 1), lines.get(i))) continue;
      action.accept(lines.subList(start, i));
      start = i;
    }
  }

  private static boolean stoodUnderEachOther(Line above, Line below) {
    Optional<Line.Pivot> one = above.pivot();
    Optional<Line.Pivot> other = below.pivot();
    return one.isPresent()
        && other.isPresent()
        && one.get().source().text().equals(other.get().source().text())
        && one.get().source().column() == other.get().source().column();
  }

  private static void alignPivots(List<Line> run) {
    int column =
        run.stream()
            .mapToInt(line -> line.pivot().map(line::pivotColumn).orElse(0))
            .max()
            .orElse(0);
    for (Line line : run) line.movePivot(column);
  }

  private static void alignComments(List<Line> run) {
    if (!run.get(0).hasCommentBehindCode()) return;
    int column = run.stream().mapToInt(Line::width).max().orElse(0) + BEFORE_COMMENT;
    for (Line line : run) line.moveComment(column);
  }
}
