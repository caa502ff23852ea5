package bayes.compiler.parse;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Statement;
import bayes.grammar.BayesParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * From text to the syntax tree. Parsing never throws for what a user wrote: each mistake becomes a
 * problem and a repair of the list of tokens, and the parse is tried again, so that one mistake
 * hides no other.
 */
public final class Parser {
  /** Enough for one round of fixing; more would follow from earlier ones. */
  private static final int MAX_PROBLEMS = 20;

  private Parser() {}

  /** A model or library file. */
  public static Checked<ModelFile> parse(SourceText source) {
    return parse(source, BayesParser::file, (file, tree) -> tree.file(file));
  }

  /** One expression and nothing else, as a query or an option on the command line. */
  public static Checked<Expression> parseExpression(SourceText source) {
    return parse(
        source,
        BayesParser::singleExpression,
        (context, tree) -> tree.expressions().expression(context.expression()));
  }

  /** What is typed at a prompt. */
  public static Checked<Interaction> parseInteraction(SourceText source) {
    return parse(source, BayesParser::interactive, (context, tree) -> tree.interaction(context));
  }

  /** Either statements of a model, or one question about its results. */
  public sealed interface Interaction {
    record Statements(List<Statement> statements) implements Interaction {
      public Statements {
        statements = List.copyOf(statements);
      }
    }

    record Query(Expression expression) implements Interaction {}
  }

  /**
   * Whether a text typed at a prompt is the beginning of something longer: nothing is wrong with
   * it, but it stops too early.
   */
  public static boolean incomplete(String text) {
    SourceText source = SourceText.of("<prompt>", text);
    Scan scan = Scan.of(source);
    if (scan.endsInComment()) return true;
    if (!scan.problems().isEmpty() || NestingLimit.exceeded(scan).isPresent()) return false;
    return LargeStack.call(
        () -> {
          Attempt<?> attempt = Attempt.at(scan.tokens(), BayesParser::interactive);
          return attempt.failure().map(site -> site.found().getType() == Token.EOF).orElse(false);
        });
  }

  /** The tokens, one per line: place, kind, text. */
  public static String tokens(SourceText source) {
    return TokenListing.of(source);
  }

  private static <C extends ParserRuleContext, T> Checked<T> parse(
      SourceText source, Function<BayesParser, C> rule, BiFunction<C, TreeBuilder, T> build) {
    Scan scan = Scan.of(source);
    List<SyntaxProblem> problems = new ArrayList<>(scan.problems());
    Optional<SyntaxProblem> tooDeep = NestingLimit.exceeded(scan);
    if (tooDeep.isPresent()) {
      problems.add(tooDeep.get());
      return failed(problems);
    }
    return LargeStack.call(() -> parse(scan, problems, rule, build));
  }

  private static <C extends ParserRuleContext, T> Checked<T> parse(
      Scan scan,
      List<SyntaxProblem> problems,
      Function<BayesParser, C> rule,
      BiFunction<C, TreeBuilder, T> build) {
    List<Token> tokens = scan.tokens();
    for (int attempts = 0; attempts < MAX_PROBLEMS; attempts++) {
      Attempt<C> attempt = Attempt.at(tokens, rule);
      if (attempt.tree().isPresent()) {
        T value = build.apply(attempt.tree().get(), new TreeBuilder(scan, problems));
        return problems.isEmpty() ? Checked.of(value) : failed(problems);
      }
      Site site = attempt.failure().orElseThrow().in(scan.source());
      Repair repair = Recovery.of(site);
      if (!followsStray(site, scan)) problems.add(repair.problem());
      if (!repair.changesSomething()) break;
      tokens = repair.apply(tokens);
    }
    return failed(problems);
  }

  /** Whether a character was left out just before the site: that is the mistake, not this. */
  private static boolean followsStray(Site site, Scan scan) {
    if (site.at() == 0) return false;
    int from = site.span(site.at() - 1).end();
    int to = site.span(site.at()).start();
    return scan.problems().stream()
        .filter(SyntaxProblem.StrayCharacter.class::isInstance)
        .anyMatch(stray -> stray.span().start() >= from && stray.span().end() <= to);
  }

  private static <T> Checked<T> failed(List<SyntaxProblem> problems) {
    List<Diagnostic> diagnostics = problems.stream().map(SyntaxProblem::explain).toList();
    List<Diagnostic> first = Diagnostic.sorted(diagnostics);
    return Checked.failed(first.subList(0, Math.min(MAX_PROBLEMS, first.size())));
  }
}
