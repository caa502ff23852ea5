package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.Symbol;
import bayes.compiler.source.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the rules for the statements of one file share. */
final class Frame {
  private final Session session;
  private final Expressions expressions;
  private final Types types;
  private final Distributions distributions;
  private final Definitions definitions;
  private final Loops loops = new Loops();
  private final Scope file = Scope.empty();
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Widening widening;

  Frame(Session session, Definitions definitions, Widening widening) {
    this.widening = widening;
    this.session = session;
    this.expressions = new Expressions(session);
    this.types = new Types(session, expressions);
    this.distributions = new Distributions(session, expressions);
    this.definitions = definitions;
  }

  Session session() {
    return session;
  }

  Expressions expressions() {
    return expressions;
  }

  Types types() {
    return types;
  }

  Distributions distributions() {
    return distributions;
  }

  Definitions definitions() {
    return definitions;
  }

  Loops loops() {
    return loops;
  }

  /** The scope of the file, in which variables are visible once defined. */
  Scope file() {
    return file;
  }

  Map<String, Variable> variables() {
    return variables;
  }

  Widening widening() {
    return widening;
  }

  /** Reports a density that reads what is generated. */
  void requireNotGenerated(Expr expr) {
    requireNotGenerated(FreeSymbols.of(expr), expr.span());
  }

  void requireNotGenerated(DistributionCall call) {
    requireNotGenerated(FreeSymbols.of(call), call.span());
  }

  private void requireNotGenerated(Set<Symbol> symbols, Span span) {
    Optional<Symbol> generated =
        symbols.stream().filter(s -> session.dependence(s).onGenerated()).findFirst();
    generated.ifPresent(
        symbol -> session.report(ModelProblem.generatedInDensity(span, symbol.name())));
  }
}
