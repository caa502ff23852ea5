package bayes.compiler.parse;

import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import bayes.grammar.BayesLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.antlr.v4.runtime.Token;

/**
 * Where a parse stopped, and what stands around it.
 *
 * @param at the index of the token that does not fit
 * @param expected what would have fitted
 */
record Site(SourceText source, List<Token> tokens, int at, Expected expected) {

  int type(int index) {
    return index < 0 || index >= tokens.size() ? Token.EOF : tokens.get(index).getType();
  }

  int found() {
    return type(at);
  }

  int before() {
    return at == 0 ? Token.EOF : type(at - 1);
  }

  Token token(int index) {
    return tokens.get(Math.min(index, tokens.size() - 1));
  }

  Span span(int index) {
    Token token = token(index);
    if (token.getType() == Token.EOF && tokens.size() > 1) {
      int end = token(tokens.size() - 2).getStopIndex() + 1;
      return source.span(end, end); // behind the last token, not on a later empty line
    }
    return source.span(token.getStartIndex(), token.getStopIndex() + 1);
  }

  /** From the first of two tokens to the last. */
  Span span(int first, int last) {
    return span(first).to(span(last));
  }

  String text(int index) {
    return span(index).text();
  }

  boolean isName(int index) {
    return Vocabulary.NAMES.contains(type(index));
  }

  boolean isName(int index, String text) {
    return isName(index) && text(index).equals(text);
  }

  /** Whether nothing stands between a token and the next. */
  boolean touchesNext(int index) {
    return index >= 0 && token(index).getStopIndex() + 1 == token(index + 1).getStartIndex();
  }

  /** Whether the token that does not fit is on a later line than the one before. */
  boolean onNewLine() {
    if (at == 0) return false;
    int end = Math.max(token(at - 1).getStartIndex(), token(at - 1).getStopIndex());
    return source.line(end) < source.line(token(at).getStartIndex());
  }

  /** The innermost bracket that is open before the token that does not fit. */
  OptionalInt openBracket() {
    return openBrackets().stream().mapToInt(Integer::intValue).findFirst();
  }

  /** The brackets that are open before the token that does not fit, the innermost first. */
  List<Integer> openBrackets() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < at; i++) {
      int type = type(i);
      if (closer(type) != Token.INVALID_TYPE) {
        open.push(i);
      } else if (isCloser(type) && !open.isEmpty()) {
        open.pop();
      }
    }
    return List.copyOf(open);
  }

  boolean inside(int openingType) {
    OptionalInt open = openBracket();
    return open.isPresent() && type(open.getAsInt()) == openingType;
  }

  /** The first token of the statement that was being read. */
  int statementStart() {
    int depth = 0;
    for (int i = at - 1; i >= 0; i--) {
      int type = type(i);
      boolean boundary =
          type == BayesLexer.SEMICOLON
              || type == BayesLexer.LBRACE && type(i - 1) != BayesLexer.ASSIGN; // `= {"a"}`
      if (boundary && depth == 0) return i + 1;
      // A closed block ends a statement, unless it is the `if` of an `else` or names members.
      if (type == BayesLexer.RBRACE && type(i + 1) != BayesLexer.ELSE && depth == 0) {
        if (type(i + 1) != BayesLexer.SEMICOLON) return i + 1;
      }
      if (type == BayesLexer.RBRACE) depth++;
      if (type == BayesLexer.LBRACE) depth--;
    }
    return 0;
  }

  /** The place of the bracket that closes the one at {@code open}, or of the end. */
  int closing(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (closer(type(i)) != Token.INVALID_TYPE) depth++;
      if (isCloser(type(i)) && --depth == 0) return i;
    }
    return tokens.size() - 1;
  }

  /** The bracket that closes a type of bracket. */
  static int closer(int openingType) {
    return switch (openingType) {
      case BayesLexer.LPAREN -> BayesLexer.RPAREN;
      case BayesLexer.LBRACKET -> BayesLexer.RBRACKET;
      case BayesLexer.LBRACE -> BayesLexer.RBRACE;
      default -> Token.INVALID_TYPE;
    };
  }

  static boolean isCloser(int type) {
    return type == BayesLexer.RPAREN || type == BayesLexer.RBRACKET || type == BayesLexer.RBRACE;
  }

  /** Whether an expression may end with such a token. */
  static boolean endsOperand(int type) {
    return Vocabulary.NAMES.contains(type)
        || type == BayesLexer.INT
        || type == BayesLexer.REAL
        || type == BayesLexer.STRING
        || type == BayesLexer.TRUE
        || type == BayesLexer.FALSE
        || type == BayesLexer.RPAREN
        || type == BayesLexer.RBRACKET
        || type == BayesLexer.PRIME;
  }

  /** What was found, in words. */
  String foundInWords() {
    if (found() == Token.EOF) return "the end of the text";
    if (Vocabulary.HARD_KEYWORDS.contains(found())) return "the keyword `" + text(at) + "`";
    if (found() == BayesLexer.STRING) return "the text " + text(at);
    String text = text(at).isEmpty() ? Vocabulary.text(found()) : text(at);
    return "`" + text + "`";
  }
}
