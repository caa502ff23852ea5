package bayes.compiler.input;

import bayes.compiler.source.SourceText;
import java.io.IOException;
import java.io.Reader;

/**
 * The surroundings of a place in a text that may be as long as it likes, all on one line.
 *
 * @param source the piece, which knows its line and column
 * @param at the place in the piece
 */
record Excerpt(SourceText source, int at) {
  /** More than is ever shown before and after a mark. */
  private static final int AROUND = 200;

  /** How much of a line is kept where no column is known. */
  private static final int LINE = 4096;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * Reads up to a place.
   *
   * @param line from 1; beyond the end of the text, its end is found
   * @param column from 1; 0 for the beginning of the line, and much of it
   * @param isInCodePoints whether columns count code points, or UTF-16 units
   */
  static Excerpt find(String name, Reader text, int line, int column, boolean isInCodePoints)
      throws IOException {
    Cursor cursor = new Cursor(text);
    while (cursor.line < line && cursor.next()) continue;
    StringBuilder piece = new StringBuilder();
    int point = 1;
    int unit = 1;
    int dropped = 0;
    while (column > (isInCodePoints ? point : unit) && !cursor.isAtLineEnd()) {
      char c = (char) cursor.peek();
      piece.append(c);
      unit++;
      if (!Character.isLowSurrogate(c)) point++;
      if (piece.length() > 2 * AROUND) {
        int cut = Character.isLowSurrogate(piece.charAt(AROUND)) ? AROUND + 1 : AROUND;
        dropped += piece.codePointCount(0, cut);
        piece.delete(0, cut);
      }
      cursor.next();
    }
    long offset = cursor.offset - piece.length();
    int at = piece.length();
    int more = column == 0 ? LINE : AROUND;
    while (more-- > 0 && !cursor.isAtLineEnd()) {
      piece.append((char) cursor.peek());
      cursor.next();
    }
    SourceText.Start start = new SourceText.Start(cursor.line, dropped + 1, offset);
    return new Excerpt(SourceText.excerpt(name, piece.toString(), start), at);
  }

  /** A text, character by character; line ends are those of JSON and CSV. */
  private static final class Cursor {
    private final Reader text;
    private int current;
    private int line = 1;
    private long offset;

    Cursor(Reader text) throws IOException {
      this.text = text;
      current = text.read();
      if (current == BYTE_ORDER_MARK) current = text.read();
    }

    int peek() {
      return current;
    }

    boolean isAtLineEnd() {
      return current < 0 || current == '\n' || current == '\r';
    }

    /** Moves on by one; false at the end. */
    boolean next() throws IOException {
      if (current < 0) return false;
      int following = text.read();
      if (current == '\n' || (current == '\r' && following != '\n')) line++;
      offset++;
      current = following;
      return true;
    }
  }
}
