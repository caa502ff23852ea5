package bayes.compiler.format;

import bayes.compiler.format.Piece.Role;
import bayes.compiler.source.SourceText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Breaks a text into lines and indents them. */
final class Layout {
  private static final int STEP = 2;

  private final SourceText source;
  private final List<Line> lines = new ArrayList<>();
  private final Deque<Bracket> brackets = new ArrayDeque<>();
  private int depth;
  private int indentation;
  private Line line = new Line(0);
  private boolean lineHasCode;

  /** The last piece, and the last that is no comment. */
  private @Nullable Piece last;

  private @Nullable Piece lastCode;

  /** A bracket of the statement: lines within begin behind it, or a step in if it ended a line. */
  private static final class Bracket {
    final int column;
    final int lineIndentation;
    boolean endsLine = true;

    Bracket(int column, int lineIndentation) {
      this.column = column;
      this.lineIndentation = lineIndentation;
    }

    int inside() {
      return endsLine ? lineIndentation + STEP : column + 1;
    }

    int closing() {
      return endsLine ? lineIndentation : column;
    }
  }

  Layout(SourceText source) {
    this.source = source;
  }

  List<Line> lines(List<Piece> pieces) {
    for (Piece piece : pieces) add(piece);
    if (!line.isEmpty()) lines.add(line);
    return lines;
  }

  private void add(Piece piece) {
    Piece before = last;
    if (piece.role() == Role.BLOCK_CLOSE) depth--;
    if (before != null && breaks(before, piece)) {
      newLine(before, piece);
    } else if (before != null && before.role() == Role.OPEN && piece.role() != Role.CLOSE) {
      brackets.element().endsLine = piece.isToEndOfLine();
    }
    if (piece.isToEndOfLine()) {
      line.addComment(piece.lexeme().text());
    } else {
      boolean isEmptyBlock =
          piece.role() == Role.BLOCK_CLOSE && before != null && before.role() == Role.BLOCK_OPEN;
      line.add(isEmptyBlock ? new Piece(piece.lexeme(), piece.role(), false) : piece);
    }
    switch (piece.role()) {
      case OPEN -> brackets.push(new Bracket(line.width() - 1, indentation));
      case CLOSE -> brackets.pop();
      case BLOCK_OPEN -> depth++;
      case COMMENT, START, END, BLOCK_CLOSE, PIVOT, OTHER -> {}
    }
    last = piece;
    if (piece.role() != Role.COMMENT) {
      lastCode = piece;
      lineHasCode = true;
    }
  }

  /** Lines of the source from the end of one piece to the beginning of the next. */
  private int distance(Piece before, Piece piece) {
    int end = Math.max(before.lexeme().span().start(), before.lexeme().span().end() - 1);
    return source.line(piece.lexeme().span().start()) - source.line(end);
  }

  private boolean breaks(Piece before, Piece piece) {
    if (before.isToEndOfLine()) return true;
    boolean isElsewhere = distance(before, piece) > 0;
    if (piece.role() == Role.COMMENT) return isElsewhere;
    boolean isElse = piece.is("else") && before.role() == Role.BLOCK_CLOSE;
    boolean isEmptyBlock = piece.role() == Role.BLOCK_CLOSE && before.role() == Role.BLOCK_OPEN;
    if (isElse || isEmptyBlock) return false;
    if (piece.role() == Role.BLOCK_CLOSE) return true;
    if (isBetweenStatements()) return isElsewhere || lineHasCode;
    if (piece.role() == Role.END || piece.role() == Role.BLOCK_OPEN || piece.is(",")) {
      return before.role() == Role.COMMENT && isElsewhere;
    }
    return isElsewhere;
  }

  private boolean isBetweenStatements() {
    return lastCode == null || lastCode.role().endsLine();
  }

  private void newLine(Piece before, Piece piece) {
    lines.add(line);
    boolean mayBeApart =
        before.role() == Role.COMMENT || piece.role() == Role.COMMENT || piece.role() == Role.START;
    boolean isApart =
        distance(before, piece) > 1
            && before.role() != Role.BLOCK_OPEN
            && piece.role() != Role.BLOCK_CLOSE;
    // Comments that a lone carriage return parts are not on adjacent lines.
    boolean isParted = before.isToEndOfLine() && distance(before, piece) == 0;
    if ((mayBeApart && isApart) || isParted) lines.add(new Line(0));
    indentation = indentation(piece);
    line = new Line(indentation);
    lineHasCode = false;
  }

  private int indentation(Piece piece) {
    int base = depth * STEP;
    boolean begins =
        isBetweenStatements()
            || piece.role() == Role.START
            || piece.role() == Role.BLOCK_OPEN
            || piece.role() == Role.BLOCK_CLOSE;
    if (begins) return base;
    if (brackets.isEmpty()) return base + STEP;
    Bracket bracket = brackets.element();
    return piece.role() == Role.CLOSE ? bracket.closing() : bracket.inside();
  }
}
