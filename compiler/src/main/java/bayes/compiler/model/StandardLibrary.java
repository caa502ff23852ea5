package bayes.compiler.model;

import bayes.compiler.catalog.Function;
import java.util.List;

/** What the library has by name, for those who write expressions that no user wrote. */
public interface StandardLibrary {
  /** The declarations of an operator or scalar function; none if there is no such one. */
  List<Function> scalarFunctions(String name);

  /** The declarations of a distribution in order; none if there is no such one. */
  List<DistributionDefinition> distributions(String name);

  /** The declaration of a distribution whose parameters have these names, in this order. */
  default DistributionDefinition distribution(String name, String... parameters) {
    return distributions(name).stream()
        .filter(
            d ->
                d.parameters().stream()
                    .map(p -> p.symbol().name())
                    .toList()
                    .equals(List.of(parameters)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(name + " of " + String.join(", ", parameters)));
  }
}
