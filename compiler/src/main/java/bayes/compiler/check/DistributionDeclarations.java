package bayes.compiler.check;

import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.DistributionFunction;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import bayes.compiler.syntax.Statement.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Declarations of distributions: {@code dist D(a: real) : real { log_density(x) = ...; }}. */
final class DistributionDeclarations {
  private static final List<String> FORMULAS = List.of("log_density", "cdf", "quantile");

  private final Session session;
  private final Expressions expressions;
  private final Types types;

  DistributionDeclarations(Session session) {
    this.session = session;
    this.expressions = new Expressions(session);
    this.types = new Types(session, expressions);
  }

  Optional<DistributionDefinition> check(
      Statement.DistributionDeclaration declaration, Scope file) {
    Scope scope = file.setsOnly().inner();
    List<IndexSet.Parameter> dimensions = new ArrayList<>();
    Optional<List<DistributionDefinition.Parameter>> parameters =
        parameters(declaration, scope, dimensions);
    Optional<Types.Declared> event =
        types.check(declaration.type(), scope, Optional.of(dimensions));
    if (parameters.isEmpty() || event.isEmpty()) return Optional.empty();
    Parts parts = parts(declaration, event.get(), scope);
    if (parts.logDensity.isEmpty()) {
      if (!parts.failed) {
        session.report(
            ModelProblem.at(
                CheckCode.M0114,
                declaration.name().span(),
                "`" + declaration.name() + "` has no `log_density`",
                "without a density"));
      }
      return Optional.empty();
    }
    boolean improper =
        declaration.preamble().annotations().stream()
            .anyMatch(a -> a.name().text().equals("improper"));
    return Optional.of(
        new DistributionDefinition(
            declaration.name().text(),
            parameters.get(),
            dimensions,
            event.get().type(),
            event.get().support(),
            parts.point,
            parts.logDensity.get(),
            parts.cdf,
            parts.quantile,
            parts.sampler,
            improper,
            false));
  }

  private Optional<List<DistributionDefinition.Parameter>> parameters(
      Statement.DistributionDeclaration declaration,
      Scope scope,
      List<IndexSet.Parameter> dimensions) {
    List<DistributionDefinition.Parameter> parameters = new ArrayList<>();
    boolean failed = false;
    for (Statement.Parameter parameter : declaration.parameters()) {
      Name name = parameter.name();
      if (parameter.type().name().text().equals("set")) {
        Symbol symbol = session.symbol(name.text(), Symbol.Role.PARAMETER, Type.INT, name.span());
        IndexSet.Parameter set = new IndexSet.Parameter(symbol);
        expressions.sets().declare(name, new Scope.Entry.OfSet(set, name.span()), scope);
        dimensions.add(set);
        parameters.add(new DistributionDefinition.Parameter(symbol, Support.WHOLE, true));
        continue;
      }
      Optional<Types.Declared> type = types.check(parameter.type(), scope, Optional.of(dimensions));
      failed |= type.isEmpty();
      Symbol symbol =
          session.symbol(
              name.text(),
              Symbol.Role.PARAMETER,
              type.map(Types.Declared::type).orElse(Type.UNKNOWN),
              name.span());
      Support support = type.map(Types.Declared::support).orElse(Support.WHOLE);
      expressions.sets().declare(name, symbol, scope);
      session.intervals().declare(symbol, support);
      parameters.add(new DistributionDefinition.Parameter(symbol, support, false));
    }
    return failed ? Optional.empty() : Optional.of(parameters);
  }

  /** What the members of a declaration say. */
  private static final class Parts {
    private final Symbol point;
    private Optional<Expr> logDensity = Optional.empty();
    private Optional<DistributionFunction> cdf = Optional.empty();
    private Optional<DistributionDefinition.Quantile> quantile = Optional.empty();
    private Optional<Expr> sampler = Optional.empty();
    private boolean failed;

    private Parts(Symbol point) {
      this.point = point;
    }
  }

  private Parts parts(
      Statement.DistributionDeclaration declaration, Types.Declared event, Scope scope) {
    Symbol point =
        session.symbol(
            pointName(declaration), Symbol.Role.PARAMETER, event.type(), declaration.type().span());
    session.intervals().declare(point, event.support());
    Parts parts = new Parts(point);
    for (Member member : declaration.members()) {
      if (member instanceof Member.Sampler sampler) {
        parts.sampler =
            new Bodies(session, expressions, true)
                .check(sampler.body(), scope.inner(), sampler.span())
                .flatMap(e -> draw(e, event));
        parts.failed |= parts.sampler.isEmpty();
      } else {
        formula(member, parts, scope);
      }
    }
    return parts;
  }

  private static String pointName(Statement.DistributionDeclaration declaration) {
    for (Member member : declaration.members()) {
      if (member instanceof Member.Formula formula) return formula.argument().text();
      if (member instanceof Member.Body body) return body.argument().text();
    }
    return "x";
  }

  private void formula(Member member, Parts parts, Scope outer) {
    Name name = member instanceof Member.Formula f ? f.name() : ((Member.Body) member).name();
    Name argument =
        member instanceof Member.Formula f ? f.argument() : ((Member.Body) member).argument();
    if (!FORMULAS.contains(name.text())) {
      parts.failed = true;
      session.report(
          new NameProblem.UnknownFunction(
              name,
              Suggestions.nearest(name.text(), FORMULAS, 3),
              Optional.of("a distribution has `log_density`, `cdf` and `sample`")));
      return;
    }
    boolean isQuantile = name.text().equals("quantile");
    Scope scope = outer.inner();
    Symbol at =
        isQuantile
            ? session.symbol(argument.text(), Symbol.Role.PARAMETER, Type.REAL, argument.span())
            : parts.point;
    expressions.sets().declare(argument, at, scope);
    Optional<Expr> value =
        member instanceof Member.Formula formula
            ? Optional.of(expressions.check(formula.value(), scope))
            : new Bodies(session, expressions, false)
                .check(((Member.Body) member).statements(), scope, member.span());
    Type type = isQuantile ? parts.point.type() : Type.REAL;
    Optional<Expr> scalar =
        value
            .map(v -> expressions.conversions().requireScalar(v, type, "`" + name + "`"))
            .filter(v -> !Shapes.isUnknown(v));
    parts.failed |= scalar.isEmpty();
    if (isQuantile) {
      parts.quantile = scalar.map(v -> new DistributionDefinition.Quantile(at, v));
    } else if (name.text().equals("cdf")) {
      Tails tails = new Tails(new Formulas(session, expressions.operators(), member.span()));
      parts.cdf = scalar.map(tails::of);
    } else {
      parts.logDensity = scalar;
    }
  }

  private Optional<Expr> draw(Expr value, Types.Declared event) {
    if (Shapes.isUnknown(value)) return Optional.empty();
    Span span = value.span();
    if (!Shapes.match(event.type().dimensions(), value.type().dimensions())) {
      session.report(
          new TypeProblem.WrongType(
              span,
              "a draw",
              "of type `" + ExprText.of(event.type()) + "`",
              ExprText.of(value.type()),
              Optional.empty()));
      return Optional.empty();
    }
    return Optional.of(expressions.conversions().require(value, event.type().element(), "a draw"))
        .filter(e -> !Shapes.isUnknown(e));
  }
}
