package bayes.compiler.parse;

import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import bayes.grammar.BayesLexer;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Finds mistakes that show in the tokens alone (a number without digits, a full-width semicolon, a
 * word from another language) and replaces them by what was meant.
 */
final class TokenRepair {
  /** What another keyboard or a word processor makes of a token: its type and how we write it. */
  private record Meant(int type, String text) {}

  private static final Map<String, Meant> LOOKALIKES =
      Map.ofEntries(
          Map.entry("；", new Meant(BayesLexer.SEMICOLON, ";")),
          Map.entry("，", new Meant(BayesLexer.COMMA, ",")),
          Map.entry("、", new Meant(BayesLexer.COMMA, ",")),
          Map.entry("：", new Meant(BayesLexer.COLON, ":")),
          Map.entry("（", new Meant(BayesLexer.LPAREN, "(")),
          Map.entry("）", new Meant(BayesLexer.RPAREN, ")")),
          Map.entry("［", new Meant(BayesLexer.LBRACKET, "[")),
          Map.entry("］", new Meant(BayesLexer.RBRACKET, "]")),
          Map.entry("【", new Meant(BayesLexer.LBRACKET, "[")),
          Map.entry("】", new Meant(BayesLexer.RBRACKET, "]")),
          Map.entry("｛", new Meant(BayesLexer.LBRACE, "{")),
          Map.entry("｝", new Meant(BayesLexer.RBRACE, "}")),
          Map.entry("～", new Meant(BayesLexer.TILDE, "~")),
          Map.entry("∼", new Meant(BayesLexer.TILDE, "~")),
          Map.entry("〜", new Meant(BayesLexer.TILDE, "~")),
          Map.entry("＝", new Meant(BayesLexer.ASSIGN, "=")),
          Map.entry("＋", new Meant(BayesLexer.PLUS, "+")),
          Map.entry("－", new Meant(BayesLexer.MINUS, "-")),
          Map.entry("−", new Meant(BayesLexer.MINUS, "-")),
          Map.entry("–", new Meant(BayesLexer.MINUS, "-")),
          Map.entry("＊", new Meant(BayesLexer.TIMES, "*")),
          Map.entry("×", new Meant(BayesLexer.TIMES, "*")),
          Map.entry("·", new Meant(BayesLexer.TIMES, "*")),
          Map.entry("／", new Meant(BayesLexer.DIVIDE, "/")),
          Map.entry("÷", new Meant(BayesLexer.DIVIDE, "/")),
          Map.entry("＜", new Meant(BayesLexer.LESS, "<")),
          Map.entry("＞", new Meant(BayesLexer.GREATER, ">")),
          Map.entry("≤", new Meant(BayesLexer.LESS_OR_EQUAL, "<=")),
          Map.entry("≠", new Meant(BayesLexer.NOT_EQUAL, "!=")),
          Map.entry("？", new Meant(BayesLexer.QUESTION, "?")),
          Map.entry("！", new Meant(BayesLexer.NOT, "!")),
          Map.entry("＾", new Meant(BayesLexer.POWER, "^")),
          Map.entry("％", new Meant(BayesLexer.PERCENT, "%")),
          Map.entry("＠", new Meant(BayesLexer.AT, "@")),
          Map.entry("…", new Meant(BayesLexer.RANGE, "..")),
          Map.entry("→", new Meant(BayesLexer.ARROW, "->")),
          Map.entry("∈", new Meant(BayesLexer.IN, "in")),
          Map.entry("′", new Meant(BayesLexer.PRIME, "'")),
          Map.entry("’", new Meant(BayesLexer.PRIME, "'")),
          Map.entry("&", new Meant(BayesLexer.AND, "&&")),
          Map.entry("|", new Meant(BayesLexer.OR, "||")));

  private static final Map<String, Meant> WORDS =
      Map.of("and", new Meant(BayesLexer.AND, "&&"), "or", new Meant(BayesLexer.OR, "||"));

  /** After a soft keyword `and` may be a name that is being declared. */
  private static final Set<Integer> OPERAND_ENDS =
      Set.of(
          BayesLexer.NAME,
          BayesLexer.INT,
          BayesLexer.REAL,
          BayesLexer.TRUE,
          BayesLexer.FALSE,
          BayesLexer.RPAREN,
          BayesLexer.RBRACKET,
          BayesLexer.PRIME);

  private static final Set<Integer> OPERAND_STARTS =
      Set.of(
          BayesLexer.NAME,
          BayesLexer.INT,
          BayesLexer.REAL,
          BayesLexer.TRUE,
          BayesLexer.FALSE,
          BayesLexer.LPAREN,
          BayesLexer.LBRACKET,
          BayesLexer.NOT,
          BayesLexer.MINUS);

  private static final Map<Character, Integer> ENDINGS =
      Map.of(
          ';', BayesLexer.SEMICOLON,
          ',', BayesLexer.COMMA,
          ')', BayesLexer.RPAREN,
          ']', BayesLexer.RBRACKET,
          '}', BayesLexer.RBRACE,
          ' ', BayesLexer.WHITE_SPACE);

  private static final Map<String, String> SUPERSCRIPTS = Map.of("²", "^2", "³", "^3");

  private final SourceText source;
  private final List<SyntaxProblem> problems;

  TokenRepair(SourceText source, List<SyntaxProblem> problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The tokens for the parser: without comments and white space, and with mistakes repaired. */
  List<Token> repair(List<Token> all) {
    List<Token> visible = new ArrayList<>();
    for (Token token : all) {
      switch (token.getType()) {
        case BayesLexer.UNCLOSED_COMMENT ->
            problems.add(new SyntaxProblem.UnclosedComment(opening(token, 2)));
        case BayesLexer.HASH_COMMENT ->
            problems.add(
                new SyntaxProblem.Borrowed(
                    Idiom.HASH_COMMENT, opening(token, 1), Optional.of("//")));
        case BayesLexer.UNCLOSED_STRING -> unclosedString(token, visible);
        case BayesLexer.FULL_WIDTH_INT -> {
          String digits = Normalizer.normalize(text(token), Normalizer.Form.NFKC);
          problems.add(new SyntaxProblem.Lookalike(span(token), digits));
          visible.add(as(BayesLexer.INT, token));
        }
        case BayesLexer.CURLY_STRING -> {
          String inner = text(token).substring(1, text(token).length() - 1);
          problems.add(new SyntaxProblem.Lookalike(span(token), '"' + inner + '"'));
          visible.add(as(BayesLexer.STRING, token));
        }
        default -> {
          if (token.getChannel() == Token.DEFAULT_CHANNEL) visible.add(token);
        }
      }
    }
    List<Token> repaired = new ArrayList<>();
    for (int i = 0; i < visible.size(); i++) i += repair(visible, i, repaired);
    return repaired;
  }

  /** The text was meant to end before the brackets and commas at the end of the line. */
  private void unclosedString(Token token, List<Token> visible) {
    String text = text(token);
    int end = text.length();
    while (end > 1 && ENDINGS.containsKey(text.charAt(end - 1))) end--;
    int start = token.getStartIndex();
    Token string = Scan.token(BayesLexer.STRING, start, start + end);
    problems.add(new SyntaxProblem.UnclosedString(span(string)));
    visible.add(string);
    for (int i = end; i < text.length(); i++) {
      int type = ENDINGS.getOrDefault(text.charAt(i), BayesLexer.WHITE_SPACE);
      if (type != BayesLexer.WHITE_SPACE) visible.add(Scan.token(type, start + i, start + i + 1));
    }
  }

  /** Adds what stands for the token at {@code i}; returns how many further tokens it took. */
  private int repair(List<Token> tokens, int i, List<Token> repaired) {
    Token token = tokens.get(i);
    if (token.getType() == BayesLexer.INT && touches(tokens, i, ".") && !isName(tokens, i + 2)) {
      int taken = touchesType(tokens, i + 1, BayesLexer.INT) ? 2 : 1;
      return real(tokens, i, taken, text(token) + ".0", repaired);
    }
    if (token.getType() == BayesLexer.NAME) {
      Meant meant = WORDS.get(text(token));
      if (meant != null && between(tokens, i)) {
        Span span = span(token);
        problems.add(
            new SyntaxProblem.Borrowed(Idiom.WORD_OPERATOR, span, Optional.of(meant.text)));
        repaired.add(as(meant.type, token));
        return 0;
      }
      if (text(token).equals("not") && startsPlainOperand(tokens.get(i + 1))) {
        problems.add(
            new SyntaxProblem.Borrowed(
                Idiom.WORD_OPERATOR,
                source.span(token.getStartIndex(), tokens.get(i + 1).getStartIndex()),
                Optional.of("!")));
        repaired.add(as(BayesLexer.NOT, token));
        return 0;
      }
    }
    if (token.getType() == BayesLexer.TIMES && touchesType(tokens, i, BayesLexer.TIMES)) {
      Token both = join(BayesLexer.POWER, token, tokens.get(i + 1));
      problems.add(new SyntaxProblem.Borrowed(Idiom.DOUBLE_STAR, span(both), Optional.of("^")));
      repaired.add(both);
      return 1;
    }
    if (token.getType() == BayesLexer.UNKNOWN) return unknown(tokens, i, repaired);
    repaired.add(token);
    return 0;
  }

  private int unknown(List<Token> tokens, int i, List<Token> repaired) {
    Token token = tokens.get(i);
    String text = text(token);
    if (text.equals(".")) {
      Token next = tokens.get(i + 1);
      boolean number = next.getType() == BayesLexer.INT || next.getType() == BayesLexer.REAL;
      boolean behindOperand =
          i > 0
              && adjacent(tokens.get(i - 1), token)
              && Site.endsOperand(tokens.get(i - 1).getType());
      if (number && adjacent(token, next) && !behindOperand) {
        return real(tokens, i, 1, "0." + text(next), repaired);
      }
      boolean operator =
          next.getType() == BayesLexer.TIMES
              || next.getType() == BayesLexer.DIVIDE
              || next.getType() == BayesLexer.POWER;
      if (operator && adjacent(token, next)) {
        problems.add(new SyntaxProblem.Borrowed(Idiom.DOT_OPERATOR, span(token), Optional.of("")));
        return 0;
      }
    }
    String power = SUPERSCRIPTS.get(text);
    if (power != null) {
      problems.add(new SyntaxProblem.Borrowed(Idiom.SUPERSCRIPT, span(token), Optional.of(power)));
      repaired.add(as(BayesLexer.POWER, token));
      repaired.add(Scan.token(BayesLexer.INT, token.getStopIndex() + 1, token.getStopIndex() + 1));
      return 0;
    }
    boolean stanDensity =
        text.equals("|")
            && i > 2
            && tokens.get(i - 2).getType() == BayesLexer.LPAREN
            && text(tokens.get(i - 3)).matches(".*_(lpdf|lpmf|lcdf|lccdf)");
    if (stanDensity) {
      problems.add(new SyntaxProblem.Borrowed(Idiom.STAN_DENSITY, span(token), Optional.empty()));
      repaired.add(as(BayesLexer.COMMA, token));
      return 0;
    }
    Meant meant = LOOKALIKES.get(text);
    if (meant != null) {
      problems.add(new SyntaxProblem.Lookalike(span(token), meant.text));
      repaired.add(as(meant.type, token));
    } else if (text.equals("≥")) {
      problems.add(new SyntaxProblem.Lookalike(span(token), ">="));
      repaired.add(as(BayesLexer.GREATER, token));
      repaired.add(
          Scan.token(BayesLexer.ASSIGN, token.getStopIndex() + 1, token.getStopIndex() + 1));
    } else {
      problems.add(new SyntaxProblem.StrayCharacter(span(token)));
    }
    return 0;
  }

  private int real(List<Token> tokens, int i, int taken, String fixed, List<Token> repaired) {
    Token number = join(BayesLexer.REAL, tokens.get(i), tokens.get(i + taken));
    problems.add(new SyntaxProblem.HalfReal(span(number), fixed));
    repaired.add(number);
    return taken;
  }

  private boolean between(List<Token> tokens, int i) {
    return i > 0
        && OPERAND_ENDS.contains(tokens.get(i - 1).getType())
        && OPERAND_STARTS.contains(tokens.get(i + 1).getType());
  }

  /** Not before `(`: that may be a call of a function named `not`. */
  private static boolean startsPlainOperand(Token token) {
    return OPERAND_STARTS.contains(token.getType())
        && token.getType() != BayesLexer.LPAREN
        && token.getType() != BayesLexer.LBRACKET
        && token.getType() != BayesLexer.MINUS;
  }

  private boolean touches(List<Token> tokens, int i, String text) {
    Token next = tokens.get(i + 1);
    return adjacent(tokens.get(i), next) && text(next).equals(text);
  }

  private static boolean touchesType(List<Token> tokens, int i, int type) {
    Token next = tokens.get(i + 1);
    return adjacent(tokens.get(i), next) && next.getType() == type;
  }

  private static boolean isName(List<Token> tokens, int i) {
    return i < tokens.size()
        && tokens.get(i).getType() == BayesLexer.NAME
        && adjacent(tokens.get(i - 1), tokens.get(i));
  }

  private static boolean adjacent(Token left, Token right) {
    return left.getStopIndex() + 1 == right.getStartIndex();
  }

  private static Token as(int type, Token token) {
    return Scan.token(type, token.getStartIndex(), token.getStopIndex() + 1);
  }

  private static Token join(int type, Token first, Token last) {
    return Scan.token(type, first.getStartIndex(), last.getStopIndex() + 1);
  }

  private Span opening(Token token, int length) {
    return source.span(token.getStartIndex(), token.getStartIndex() + length);
  }

  private Span span(Token token) {
    return source.span(token.getStartIndex(), token.getStopIndex() + 1);
  }

  private String text(Token token) {
    return token.getType() == Token.EOF ? "" : span(token).text();
  }
}
