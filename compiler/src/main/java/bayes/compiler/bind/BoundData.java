package bayes.compiler.bind;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import java.util.HashMap;
import java.util.Map;

/**
 * Data that fit a model: the members of its open and named sets, and the values of its data
 * variables.
 */
public record BoundData(Map<IndexSet.Declared, SetMembers> sets, Map<Symbol, BoundArray> values) {
  public BoundData {
    sets = Map.copyOf(sets);
    values = Map.copyOf(values);
  }

  static BoundData empty() {
    return new BoundData(Map.of(), Map.of());
  }

  BoundData with(IndexSet.Declared set, SetMembers members) {
    Map<IndexSet.Declared, SetMembers> more = new HashMap<>(sets);
    more.put(set, members);
    return new BoundData(more, values);
  }

  BoundData with(Symbol symbol, BoundArray value) {
    Map<Symbol, BoundArray> more = new HashMap<>(values);
    more.put(symbol, value);
    return new BoundData(sets, more);
  }
}
