package bayes.compiler.lower;

import java.util.Optional;

/**
 * A component of a distribution while a program is made.
 *
 * @param level the deepest level that its arguments need
 * @param members the component with its parameters bound; of a component over a set, that of a
 *     member
 */
record ComponentView(int level, Members members) {
  interface Members {
    DistributionLowering.Bound at(Optional<View> member);
  }

  DistributionLowering.Bound at(Optional<View> member) {
    return members.at(member);
  }
}
