package bayes.compiler.check;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds the dimensions of parameters to the index sets that arguments bring. */
final class Dimensions {
  private Dimensions() {}

  /**
   * Whether an argument over {@code actual} fits a parameter over {@code formal}; binds what is not
   * bound yet.
   */
  static boolean bind(List<IndexSet> formal, List<IndexSet> actual, Map<Symbol, IndexSet> bound) {
    if (formal.size() != actual.size()) return false;
    for (int i = 0; i < formal.size(); i++) {
      IndexSet set = formal.get(i);
      if (set instanceof IndexSet.Parameter parameter) {
        Optional<IndexSet> known = Optional.ofNullable(bound.get(parameter.name()));
        if (known.isPresent()) {
          if (Shapes.match(known.get(), actual.get(i)) == Shapes.Match.DIFFERENT) return false;
        } else {
          bound.put(parameter.name(), actual.get(i));
        }
      } else if (Shapes.match(set, actual.get(i)) == Shapes.Match.DIFFERENT) {
        return false;
      }
    }
    return true;
  }
}
