package bayes.compiler.check;

import java.util.Set;

/** Names of the language that this version does not have yet, so that they are not "unknown". */
final class Planned {
  private static final Set<String> DISTRIBUTIONS = Set.of("ChineseRestaurant");

  private Planned() {}

  static Set<String> distributions() {
    return DISTRIBUTIONS;
  }
}
