package bayes.compiler.parse;

import bayes.compiler.source.SourceText;
import bayes.grammar.BayesLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Pair;

/**
 * The tokens of a text. Offsets are those of the text (UTF-16), not of ANTLR (code points).
 *
 * @param tokens what the parser sees, with the end; mistakes within tokens are repaired
 * @param documentation the {@code ///} comments
 * @param problems the mistakes within tokens
 */
record Scan(
    SourceText source,
    List<Token> tokens,
    List<Token> documentation,
    List<SyntaxProblem> problems) {

  static Scan of(SourceText source) {
    List<Token> all = lex(source);
    List<Token> documentation =
        all.stream().filter(t -> t.getChannel() == BayesLexer.DOCUMENTATION).toList();
    List<SyntaxProblem> problems = new ArrayList<>();
    List<Token> tokens = new TokenRepair(source, problems).repair(all);
    return new Scan(source, tokens, documentation, problems);
  }

  /** Every token with its comments and white space, the end last. */
  static List<Token> lex(SourceText source) {
    String text = source.text();
    int[] offsets = offsets(text);
    BayesLexer lexer = new BayesLexer(CharStreams.fromString(text, source.name()));
    lexer.removeErrorListeners();
    List<Token> tokens = new ArrayList<>();
    while (true) {
      Token token = lexer.nextToken();
      int start = offsets[Math.min(token.getStartIndex(), offsets.length - 1)];
      int stop = offsets[Math.min(token.getStopIndex() + 1, offsets.length - 1)];
      if (token.getType() == Token.EOF) {
        tokens.add(token(Token.EOF, Token.DEFAULT_CHANNEL, text.length(), text.length()));
        return tokens;
      }
      tokens.add(token(token.getType(), token.getChannel(), start, stop));
    }
  }

  /** A token from {@code start} to {@code end}, both UTF-16 offsets, the end exclusive. */
  static Token token(int type, int channel, int start, int end) {
    return new CommonToken(new Pair<>(null, null), type, channel, start, end - 1);
  }

  static Token token(int type, int start, int end) {
    return token(type, Token.DEFAULT_CHANNEL, start, end);
  }

  boolean endsInComment() {
    return problems.stream().anyMatch(SyntaxProblem.UnclosedComment.class::isInstance);
  }

  /** The UTF-16 offset of each code point, and of the end. */
  private static int[] offsets(String text) {
    int n = text.codePointCount(0, text.length());
    if (n == text.length()) return IntStream.rangeClosed(0, n).toArray();
    int[] offsets = new int[n + 1];
    int offset = 0;
    for (int i = 0; i < n; i++) {
      offsets[i] = offset;
      offset += Character.charCount(text.codePointAt(offset));
    }
    offsets[n] = offset;
    return offsets;
  }
}
