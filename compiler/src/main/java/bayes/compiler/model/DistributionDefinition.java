package bayes.compiler.model;

import java.util.List;
import java.util.Optional;

/**
 * A distribution in the language, of the library or of a user.
 *
 * @param parameters in order, with the support that each must be in
 * @param dimensions index sets that the arguments bring, and those that are parameters themselves
 *     ({@code S: set})
 * @param event the type of a draw; its dimensions are the event's
 * @param support where a draw lives
 * @param point the variable that {@code logDensity} (and {@code cdf}) is a function of
 * @param logDensity the normalised log density with respect to Lebesgue or counting measure, on the
 *     support; outside it, where the formula means nothing, the log density is minus infinity
 * @param cdf where there is one
 * @param quantile where there is a formula; others are searched for, by the cdf
 * @param sampler an expression with {@link Expr.RandomDraw} and {@link Expr.RandomPrimitive}
 * @param improper whether it has no normalised density ({@code Flat})
 * @param hasAtoms whether its points are reals, some of which have a probability of their own
 */
public record DistributionDefinition(
    String name,
    List<Parameter> parameters,
    List<IndexSet.Parameter> dimensions,
    Type event,
    Support support,
    Symbol point,
    Expr logDensity,
    Optional<DistributionFunction> cdf,
    Optional<Quantile> quantile,
    Optional<Expr> sampler,
    boolean improper,
    boolean hasAtoms) {
  public DistributionDefinition {
    parameters = List.copyOf(parameters);
    dimensions = List.copyOf(dimensions);
  }

  /** The quantile at a probability. */
  public record Quantile(Symbol probability, Expr value) {}

  /** A parameter and where its (elements') values must be; for {@code S: set}, {@code isSet}. */
  public record Parameter(Symbol symbol, Support support, boolean isSet) {}

  /** Whether draws are integers, truth values or members. */
  public boolean isDiscrete() {
    return !(event.element() instanceof Type.Real);
  }
}
