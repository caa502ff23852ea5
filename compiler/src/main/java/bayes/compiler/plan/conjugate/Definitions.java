package bayes.compiler.plan.conjugate;

import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.StandardLibrary;
import java.util.List;

/** Tells the distributions of the library from others of their names. */
final class Definitions {
  private Definitions() {}

  /** Whether a definition is the library's of a name, with parameters of these names. */
  static boolean is(
      DistributionDefinition definition,
      StandardLibrary library,
      String name,
      List<String> parameters) {
    return definition.parameters().stream().map(p -> p.symbol().name()).toList().equals(parameters)
        && is(definition, library, name);
  }

  /** Whether a definition is one of the library's of a name. */
  static boolean is(DistributionDefinition definition, StandardLibrary library, String name) {
    return definition.name().equals(name)
        && library.distributions(name).stream().anyMatch(d -> d == definition);
  }
}
