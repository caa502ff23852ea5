package bayes.compiler.parse;

import bayes.compiler.parse.Parser.Interaction;
import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Name;
import bayes.grammar.BayesParser.FileContext;
import bayes.grammar.BayesParser.InteractiveContext;
import bayes.grammar.BayesParser.InteractiveQueryContext;
import bayes.grammar.BayesParser.InteractiveStatementsContext;
import bayes.grammar.BayesParser.NameContext;
import java.text.Normalizer;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** From ANTLR's tree to ours: places, names and documentation, and one builder per family. */
final class TreeBuilder {
  private final SourceText source;
  private final List<SyntaxProblem> problems;
  private final Documentation documentation;
  private final ExpressionBuilder expressions;
  private final TypeBuilder types;
  private final StatementBuilder statements;

  TreeBuilder(Scan scan, List<SyntaxProblem> problems) {
    this.source = scan.source();
    this.problems = problems;
    this.documentation = Documentation.of(scan);
    this.expressions = new ExpressionBuilder(this);
    this.types = new TypeBuilder(this);
    this.statements = new StatementBuilder(this);
  }

  ModelFile file(FileContext file) {
    return new ModelFile(source, documentation.ofFile(), statements.statements(file.statement()));
  }

  Interaction interaction(InteractiveContext context) {
    if (context instanceof InteractiveQueryContext query) {
      return new Interaction.Query(expressions.expression(query.expression()));
    }
    InteractiveStatementsContext several = (InteractiveStatementsContext) context;
    return new Interaction.Statements(statements.statements(several.statement()));
  }

  ExpressionBuilder expressions() {
    return expressions;
  }

  TypeBuilder types() {
    return types;
  }

  Documentation documentation() {
    return documentation;
  }

  void report(SyntaxProblem problem) {
    problems.add(problem);
  }

  Span span(Token token) {
    return source.span(token.getStartIndex(), token.getStopIndex() + 1);
  }

  Span span(Token first, Token last) {
    return span(first).to(span(last));
  }

  Span span(ParserRuleContext context) {
    return span(context.getStart(), context.getStop());
  }

  /** A name in Unicode's composed form, so that what looks the same is the same. */
  Name name(NameContext context) {
    Span span = span(context);
    return new Name(Normalizer.normalize(span.text(), Normalizer.Form.NFC), span);
  }
}
