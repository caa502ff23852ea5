package bayes.compiler.format;

import bayes.compiler.parse.Lexeme;

/**
 * A lexeme, and what it is to the layout.
 *
 * @param spaced whether a space stands before it, if something stands before it on its line
 */
record Piece(Lexeme lexeme, Role role, boolean spaced) {

  enum Role {
    COMMENT,
    /** The first word of a statement, or of an annotation before it. */
    START,
    /** The semicolon. */
    END,
    BLOCK_OPEN,
    BLOCK_CLOSE,
    OPEN,
    CLOSE,
    /** The sign that a statement turns on; it may be lined up with those of other lines. */
    PIVOT,
    OTHER;

    /** Whether a statement, or a part that has lines of its own, ends with it. */
    boolean endsLine() {
      return this == END || this == BLOCK_OPEN || this == BLOCK_CLOSE;
    }
  }

  boolean is(String text) {
    return lexeme.text().equals(text);
  }

  /** Whether nothing but a new line may follow. */
  boolean isToEndOfLine() {
    return lexeme.kind() == Lexeme.Kind.LINE_COMMENT || lexeme.kind() == Lexeme.Kind.DOC_COMMENT;
  }
}
