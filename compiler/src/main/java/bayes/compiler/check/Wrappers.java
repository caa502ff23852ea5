package bayes.compiler.check;

import bayes.compiler.check.Distributions.Resolved;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls of distributions that are made of others: {@code Truncated(D, lower: a, upper: b)}, {@code
 * Censored(D, lower: a, upper: b)}, {@code Mixture(w, D1, D2)}, {@code ZeroInflated(p, D)} and
 * {@code Hurdle(p, D)}.
 */
final class Wrappers {
  /** Deeper than this, the tails of truncations of truncations would grow out of hand. */
  private static final int MOST_NESTED = 4;

  static final String TRUNCATED = "Truncated";
  static final String CENSORED = "Censored";
  static final String MIXTURE = "Mixture";
  static final String ZERO_INFLATED = "ZeroInflated";
  static final String HURDLE = "Hurdle";

  private static final Map<String, List<String>> SIGNATURES =
      Map.of(
          TRUNCATED,
          List.of("Truncated(D, lower: a, upper: b)"),
          CENSORED,
          List.of("Censored(D, lower: a, upper: b)", "Censored(D, interval: true)"),
          MIXTURE,
          List.of("Mixture(w, D1, D2, ...)", "Mixture(w, D for k in K)"),
          ZERO_INFLATED,
          List.of("ZeroInflated(p, D)"),
          HURDLE,
          List.of("Hurdle(p, D)"));

  private final Session session;
  private final Expressions expressions;
  private final Distributions distributions;

  Wrappers(Session session, Expressions expressions, Distributions distributions) {
    this.session = session;
    this.expressions = expressions;
    this.distributions = distributions;
  }

  static Set<String> names() {
    return SIGNATURES.keySet();
  }

  /** The call of a distribution within a call of a wrapper, the first of several. */
  static Optional<Expression> first(Expression.Call call) {
    String name = call.name().text();
    int at = name.equals(TRUNCATED) || name.equals(CENSORED) ? 0 : 1;
    if (!names().contains(name) || call.arguments().size() <= at) return Optional.empty();
    Expression argument = call.arguments().get(at).value();
    return Optional.of(argument instanceof Expression.Comprehension c ? c.element() : argument);
  }

  /**
   * What a wrapper's call says, before any plate is known.
   *
   * @param values the arguments that are no distributions, by name
   */
  record Wrapped(List<Part> parts, Map<String, Expr> values) {
    /** Whether draws are pairs of ends of intervals. */
    boolean drawsPairs() {
      return values.containsKey("interval");
    }

    int depth() {
      int deepest = 0;
      for (Part part : parts) {
        Optional<Wrapped> inner = part.resolved().wrapped();
        deepest = Math.max(deepest, inner.map(Wrapped::depth).orElse(0));
      }
      return deepest + 1;
    }
  }

  /** A distribution in a wrapper, or one for each member of a set. */
  record Part(Resolved resolved, Optional<Expr.Binder> over) {}

  // ---- arguments ----

  Optional<Resolved> resolve(Expression.Call call, Scope scope) {
    Optional<Wrapped> wrapped =
        switch (call.name().text()) {
          case MIXTURE -> mixture(call, scope);
          case TRUNCATED, CENSORED -> bounded(call, scope);
          default -> inflated(call, scope);
        };
    if (wrapped.isEmpty()) return Optional.empty();
    if (wrapped.get().depth() > MOST_NESTED) {
      session.report(
          ModelProblem.unsupported(
              call.span(), "more than " + MOST_NESTED + " distributions within each other"));
      return Optional.empty();
    }
    for (Part part : wrapped.get().parts()) {
      if (part.resolved().definition().improper()) {
        session.report(
            new DistributionProblem.CannotCombine(
                part.resolved().span(),
                "`" + part.resolved().definition().name() + "` has no probabilities",
                "not a probability distribution",
                "take a distribution whose density has a finite total"));
        return Optional.empty();
      }
    }
    DistributionDefinition first = wrapped.get().parts().get(0).resolved().definition();
    boolean pairs = wrapped.get().values().containsKey("interval");
    Type event = pairs ? Censoring.pairOf(first.event().element(), call.span()) : first.event();
    return Optional.of(
        new Resolved(
            shape(call.name().text(), event, call.span()),
            List.of(),
            List.of(),
            call.span(),
            wrapped));
  }

  /** What is known of the definition before the arguments are elements of a plate. */
  private DistributionDefinition shape(String name, Type event, Span span) {
    return new DistributionDefinition(
        name,
        List.of(),
        List.of(),
        event,
        Support.WHOLE,
        session.symbol("x", Symbol.Role.PARAMETER, event, span),
        new Expr.RealConstant(0, span),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false);
  }

  private Optional<Wrapped> bounded(Expression.Call call, Scope scope) {
    List<Expression.Argument> arguments = call.arguments();
    boolean censored = call.name().text().equals(CENSORED);
    if (arguments.size() < 2 || arguments.size() > 3 || arguments.get(0).name().isPresent()) {
      return wrongCount(call);
    }
    Optional<Part> part = part(arguments.get(0).value(), scope);
    Map<String, Expr> values = new HashMap<>();
    boolean failed = part.isEmpty();
    List<String> positional = List.of("lower", "upper");
    for (int i = 1; i < arguments.size(); i++) {
      Expression.Argument argument = arguments.get(i);
      String name =
          argument.name().isPresent() ? argument.name().get().text() : positional.get(i - 1);
      boolean known = positional.contains(name) || (censored && name.equals("interval"));
      if (!known || values.containsKey(name)) return unknownArgument(call);
      Expr value = expressions.check(argument.value(), scope);
      failed |= Shapes.isUnknown(value);
      values.put(name, value);
    }
    if (failed) return Optional.empty();
    if (values.containsKey("interval") && (values.size() > 1 || !isTrue(values.get("interval")))) {
      return unknownArgument(call);
    }
    return Optional.of(new Wrapped(List.of(part.get()), values));
  }

  private static boolean isTrue(Expr e) {
    return e instanceof Expr.BoolConstant constant && constant.value();
  }

  private Optional<Wrapped> inflated(Expression.Call call, Scope scope) {
    if (call.arguments().size() != 2) return wrongCount(call);
    if (call.arguments().stream().anyMatch(a -> a.name().isPresent())) return unknownArgument(call);
    Expr p = expressions.check(call.arguments().get(0).value(), scope);
    Optional<Part> part = part(call.arguments().get(1).value(), scope);
    if (part.isEmpty() || Shapes.isUnknown(p)) return Optional.empty();
    return Optional.of(new Wrapped(List.of(part.get()), Map.of("p", p)));
  }

  private Optional<Wrapped> mixture(Expression.Call call, Scope scope) {
    int count = call.arguments().size();
    if (count < 2) return wrongCount(call);
    if (call.arguments().stream().anyMatch(a -> a.name().isPresent())) return unknownArgument(call);
    Expr weights = expressions.check(call.arguments().get(0).value(), scope);
    List<Part> parts = new ArrayList<>();
    boolean failed = Shapes.isUnknown(weights);
    for (Expression.Argument argument : call.arguments().subList(1, count)) {
      Optional<Part> part = part(argument.value(), scope);
      failed |= part.isEmpty();
      part.ifPresent(parts::add);
    }
    if (failed) return Optional.empty();
    boolean overSet = parts.stream().anyMatch(p -> p.over().isPresent());
    if (parts.size() < 2 && !overSet) return wrongCount(call);
    if (parts.size() > 1 && overSet) {
      session.report(
          ModelProblem.unsupported(call.span(), "distributions over a set beside others"));
      return Optional.empty();
    }
    return Optional.of(new Wrapped(parts, Map.of("w", weights)));
  }

  private Optional<Part> part(Expression e, Scope scope) {
    if (!(e instanceof Expression.Comprehension over)) {
      return distributions.resolve(e, scope).map(r -> new Part(r, Optional.empty()));
    }
    if (over.binders().size() != 1 || over.condition().isPresent()) {
      session.report(
          ModelProblem.unsupported(e.span(), "distributions over more than one plain set"));
      return Optional.empty();
    }
    Scope inner = scope.inner();
    Expr.Binder binder = expressions.sets().bind(over.binders().get(0), inner);
    if (binder.symbol().type() instanceof Type.Unknown) return Optional.empty();
    return distributions.resolve(over.element(), inner).map(r -> new Part(r, Optional.of(binder)));
  }

  /** How the wrapper is called. */
  private static List<String> signatures(Expression.Call call) {
    return SIGNATURES.getOrDefault(call.name().text(), List.of());
  }

  private Optional<Wrapped> wrongCount(Expression.Call call) {
    session.report(
        new TypeProblem.WrongArgumentCount(
            call.span(), call.name().text(), signatures(call), call.arguments().size()));
    return Optional.empty();
  }

  private Optional<Wrapped> unknownArgument(Expression.Call call) {
    session.report(
        new TypeProblem.UnknownArgument(call.span(), call.name().text(), signatures(call)));
    return Optional.empty();
  }
}
