package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Type;
import bayes.compiler.syntax.Expression;
import java.util.List;
import java.util.Optional;

/**
 * {@code log_density(D, x)}; {@code cdf(D, x)} and {@code quantile(D, p)}, elementwise where {@code
 * x} or {@code p} is an array.
 */
final class DistributionValues {
  private final Session session;
  private final Expressions expressions;

  DistributionValues(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  /** {@code log_density(D, x)}. */
  Expr logDensity(Expression.Call call, Scope scope) {
    if (call.arguments().size() != 2) {
      new ArgumentRules(session, expressions).wrongCount(call, List.of("log_density(D, x)"));
      return session.unknown(call.span());
    }
    Distributions distributions = new Distributions(session, expressions);
    Optional<Distributions.Resolved> resolved =
        distributions.resolve(call.arguments().get(0).value(), scope);
    Expr point = expressions.check(call.arguments().get(1).value(), scope);
    if (!Shapes.isUnknown(point)) {
      resolved = resolved.flatMap(r -> distributions.on(r, session.intervals().constraint(point)));
    }
    if (resolved.isEmpty() || Shapes.isUnknown(point)) return session.unknown(call.span());
    Type event = resolved.get().definition().event();
    if (event.dimensions().size() != point.type().dimensions().size()) {
      session.report(
          new TypeProblem.WrongType(
              point.span(),
              "the point of `log_density`",
              "one draw of `" + resolved.get().definition().name() + "`",
              ExprText.of(point.type()),
              Optional.of("write `sum(log_density(D, x[i]) for i in S)`")));
      return session.unknown(call.span());
    }
    Optional<DistributionCall> distribution =
        distributions.at(resolved.get(), List.of(), List.of(), point.type().dimensions());
    if (distribution.isEmpty()) return session.unknown(call.span());
    Expr converted =
        expressions
            .conversions()
            .require(point, distribution.get().event().element(), "the point of `log_density`");
    if (Shapes.isUnknown(converted)) return session.unknown(call.span());
    return new Expr.LogDensity(distribution.get(), converted, call.span());
  }

  /** {@code cdf(D, x)} or {@code quantile(D, p)}. */
  Expr check(Quantity quantity, Expression.Call call, Scope scope) {
    String name = call.name().text();
    boolean isQuantile = quantity == Quantity.QUANTILE;
    if (call.arguments().size() != 2
        || call.arguments().stream().anyMatch(a -> a.name().isPresent())) {
      session.report(
          new TypeProblem.WrongArgumentCount(
              call.span(),
              name,
              List.of(name + (isQuantile ? "(D, p)" : "(D, x)")),
              call.arguments().size()));
      return session.unknown(call.span());
    }
    Distributions distributions = new Distributions(session, expressions);
    Optional<Distributions.Resolved> resolved =
        distributions.resolve(call.arguments().get(0).value(), scope);
    Expr point = expressions.check(call.arguments().get(1).value(), scope);
    if (resolved.isEmpty() || Shapes.isUnknown(point)) return session.unknown(call.span());
    List<IndexSet> plate = point.type().dimensions();
    List<Expr.Binder> binders =
        plate.stream().map(set -> session.freshBinder(set, call.span())).toList();
    List<Elements.Place> places = Loops.places(binders, call.span());
    boolean isScalar = resolved.get().definition().event().dimensions().isEmpty();
    Optional<DistributionCall> distribution =
        isScalar ? distributions.at(resolved.get(), plate, places, List.of()) : Optional.empty();
    if (isScalar && distribution.isEmpty()) return session.unknown(call.span());
    DistributionDefinition definition =
        distribution.map(DistributionCall::definition).orElse(resolved.get().definition());
    if (!isScalar || definition.cdf().isEmpty()) {
      session.report(
          new DistributionProblem.NoCdf(
              call.arguments().get(0).value().span(),
              definition.name(),
              "`" + name + "`",
              isScalar));
      return session.unknown(call.span());
    }
    Type event = distribution.get().event();
    Expr converted =
        expressions
            .conversions()
            .require(
                expressions.elements().at(point, places),
                isQuantile ? Type.REAL : event,
                isQuantile ? "the probability of `quantile`" : "the point of `cdf`");
    if (Shapes.isUnknown(converted)) return session.unknown(call.span());
    Type type = isQuantile ? event : Type.REAL;
    Expr value =
        new Expr.OfDistribution(quantity, distribution.get(), converted, type, call.span());
    if (plate.isEmpty()) return value;
    return new Expr.Comprehension(
        binders, Optional.empty(), value, Type.array(type, plate), call.span());
  }
}
