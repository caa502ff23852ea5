package bayes.compiler.format;

import bayes.compiler.source.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A line as it is being laid out. */
final class Line {
  private final StringBuilder code;
  private String comment = "";

  private boolean starts;
  private boolean ends;
  private @Nullable Pivot pivot;

  /**
   * The sign that a statement turns on.
   *
   * @param offset in the code of the line
   * @param source where it stood
   */
  record Pivot(int offset, Span source) {}

  Line(int indentation) {
    this.code = new StringBuilder(" ".repeat(indentation));
  }

  boolean isEmpty() {
    return code.toString().isBlank() && comment.isEmpty();
  }

  boolean hasCode() {
    return !code.toString().isBlank();
  }

  /** Columns from the left to where the next lexeme would stand without a space. */
  int width() {
    int lineStart = code.lastIndexOf("\n") + 1;
    return code.codePointCount(lineStart, code.length());
  }

  void add(Piece piece) {
    if (hasCode() && piece.spaced()) code.append(' ');
    if (piece.role() == Piece.Role.START) starts = true;
    if (piece.role() == Piece.Role.END) ends = true;
    if (piece.role() == Piece.Role.PIVOT && pivot == null) {
      pivot = new Pivot(code.length(), piece.lexeme().span());
    }
    code.append(piece.lexeme().text().replace("\r\n", "\n"));
  }

  void addComment(String text) {
    comment = text.stripTrailing();
  }

  /** The sign of a statement that this line holds from beginning to end. */
  Optional<Pivot> pivot() {
    boolean isWhole = starts && ends && code.indexOf("\n") < 0;
    return isWhole ? Optional.ofNullable(pivot) : Optional.empty();
  }

  /** Moves the sign to a column. */
  void movePivot(int column) {
    pivot().ifPresent(p -> code.insert(p.offset(), " ".repeat(column - pivotColumn(p))));
  }

  int pivotColumn(Pivot p) {
    return code.codePointCount(0, p.offset());
  }

  boolean hasCommentBehindCode() {
    return hasCode() && !comment.isEmpty();
  }

  /** Moves the comment to a column. */
  void moveComment(int column) {
    code.append(" ".repeat(column - width()));
  }

  String text() {
    return (code + comment).stripTrailing();
  }
}
