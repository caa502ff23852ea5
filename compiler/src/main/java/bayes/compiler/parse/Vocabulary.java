package bayes.compiler.parse;

import bayes.grammar.BayesLexer;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** Types of tokens, in families and in words for people. */
final class Vocabulary {
  /** Soft keywords, which are names too. */
  static final Set<Integer> NAMES =
      Set.of(
          BayesLexer.NAME,
          BayesLexer.SET,
          BayesLexer.VOCAB,
          BayesLexer.DATA,
          BayesLexer.IMPORT,
          BayesLexer.FUN,
          BayesLexer.DIST,
          BayesLexer.SAMPLE);

  static final Set<Integer> HARD_KEYWORDS =
      Set.of(
          BayesLexer.LET,
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
          BayesLexer.DIV);

  /** Tokens that begin a statement and, but for soft keywords, nothing else. */
  static final Set<Integer> STATEMENT_STARTS =
      Set.of(
          BayesLexer.LET,
          BayesLexer.OBSERVE,
          BayesLexer.FACTOR,
          BayesLexer.GENERATE,
          BayesLexer.FOR,
          BayesLexer.IF,
          BayesLexer.RETURN,
          BayesLexer.AT,
          BayesLexer.SET,
          BayesLexer.VOCAB,
          BayesLexer.DATA,
          BayesLexer.IMPORT,
          BayesLexer.FUN,
          BayesLexer.DIST,
          BayesLexer.NAME);

  static final Set<Integer> EXPRESSION_STARTS =
      Set.of(
          BayesLexer.INT,
          BayesLexer.REAL,
          BayesLexer.STRING,
          BayesLexer.TRUE,
          BayesLexer.FALSE,
          BayesLexer.LPAREN,
          BayesLexer.LBRACKET,
          BayesLexer.MINUS,
          BayesLexer.NOT);

  static final Set<Integer> COMPARATORS =
      Set.of(
          BayesLexer.EQUAL,
          BayesLexer.NOT_EQUAL,
          BayesLexer.LESS,
          BayesLexer.LESS_OR_EQUAL,
          BayesLexer.GREATER);

  /** What may follow a finished expression without ending it: rarely what is missing. */
  static final Set<Integer> OPERATORS =
      Set.of(
          BayesLexer.QUESTION,
          BayesLexer.OR,
          BayesLexer.AND,
          BayesLexer.EQUAL,
          BayesLexer.NOT_EQUAL,
          BayesLexer.LESS,
          BayesLexer.LESS_OR_EQUAL,
          BayesLexer.GREATER,
          BayesLexer.PLUS,
          BayesLexer.MINUS,
          BayesLexer.TIMES,
          BayesLexer.DIVIDE,
          BayesLexer.DIV,
          BayesLexer.PERCENT,
          BayesLexer.AT,
          BayesLexer.POWER,
          BayesLexer.PRIME);

  private Vocabulary() {}

  /** A type of token as a message names it: {@code `;`}, {@code a number}. */
  static String describe(int type) {
    if (NAMES.contains(type)) return "a name";
    return switch (type) {
      case Token.EOF -> "the end of the text";
      case BayesLexer.INT, BayesLexer.REAL -> "a number";
      case BayesLexer.STRING -> "a text in quotes";
      default -> literal(type);
    };
  }

  private static String literal(int type) {
    String quoted = BayesLexer.VOCABULARY.getLiteralName(type); // 'for'
    if (quoted == null) return BayesLexer.VOCABULARY.getSymbolicName(type);
    return '`' + quoted.substring(1, quoted.length() - 1).replace("\\'", "'") + '`';
  }

  /** The text of a keyword or punctuation mark. */
  static String text(int type) {
    String described = literal(type);
    return described.substring(1, described.length() - 1);
  }
}
