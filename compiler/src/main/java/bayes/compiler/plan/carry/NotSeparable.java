package bayes.compiler.plan.carry;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import java.util.Optional;

/** A sum over data reads them in another way than one element of a set at a time. */
final class NotSeparable extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String why;
  private final transient Optional<Symbol> variable;
  private final transient Optional<IndexSet.Declared> set;

  private NotSeparable(String why, Optional<Symbol> variable, Optional<IndexSet.Declared> set) {
    super(why);
    this.why = why;
    this.variable = variable;
    this.set = set;
  }

  static NotSeparable by(Symbol variable, String why) {
    return new NotSeparable(
        "`" + variable.name() + "` " + why, Optional.of(variable), Optional.empty());
  }

  static NotSeparable by(IndexSet.Declared set, String why) {
    return new NotSeparable("`" + set.name() + "` " + why, Optional.empty(), Optional.of(set));
  }

  /** In words that follow "as". */
  String why() {
    return why;
  }

  /** Keeps what stands in the way, for all batches. */
  void keep(Division division) {
    variable.ifPresent(division::keep);
    set.ifPresent(division::keep);
  }
}
