package bayes.compiler.parse;

import bayes.compiler.parse.Repair.Edit;
import bayes.compiler.parse.SyntaxProblem.KeywordAsName;
import bayes.compiler.parse.SyntaxProblem.MissingSemicolon;
import bayes.compiler.parse.SyntaxProblem.Unclosed;
import bayes.compiler.parse.SyntaxProblem.Unexpected;
import bayes.compiler.parse.SyntaxProblem.Unopened;
import bayes.compiler.source.Span;
import bayes.grammar.BayesLexer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;

/**
 * Names the mistake at a site and repairs the tokens so that the rest can be read: by the likeliest
 * meaning where there is one, else by leaving out the statement.
 */
final class Recovery {
  private static final List<Function<Site, Optional<Repair>>> KNOWN_MISTAKES =
      List.of(
          Borrowings::ofStatements,
          Borrowings::ofExpressions,
          Recovery::missingSemicolon,
          Recovery::unclosed,
          Recovery::unopened,
          Recovery::keywordAsName);

  private Recovery() {}

  static Repair of(Site site) {
    for (Function<Site, Optional<Repair>> mistake : KNOWN_MISTAKES) {
      Optional<Repair> repair = mistake.apply(site);
      if (repair.isPresent()) return repair.get();
    }
    return unexpected(site);
  }

  private static Optional<Repair> missingSemicolon(Site site) {
    if (!site.expected().has(BayesLexer.SEMICOLON) || site.at() == 0) return Optional.empty();
    int found = site.found();
    boolean anotherBegins =
        site.onNewLine()
            || found == Token.EOF
            || found == BayesLexer.RBRACE
            || Vocabulary.HARD_KEYWORDS.contains(found)
                && Vocabulary.STATEMENT_STARTS.contains(found)
            || site.isName(site.at()) && site.type(site.at() + 1) == BayesLexer.TILDE;
    if (!anotherBegins || Site.isCloser(found) && found != BayesLexer.RBRACE) {
      return Optional.empty();
    }
    int end = site.span(site.at() - 1).end();
    Span place = site.source().span(end, end);
    Span next = found == Token.EOF || found == BayesLexer.RBRACE ? place : site.span(site.at());
    return Optional.of(
        Repair.of(new MissingSemicolon(place, next), Edit.insert(site.at(), BayesLexer.SEMICOLON)));
  }

  private static Optional<Repair> unclosed(Site site) {
    OptionalInt open = site.openBracket();
    if (open.isEmpty()) return Optional.empty();
    int opener = site.type(open.getAsInt());
    int closer = Site.closer(opener);
    int found = site.found();
    boolean wrongCloser = Site.isCloser(found) && found != closer;
    boolean statementEnds =
        found == BayesLexer.SEMICOLON
            || found == Token.EOF
            || found == BayesLexer.LBRACE
            || Vocabulary.HARD_KEYWORDS.contains(found) && found != BayesLexer.IN;
    if (!site.expected().has(closer) || !(wrongCloser || statementEnds)) return Optional.empty();
    Unclosed problem =
        new Unclosed(
            site.span(site.at()),
            site.span(open.getAsInt()),
            Vocabulary.text(opener),
            Vocabulary.text(closer),
            site.foundInWords());
    // A wrong closer is replaced, unless it closes what is further out.
    boolean closesOuter = wrongCloser && found == BayesLexer.RBRACE;
    if (wrongCloser && !closesOuter) {
      return Optional.of(Repair.of(problem, Edit.replace(site.at(), closer)));
    }
    // What is open around it ends here as well: one message is enough.
    List<Integer> closers =
        site.openBrackets().stream()
            .map(site::type)
            .takeWhile(type -> type == opener || type != BayesLexer.LBRACE)
            .map(Site::closer)
            .toList();
    return Optional.of(Repair.of(problem, new Edit(site.at(), site.at(), closers)));
  }

  private static Optional<Repair> unopened(Site site) {
    int found = site.found();
    if (!Site.isCloser(found)) return Optional.empty();
    OptionalInt open = site.openBracket();
    boolean matches = open.isPresent() && Site.closer(site.type(open.getAsInt())) == found;
    if (matches) return Optional.empty();
    String opener = found == BayesLexer.RPAREN ? "(" : found == BayesLexer.RBRACKET ? "[" : "{";
    return Optional.of(
        Repair.of(
            new Unopened(site.span(site.at()), Vocabulary.text(found), opener),
            Edit.delete(site.at(), site.at() + 1)));
  }

  private static Optional<Repair> keywordAsName(Site site) {
    if (!Vocabulary.HARD_KEYWORDS.contains(site.found())) return Optional.empty();
    int next = site.type(site.at() + 1);
    boolean definition =
        site.expected().atStatement()
            && (next == BayesLexer.TILDE
                || next == BayesLexer.COLON
                || next == BayesLexer.LBRACKET);
    boolean name = site.expected().aName() && !site.expected().atStatement();
    if (!definition && !name) return Optional.empty();
    return Optional.of(
        Repair.of(
            new KeywordAsName(site.span(site.at())), Edit.replace(site.at(), BayesLexer.NAME)));
  }

  private static Repair unexpected(Site site) {
    Unexpected problem =
        new Unexpected(
            site.span(site.at()), site.foundInWords(), site.expected().words(), Hints.of(site));
    return Repair.of(problem, withoutStatement(site));
  }

  /**
   * Leaves out the statement around the site, to its {@code ;}. A block that follows a broken head
   * is kept, under a head that is well-formed, as its statements deserve reading.
   */
  private static Edit withoutStatement(Site site) {
    int start = Math.min(site.statementStart(), site.at());
    int i = site.at();
    int depth = 0;
    while (site.type(i) != Token.EOF) {
      int type = site.type(i);
      if (type == BayesLexer.SEMICOLON && depth <= 0) return Edit.delete(start, i + 1);
      boolean closesMembers = type == BayesLexer.RBRACE && site.type(i + 1) == BayesLexer.SEMICOLON;
      if (type == BayesLexer.RBRACE && depth <= 0 && !closesMembers) {
        // The end of the block around it, or, at the outermost level, one too many.
        return Edit.delete(start, i == start ? i + 1 : i);
      }
      if (type == BayesLexer.LBRACE && depth <= 0) {
        boolean headOfStatements = i > start && site.type(start) != BayesLexer.DIST;
        if (headOfStatements) {
          return new Edit(start, i, List.of(BayesLexer.IF, BayesLexer.TRUE));
        }
        return Edit.delete(start, Math.min(site.closing(i) + 1, site.tokens().size() - 1));
      }
      if (Site.closer(type) != Token.INVALID_TYPE) depth++;
      if (Site.isCloser(type)) depth--;
      boolean statementBegins =
          i > site.at()
              && Vocabulary.HARD_KEYWORDS.contains(type)
              && Vocabulary.STATEMENT_STARTS.contains(type)
              && type != BayesLexer.FOR
              && type != BayesLexer.IF;
      if (statementBegins) return Edit.delete(start, i);
      i++;
    }
    return Edit.delete(start, i);
  }
}
