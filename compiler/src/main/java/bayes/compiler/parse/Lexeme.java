package bayes.compiler.parse;

import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import bayes.grammar.BayesLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** A word, sign or comment of a text, as it stands there. White space is left out. */
public record Lexeme(Kind kind, Span span) {

  /** What a lexeme is. */
  public enum Kind {
    /** A name, or a keyword that may be one. */
    NAME,
    /** A word that is never a name. */
    KEYWORD,
    NUMBER,
    STRING,
    SIGN,
    DOC_COMMENT,
    LINE_COMMENT,
    BLOCK_COMMENT;

    /** Whether it means nothing to the compiler, or only documents. */
    public boolean isComment() {
      return this == DOC_COMMENT || this == LINE_COMMENT || this == BLOCK_COMMENT;
    }
  }

  /** The lexemes of a text in order. Texts that do not parse have lexemes too. */
  public static List<Lexeme> of(SourceText source) {
    List<Lexeme> lexemes = new ArrayList<>();
    for (Token token : Scan.lex(source)) {
      if (token.getType() == Token.EOF || token.getType() == BayesLexer.WHITE_SPACE) continue;
      Span span = source.span(token.getStartIndex(), token.getStopIndex() + 1);
      lexemes.add(new Lexeme(kind(token.getType()), span));
    }
    return lexemes;
  }

  /** Its text. */
  public String text() {
    return span.text();
  }

  private static Kind kind(int type) {
    return switch (type) {
      case BayesLexer.NAME,
          BayesLexer.SET,
          BayesLexer.VOCAB,
          BayesLexer.DATA,
          BayesLexer.IMPORT,
          BayesLexer.FUN,
          BayesLexer.DIST,
          BayesLexer.SAMPLE ->
          Kind.NAME;
      case BayesLexer.LET,
          BayesLexer.OBSERVE,
          BayesLexer.FACTOR,
          BayesLexer.GENERATE,
          BayesLexer.FOR,
          BayesLexer.IN,
          BayesLexer.IF,
          BayesLexer.ELSE,
          BayesLexer.RETURN,
          BayesLexer.TRUE,
          BayesLexer.FALSE,
          BayesLexer.DIV ->
          Kind.KEYWORD;
      case BayesLexer.INT, BayesLexer.REAL, BayesLexer.FULL_WIDTH_INT -> Kind.NUMBER;
      case BayesLexer.STRING, BayesLexer.UNCLOSED_STRING, BayesLexer.CURLY_STRING -> Kind.STRING;
      case BayesLexer.DOC_COMMENT -> Kind.DOC_COMMENT;
      case BayesLexer.LINE_COMMENT, BayesLexer.HASH_COMMENT -> Kind.LINE_COMMENT;
      case BayesLexer.BLOCK_COMMENT, BayesLexer.UNCLOSED_COMMENT -> Kind.BLOCK_COMMENT;
      default -> Kind.SIGN;
    };
  }
}
