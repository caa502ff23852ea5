package bayes.compiler.model;

import bayes.compiler.model.DistributionCall.Argument;
import bayes.compiler.model.DistributionDefinition.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The distributions whose draws are a shifted and scaled standard one.
 *
 * @param location what the family calls its location; of the value, or of its logarithm
 * @param scale what it calls its scale
 * @param ofLogarithm whether they are those of the logarithm
 * @param information what one draw tells of the location, in units of 1 / scale^2: how sharply the
 *     distribution holds its draws
 */
public record LocationScale(
    String location, String scale, boolean ofLogarithm, double information) {
  private static final Map<String, LocationScale> FAMILIES =
      Map.of(
          "Normal", new LocationScale("mean", "sd", false, 1),
          "LogNormal", new LocationScale("mu", "sigma", true, 1),
          "StudentT", new LocationScale("location", "scale", false, 0.8),
          "Cauchy", new LocationScale("location", "scale", false, 0.5),
          "Logistic", new LocationScale("location", "scale", false, 1.0 / 3),
          "Laplace", new LocationScale("location", "scale", false, 1),
          "Gumbel", new LocationScale("location", "scale", false, 1));

  /** The family of a distribution, if it has a location and a scale. */
  public static Optional<LocationScale> of(DistributionDefinition definition) {
    return Optional.ofNullable(FAMILIES.get(definition.name()));
  }

  /** The draw of a call of this family, non-centred; none if it is given by other parameters. */
  public Optional<NonCentred> nonCentred(DistributionCall call) {
    Optional<Expr> center = Optional.empty();
    Optional<Expr> width = Optional.empty();
    List<Argument> standard = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      Argument argument = call.arguments().get(i);
      Parameter parameter = call.definition().parameters().get(i);
      String of = parameter.symbol().name();
      if (argument instanceof Argument.OfValue value && of.equals(location)) {
        center = Optional.of(value.value());
        standard.add(constant(0, value));
      } else if (argument instanceof Argument.OfValue value && of.equals(scale)) {
        width = Optional.of(value.value());
        standard.add(constant(1, value));
      } else {
        standard.add(argument);
      }
    }
    if (center.isEmpty() || width.isEmpty()) return Optional.empty();
    DistributionCall ofStandard =
        new DistributionCall(
            call.definition(), standard, call.dimensions(), call.event(), call.span());
    return Optional.of(new NonCentred(center.get(), width.get(), ofStandard, ofLogarithm));
  }

  private static Argument constant(double number, Argument.OfValue value) {
    return new Argument.OfValue(new Expr.RealConstant(number, value.value().span()));
  }
}
