package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Type;
import bayes.compiler.syntax.Expression;
import java.util.List;
import java.util.Optional;

/** {@code cdf(D, x)} and {@code quantile(D, p)}, elementwise where {@code x} or p is an array. */
final class DistributionValues {
  private final Session session;
  private final Expressions expressions;

  DistributionValues(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

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
