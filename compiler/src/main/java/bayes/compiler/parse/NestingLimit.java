package bayes.compiler.parse;

import bayes.grammar.BayesLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Bounds the depth of the tree before it is made: brackets, chains of {@code else if}, and
 * operators that nest ({@code ? :}, {@code ^}, signs, indices behind each other). Sums and products
 * lean left and may be long.
 */
final class NestingLimit {
  static final int MAX_DEPTH = 1000;

  /**
   * Depth within one pair of brackets.
   *
   * @param base the depth at the bracket
   * @param loose by {@code ? :} and {@code else}, until the next statement or argument
   * @param tight by {@code ^} and signs, until the next operator that binds less tightly
   */
  private record Level(int base, int loose, int tight) {
    int depth() {
      return base + loose + tight;
    }

    Level looser() {
      return new Level(base, loose + 1, 0);
    }

    Level tighter() {
      return new Level(base, loose, tight + 1);
    }

    Level afterOperator() {
      return new Level(base, loose, 0);
    }
  }

  private NestingLimit() {}

  static Optional<SyntaxProblem> exceeded(Scan scan) {
    Deque<Level> outer = new ArrayDeque<>();
    Level level = new Level(0, 0, 0);
    List<Token> tokens = scan.tokens();
    boolean afterOperand = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      int type = token.getType();
      if (isOpening(type)) {
        outer.push(level);
        level = new Level(level.depth() + 1, 0, 0);
      } else if (isClosing(type)) {
        if (!outer.isEmpty()) level = outer.pop();
        boolean statementEnds =
            type == BayesLexer.RBRACE && tokens.get(i + 1).getType() != BayesLexer.ELSE;
        if (statementEnds) level = new Level(level.base, 0, 0);
        if (type == BayesLexer.RBRACKET) level = level.tighter(); // x[i][j]
      } else {
        level = next(level, type, afterOperand);
      }
      afterOperand = Site.endsOperand(type);
      if (level.depth() > MAX_DEPTH) {
        return Optional.of(
            new SyntaxProblem.TooDeep(
                scan.source().span(token.getStartIndex(), token.getStopIndex() + 1), MAX_DEPTH));
      }
    }
    return Optional.empty();
  }

  private static Level next(Level level, int type, boolean afterOperand) {
    return switch (type) {
      case BayesLexer.SEMICOLON, BayesLexer.COMMA -> new Level(level.base, 0, 0);
      case BayesLexer.QUESTION, BayesLexer.ELSE -> level.looser();
      case BayesLexer.POWER, BayesLexer.NOT, BayesLexer.PRIME -> level.tighter();
      case BayesLexer.MINUS -> afterOperand ? level.afterOperator() : level.tighter();
      case BayesLexer.PLUS,
          BayesLexer.TIMES,
          BayesLexer.DIVIDE,
          BayesLexer.DIV,
          BayesLexer.PERCENT,
          BayesLexer.AT,
          BayesLexer.AND,
          BayesLexer.OR,
          BayesLexer.COLON,
          BayesLexer.ASSIGN,
          BayesLexer.TILDE ->
          level.afterOperator();
      default -> level;
    };
  }

  private static boolean isOpening(int type) {
    return type == BayesLexer.LPAREN || type == BayesLexer.LBRACKET || type == BayesLexer.LBRACE;
  }

  private static boolean isClosing(int type) {
    return type == BayesLexer.RPAREN || type == BayesLexer.RBRACKET || type == BayesLexer.RBRACE;
  }
}
