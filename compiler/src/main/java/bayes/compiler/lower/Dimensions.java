package bayes.compiler.lower;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Binds the dimensions of a function or distribution to those of its arguments. */
final class Dimensions {
  private final List<IndexSet.Parameter> names;
  private final Map<Symbol, Extent> bound = new HashMap<>();

  Dimensions(List<IndexSet.Parameter> names) {
    this.names = names;
  }

  /** The first argument over a dimension brings it, the others must agree. */
  void bind(Type parameter, View argument, Environment into, IndexSets sets, Span span) {
    for (int d = 0; d < argument.rank() && d < parameter.dimensions().size(); d++) {
      IndexSet set = parameter.dimensions().get(d);
      Extent extent = argument.extents().get(d);
      if (set instanceof IndexSet.Parameter name && names.contains(name)) {
        Extent earlier = bound.putIfAbsent(name.name(), extent);
        if (earlier == null) {
          into.bindDimension(name.name(), extent);
        } else {
          sets.checkEqual(earlier, extent, span);
        }
      } else {
        sets.checkEqual(sets.extent(set, into), extent, span);
      }
    }
  }
}
