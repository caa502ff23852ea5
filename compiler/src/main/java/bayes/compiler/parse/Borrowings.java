package bayes.compiler.parse;

import bayes.compiler.parse.Repair.Edit;
import bayes.compiler.parse.SyntaxProblem.Assignment;
import bayes.compiler.parse.SyntaxProblem.Borrowed;
import bayes.compiler.parse.SyntaxProblem.ChainedComparison;
import bayes.compiler.parse.SyntaxProblem.TypeFirst;
import bayes.compiler.source.Span;
import bayes.grammar.BayesLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** Recognises at a site what Stan, JAGS, R or Python would write there, and rewrites it. */
final class Borrowings {
  private static final Set<String> STAN_BLOCKS =
      Set.of("functions", "data", "parameters", "model", "transformed", "generated");

  private static final Set<String> TYPES =
      Set.of(
          "int",
          "real",
          "bool",
          "float",
          "double",
          "vector",
          "row_vector",
          "matrix",
          "array",
          "simplex",
          "ordered",
          "positive_ordered",
          "unit_vector",
          "cov_matrix",
          "corr_matrix",
          "cholesky_factor_cov",
          "cholesky_factor_corr");

  private Borrowings() {}

  /** Mistakes in the form of a statement. */
  static Optional<Repair> ofStatements(Site site) {
    return stanBlock(site)
        .or(() -> typeFirst(site))
        .or(() -> forParentheses(site))
        .or(() -> assignment(site))
        .or(() -> letDraw(site))
        .or(() -> elseIf(site))
        .or(() -> emptyStatement(site));
  }

  /** Mistakes within expressions. */
  static Optional<Repair> ofExpressions(Site site) {
    return range(site)
        .or(() -> equals(site))
        .or(() -> chained(site))
        .or(() -> diamond(site))
        .or(() -> quotes(site))
        .or(() -> product(site));
  }

  /** Stan's blocks, "model {" and "transformed data {": drops the head and the closing brace. */
  private static Optional<Repair> stanBlock(Site site) {
    int start = site.statementStart();
    int open = site.type(start + 1) == BayesLexer.LBRACE ? start + 1 : start + 2;
    boolean block =
        site.isName(start)
            && STAN_BLOCKS.contains(site.text(start))
            && site.type(open) == BayesLexer.LBRACE
            && (open == start + 1 || site.isName(start + 1))
            && site.at() <= open;
    if (!block) return Optional.empty();
    Borrowed problem = new Borrowed(Idiom.STAN_BLOCK, site.span(start, open - 1), Optional.empty());
    int close = site.closing(open);
    if (site.type(close) != BayesLexer.RBRACE) {
      return Optional.of(Repair.of(problem, Edit.delete(start, open + 1)));
    }
    return Optional.of(
        Repair.of(problem, Edit.delete(start, open + 1), Edit.delete(close, close + 1)));
  }

  /** {@code real<lower=0> sigma;}, {@code array[N] int y;}, {@code data int N;}. */
  private static Optional<Repair> typeFirst(Site site) {
    int start = site.statementStart();
    int type = site.type(start) == BayesLexer.DATA ? start + 1 : start;
    if (!site.isName(type) || !TYPES.contains(site.text(type))) return Optional.empty();
    int i = type;
    int name = -1;
    while (site.type(i) != BayesLexer.SEMICOLON && site.type(i) != BayesLexer.ASSIGN) {
      if (site.type(i) == Token.EOF || site.type(i) == BayesLexer.TILDE) return Optional.empty();
      if (site.type(i) == BayesLexer.COLON) return Optional.empty();
      if (site.type(i) == BayesLexer.LBRACKET) i = site.closing(i);
      if (site.type(i) == BayesLexer.LESS) i = bound(site, i);
      if (i > type && site.isName(i) && !TYPES.contains(site.text(i))) name = i;
      i++;
    }
    if (name < 0) return Optional.empty();
    int end = i;
    while (site.type(end) != BayesLexer.SEMICOLON && site.type(end) != Token.EOF) end++;
    if (site.type(end) == BayesLexer.SEMICOLON) end++;
    Span span = site.span(type, name - 1);
    String sizes = name + 1 < i ? site.span(name + 1, i - 1).text() : "";
    String written = span.text().strip() + sizes;
    return Optional.of(
        Repair.of(
            new TypeFirst(span, site.text(name), ours(written), site.type(i) == BayesLexer.ASSIGN),
            Edit.delete(start, end)));
  }

  /** The last token of bounds that begin at {@code less}. */
  private static int bound(Site site, int less) {
    for (int i = less; site.type(i) != Token.EOF && site.type(i) != BayesLexer.SEMICOLON; i++) {
      if (site.type(i) == BayesLexer.GREATER) return i;
    }
    return less;
  }

  /** Stan's vectors and arrays as ours, where that is a matter of spelling. */
  private static String ours(String type) {
    return type.replaceFirst("^(vector|row_vector|matrix)(<[^>]*>)?\\[", "real$2[")
        .replaceFirst("^array(\\[[^\\]]*\\])\\s*(int|real)(<[^>]*>)?$", "$2$3$1")
        .replaceFirst("^(float|double)", "real");
  }

  /** {@code for (i in 1:N) ...}. */
  private static Optional<Repair> forParentheses(Site site) {
    if (site.found() != BayesLexer.LPAREN || site.before() != BayesLexer.FOR) {
      return Optional.empty();
    }
    int close = site.closing(site.at());
    Span span = site.span(site.at(), close);
    if (site.type(close) != BayesLexer.RPAREN) return Optional.empty();
    String inner = span.text().substring(1, span.text().length() - 1);
    return Optional.of(
        Repair.of(
            new Borrowed(Idiom.FOR_PARENTHESES, span, Optional.of(inner)),
            Edit.delete(site.at(), site.at() + 1),
            Edit.delete(close, close + 1)));
  }

  /** {@code x = e}, {@code x <- e}, {@code x := e}, {@code target += e}. */
  private static Optional<Repair> assignment(Site site) {
    int start = site.statementStart();
    int at = site.at();
    boolean observed = site.type(start) == BayesLexer.OBSERVE;
    boolean definition = site.isName(start) && !site.isName(start + 1);
    if (observed && site.found() == BayesLexer.ASSIGN && site.expected().has(BayesLexer.TILDE)) {
      Span sign = site.span(at);
      return Optional.of(
          Repair.of(
              new Borrowed(Idiom.OBSERVED_EQUALS, sign, Optional.of("~")),
              Edit.replace(at, BayesLexer.TILDE)));
    }
    if (!definition) return Optional.empty();
    if (site.found() == BayesLexer.ASSIGN && site.before() == BayesLexer.COLON) {
      Borrowed problem =
          new Borrowed(Idiom.COLON_ASSIGNMENT, site.span(at - 1, at), Optional.of("="));
      return Optional.of(
          Repair.of(problem, Edit.insert(start, BayesLexer.LET), Edit.delete(at - 1, at)));
    }
    if (!site.expected().has(BayesLexer.TILDE)) return Optional.empty();
    boolean nextTouches = site.touchesNext(at);
    if (site.found() == BayesLexer.ASSIGN) {
      boolean draw =
          site.isName(at + 1)
              && Character.isUpperCase(site.text(at + 1).codePointAt(0))
              && site.type(at + 2) == BayesLexer.LPAREN;
      Edit edit = draw ? Edit.replace(at, BayesLexer.TILDE) : Edit.insert(start, BayesLexer.LET);
      return Optional.of(Repair.of(new Assignment(site.span(start), site.span(at), draw), edit));
    }
    if (site.found() == BayesLexer.LESS && nextTouches && site.type(at + 1) == BayesLexer.MINUS) {
      Borrowed problem =
          new Borrowed(Idiom.ARROW_ASSIGNMENT, site.span(at, at + 1), Optional.of("="));
      return Optional.of(
          Repair.of(
              problem,
              Edit.insert(start, BayesLexer.LET),
              new Edit(at, at + 2, List.of(BayesLexer.ASSIGN))));
    }
    boolean increment =
        Vocabulary.OPERATORS.contains(site.found())
            && nextTouches
            && site.type(at + 1) == BayesLexer.ASSIGN;
    if (!increment) return Optional.empty();
    Span whole = site.span(start, at + 1);
    if (site.text(start).equals("target") && at == start + 1) {
      return Optional.of(
          Repair.of(
              new Borrowed(Idiom.TARGET_INCREMENT, whole, Optional.of("factor")),
              new Edit(start, at + 2, List.of(BayesLexer.FACTOR))));
    }
    return Optional.of(
        Repair.of(
            new Borrowed(Idiom.COMPOUND_ASSIGNMENT, whole, Optional.empty()),
            new Edit(start, at + 2, List.of(BayesLexer.FACTOR))));
  }

  /** {@code let x ~ D}. */
  private static Optional<Repair> letDraw(Site site) {
    int start = site.statementStart();
    boolean draw =
        site.found() == BayesLexer.TILDE
            && site.type(start) == BayesLexer.LET
            && site.expected().has(BayesLexer.ASSIGN);
    if (!draw) return Optional.empty();
    return Optional.of(
        Repair.of(
            new Borrowed(Idiom.LET_DRAW, site.span(start), Optional.of("")),
            Edit.delete(start, start + 1)));
  }

  private static Optional<Repair> elseIf(Site site) {
    int start = site.statementStart();
    boolean word = site.isName(start, "elif") || site.isName(start, "elseif");
    if (!word || site.type(start - 1) != BayesLexer.RBRACE) return Optional.empty();
    return Optional.of(
        Repair.of(
            new Borrowed(Idiom.ELIF, site.span(start), Optional.of("else if")),
            new Edit(start, start + 1, List.of(BayesLexer.ELSE, BayesLexer.IF))));
  }

  private static Optional<Repair> emptyStatement(Site site) {
    int before = site.before();
    boolean empty =
        site.found() == BayesLexer.SEMICOLON
            && site.expected().atStatement()
            && (site.at() == 0
                || before == BayesLexer.SEMICOLON
                || before == BayesLexer.RBRACE
                || before == BayesLexer.LBRACE);
    if (!empty) return Optional.empty();
    return Optional.of(
        Repair.of(
            new Borrowed(Idiom.EMPTY_STATEMENT, site.span(site.at()), Optional.of("")),
            Edit.delete(site.at(), site.at() + 1)));
  }

  /** {@code 1:N} behind {@code in}, or as an index. */
  private static Optional<Repair> range(Site site) {
    if (site.found() != BayesLexer.COLON) return Optional.empty();
    boolean ranged = site.inside(BayesLexer.LBRACKET) || afterIn(site);
    if (!ranged) return Optional.empty();
    return Optional.of(
        Repair.of(
            new Borrowed(Idiom.COLON_RANGE, site.span(site.at()), Optional.of("..")),
            Edit.replace(site.at(), BayesLexer.RANGE)));
  }

  private static boolean afterIn(Site site) {
    for (int i = site.at() - 1; i > site.statementStart(); i--) {
      if (site.type(i) == BayesLexer.IN) return true;
      if (site.type(i) == BayesLexer.COMMA || site.type(i) == BayesLexer.SEMICOLON) return false;
    }
    return false;
  }

  /** {@code f(x = 1)} and {@code if x = 1}. */
  private static Optional<Repair> equals(Site site) {
    if (site.found() != BayesLexer.ASSIGN || !Site.endsOperand(site.before())) {
      return Optional.empty();
    }
    int at = site.at();
    boolean argument =
        site.inside(BayesLexer.LPAREN)
            && site.isName(at - 1)
            && (site.type(at - 2) == BayesLexer.LPAREN || site.type(at - 2) == BayesLexer.COMMA)
            && site.isName(site.openBracket().orElse(0) - 1);
    if (argument) {
      return Optional.of(
          Repair.of(
              new Borrowed(Idiom.NAMED_ARGUMENT, site.span(at), Optional.of(":")),
              Edit.replace(at, BayesLexer.COLON)));
    }
    boolean condition =
        site.inside(BayesLexer.LPAREN)
            || site.inside(BayesLexer.LBRACKET)
            || site.type(site.statementStart()) == BayesLexer.IF;
    if (!condition) return Optional.empty();
    return Optional.of(
        Repair.of(
            new Borrowed(Idiom.SINGLE_EQUALS, site.span(at), Optional.of("==")),
            Edit.replace(at, BayesLexer.EQUAL)));
  }

  /** {@code a < b < c}. */
  private static Optional<Repair> chained(Site site) {
    if (!Vocabulary.COMPARATORS.contains(site.found()) || !Site.endsOperand(site.before())) {
      return Optional.empty();
    }
    OptionalInt first = comparatorBefore(site);
    if (first.isEmpty()) return Optional.empty();
    List<Edit> edits = new ArrayList<>();
    boolean twoTokens =
        site.found() == BayesLexer.GREATER && site.type(site.at() + 1) == BayesLexer.ASSIGN;
    int end = site.at() + (twoTokens ? 2 : 1);
    edits.add(new Edit(site.at(), end, List.of(BayesLexer.AND)));
    return Optional.of(
        new Repair(
            new ChainedComparison(site.span(site.at(), end - 1), site.span(first.getAsInt())),
            edits));
  }

  private static OptionalInt comparatorBefore(Site site) {
    int depth = 0;
    for (int i = site.at() - 1; i >= 0; i--) {
      int type = site.type(i);
      if (Site.isCloser(type)) depth++;
      if (Site.closer(type) != Token.INVALID_TYPE && --depth < 0) return OptionalInt.empty();
      if (depth > 0) continue;
      if (Vocabulary.COMPARATORS.contains(type)) return OptionalInt.of(i);
      boolean boundary =
          type == BayesLexer.SEMICOLON
              || type == BayesLexer.COMMA
              || type == BayesLexer.COLON
              || type == BayesLexer.TILDE
              || type == BayesLexer.AND
              || type == BayesLexer.OR
              || type == BayesLexer.QUESTION
              || type == BayesLexer.ASSIGN && site.type(i - 1) != BayesLexer.GREATER;
      if (boundary) return OptionalInt.empty();
    }
    return OptionalInt.empty();
  }

  /** {@code a <> b}. */
  private static Optional<Repair> diamond(Site site) {
    int at = site.at();
    boolean diamond =
        site.found() == BayesLexer.GREATER
            && site.before() == BayesLexer.LESS
            && site.touchesNext(at - 1);
    if (!diamond) return Optional.empty();
    return Optional.of(
        Repair.of(
            new Borrowed(Idiom.DIAMOND, site.span(at - 1, at), Optional.of("!=")),
            new Edit(at - 1, at + 1, List.of(BayesLexer.NOT_EQUAL))));
  }

  /** {@code 'Choate'}. */
  private static Optional<Repair> quotes(Site site) {
    if (site.found() != BayesLexer.PRIME) return Optional.empty();
    int close = site.at() + 1;
    int line = site.span(site.at()).line();
    while (site.type(close) != Token.EOF && site.span(close).line() == line) {
      if (site.type(close) == BayesLexer.PRIME) {
        Span span = site.span(site.at(), close);
        String inner = span.text().substring(1, span.text().length() - 1);
        return Optional.of(
            Repair.of(
                new Borrowed(Idiom.SINGLE_QUOTES, span, Optional.of('"' + inner + '"')),
                new Edit(site.at(), close + 1, List.of(BayesLexer.STRING))));
      }
      close++;
    }
    return Optional.empty();
  }

  /** {@code 2x}. */
  private static Optional<Repair> product(Site site) {
    boolean number = site.before() == BayesLexer.INT || site.before() == BayesLexer.REAL;
    int at = site.at();
    if (!number || !site.isName(at) || !site.touchesNext(at - 1)) return Optional.empty();
    Span span = site.span(at - 1, at);
    String fixed = site.text(at - 1) + " * " + site.text(at);
    return Optional.of(
        Repair.of(
            new Borrowed(Idiom.IMPLICIT_PRODUCT, span, Optional.of(fixed)),
            Edit.insert(at, BayesLexer.TIMES)));
  }
}
