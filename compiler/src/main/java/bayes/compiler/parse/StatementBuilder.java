package bayes.compiler.parse;

import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import bayes.compiler.syntax.Statement.Annotation;
import bayes.compiler.syntax.Statement.DataDeclaration;
import bayes.compiler.syntax.Statement.DistributionDeclaration;
import bayes.compiler.syntax.Statement.Draw;
import bayes.compiler.syntax.Statement.Factor;
import bayes.compiler.syntax.Statement.For;
import bayes.compiler.syntax.Statement.FunctionDeclaration;
import bayes.compiler.syntax.Statement.GenerateDraw;
import bayes.compiler.syntax.Statement.GenerateTuple;
import bayes.compiler.syntax.Statement.GenerateValue;
import bayes.compiler.syntax.Statement.If;
import bayes.compiler.syntax.Statement.Import;
import bayes.compiler.syntax.Statement.Let;
import bayes.compiler.syntax.Statement.LetTuple;
import bayes.compiler.syntax.Statement.Member;
import bayes.compiler.syntax.Statement.Observe;
import bayes.compiler.syntax.Statement.Parameter;
import bayes.compiler.syntax.Statement.Preamble;
import bayes.compiler.syntax.Statement.Return;
import bayes.compiler.syntax.Statement.SetDeclaration;
import bayes.compiler.syntax.Statement.SetDefinition;
import bayes.compiler.syntax.Statement.Target;
import bayes.compiler.syntax.Statement.VocabDeclaration;
import bayes.compiler.syntax.TypeSyntax;
import bayes.grammar.BayesParser.BlockContext;
import bayes.grammar.BayesParser.DataStatementContext;
import bayes.grammar.BayesParser.DistributionStatementContext;
import bayes.grammar.BayesParser.DrawStatementContext;
import bayes.grammar.BayesParser.ExpressionContext;
import bayes.grammar.BayesParser.FactorStatementContext;
import bayes.grammar.BayesParser.ForStatementContext;
import bayes.grammar.BayesParser.FormulaMemberContext;
import bayes.grammar.BayesParser.FunctionStatementContext;
import bayes.grammar.BayesParser.GenerateStatementContext;
import bayes.grammar.BayesParser.IfStatementContext;
import bayes.grammar.BayesParser.ImportStatementContext;
import bayes.grammar.BayesParser.LetStatementContext;
import bayes.grammar.BayesParser.MemberContext;
import bayes.grammar.BayesParser.NamesContext;
import bayes.grammar.BayesParser.ObserveStatementContext;
import bayes.grammar.BayesParser.ParametersContext;
import bayes.grammar.BayesParser.ReturnStatementContext;
import bayes.grammar.BayesParser.SamplerMemberContext;
import bayes.grammar.BayesParser.SetDefinitionContext;
import bayes.grammar.BayesParser.SetStatementContext;
import bayes.grammar.BayesParser.StatementContext;
import bayes.grammar.BayesParser.TargetContext;
import bayes.grammar.BayesParser.TypeContext;
import bayes.grammar.BayesParser.UndecoratedContext;
import bayes.grammar.BayesParser.VocabStatementContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds statements, one branch per alternative of the grammar. */
final class StatementBuilder {
  private final TreeBuilder tree;

  StatementBuilder(TreeBuilder tree) {
    this.tree = tree;
  }

  List<Statement> statements(List<StatementContext> statements) {
    return statements.stream().map(this::statement).toList();
  }

  private List<Statement> block(BlockContext block) {
    return statements(block.statement());
  }

  private Statement statement(StatementContext s) {
    List<Annotation> annotations =
        s.annotation().stream()
            .map(
                a ->
                    new Annotation(
                        tree.name(a.name()),
                        a.expression().stream().map(this::expression).toList(),
                        tree.span(a)))
            .toList();
    Preamble preamble = new Preamble(tree.documentation().before(s.getStart()), annotations);
    UndecoratedContext body = s.undecorated();
    if (body instanceof FunctionStatementContext f) return function(f, preamble);
    if (body instanceof DistributionStatementContext d) return distribution(d, preamble);
    if (body instanceof ForStatementContext f) {
      return new For(
          tree.expressions().binders(f.binder()), block(f.block()), preamble, tree.span(f));
    }
    if (body instanceof IfStatementContext i) return branches(i, 0, preamble);
    return simple(body, preamble);
  }

  private Statement simple(UndecoratedContext body, Preamble preamble) {
    Span span = tree.span(body);
    if (body instanceof DrawStatementContext d) {
      Expression distribution = expression(d.expression());
      return new Draw(target(d.target()), type(d.type()), distribution, preamble, span);
    }
    if (body instanceof ObserveStatementContext o) {
      Expression distribution = expression(o.expression(1));
      return new Observe(expression(o.expression(0)), distribution, preamble, span);
    }
    if (body instanceof LetStatementContext l) {
      Expression value = expression(l.expression());
      if (l.names() == null) {
        return new Let(target(l.target()), type(l.type()), value, preamble, span);
      }
      return new LetTuple(names(l.names()), value, preamble, span);
    }
    if (body instanceof DataStatementContext d) {
      Optional<Expression> value = Optional.ofNullable(d.expression()).map(this::expression);
      TypeSyntax type = tree.types().type(d.type());
      return new DataDeclaration(tree.name(d.name()), type, value, preamble, span);
    }
    if (body instanceof SetStatementContext s) {
      return new SetDeclaration(tree.name(s.name()), set(s.setDefinition()), preamble, span);
    }
    if (body instanceof GenerateStatementContext g) {
      Expression right = expression(g.expression());
      if (g.names() != null) return new GenerateTuple(names(g.names()), right, preamble, span);
      Target target = target(g.target());
      return g.TILDE() == null
          ? new GenerateValue(target, type(g.type()), right, preamble, span)
          : new GenerateDraw(target, type(g.type()), right, preamble, span);
    }
    if (body instanceof FactorStatementContext f) {
      return new Factor(expression(f.expression()), preamble, span);
    }
    if (body instanceof ReturnStatementContext r) {
      return new Return(expression(r.expression()), preamble, span);
    }
    if (body instanceof VocabStatementContext v) {
      return new VocabDeclaration(tree.name(v.name()), expression(v.expression()), preamble, span);
    }
    ImportStatementContext i = (ImportStatementContext) body;
    return new Import(tree.expressions().strings().literal(i.STRING()), preamble, span);
  }

  /** The {@code if} at {@code branch}; what follows {@code else if} is an {@code if} inside. */
  private If branches(IfStatementContext i, int branch, Preamble preamble) {
    int nConditions = i.expression().size();
    List<Statement> otherwise = List.of();
    if (branch + 1 < nConditions) {
      otherwise = List.of(branches(i, branch + 1, Preamble.NONE));
    } else if (i.block().size() > nConditions) {
      otherwise = block(i.block(nConditions));
    }
    Span span = tree.span(i.IF(branch).getSymbol(), i.getStop());
    Expression condition = expression(i.expression(branch));
    return new If(condition, block(i.block(branch)), otherwise, preamble, span);
  }

  private List<Name> names(NamesContext names) {
    return names.name().stream().map(tree::name).toList();
  }

  private Statement function(FunctionStatementContext f, Preamble preamble) {
    return new FunctionDeclaration(
        tree.name(f.name()),
        parameters(f.parameters()),
        f.results() == null
            ? List.of()
            : f.results().type().stream().map(tree.types()::type).toList(),
        block(f.block()),
        preamble,
        tree.span(f));
  }

  private Statement distribution(DistributionStatementContext d, Preamble preamble) {
    return new DistributionDeclaration(
        tree.name(d.name()),
        parameters(d.parameters()),
        tree.types().type(d.type()),
        d.member().stream().map(this::member).toList(),
        preamble,
        tree.span(d));
  }

  private List<Parameter> parameters(ParametersContext p) {
    return p.parameter().stream()
        .map(q -> new Parameter(tree.name(q.name()), tree.types().type(q.type()), tree.span(q)))
        .toList();
  }

  private Member member(MemberContext member) {
    Span span = tree.span(member);
    if (member instanceof SamplerMemberContext s) {
      return new Member.Sampler(block(s.block()), span);
    }
    FormulaMemberContext f = (FormulaMemberContext) member;
    Name name = tree.name(f.name(0));
    Name argument = tree.name(f.name(1));
    return f.block() == null
        ? new Member.Formula(name, argument, expression(f.expression()), span)
        : new Member.Body(name, argument, block(f.block()), span);
  }

  private SetDefinition set(@Nullable SetDefinitionContext s) {
    if (s == null) return new SetDefinition.Open();
    if (s.extent() != null) {
      return new SetDefinition.OfExpression(tree.expressions().extent(s.extent()));
    }
    return new SetDefinition.Members(
        s.STRING().stream().map(tree.expressions().strings()::literal).toList());
  }

  private Target target(TargetContext t) {
    return new Target(
        tree.name(t.name()), tree.expressions().subscripts(t.subscripts()), tree.span(t));
  }

  private Optional<TypeSyntax> type(@Nullable TypeContext type) {
    return Optional.ofNullable(type).map(tree.types()::type);
  }

  private Expression expression(ExpressionContext e) {
    return tree.expressions().expression(e);
  }
}
