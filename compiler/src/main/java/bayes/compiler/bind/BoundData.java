package bayes.compiler.bind;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.runtime.text.Vocabulary;
import java.util.HashMap;
import java.util.Map;

/**
 * Data that fit a model: the members of its open and named sets, its vocabularies, and the values
 * of its data variables.
 */
public record BoundData(
    Map<IndexSet.Declared, SetMembers> sets,
    Map<IndexSet.Declared, Vocabulary> vocabularies,
    Map<Symbol, BoundArray> values) {
  public BoundData {
    sets = Map.copyOf(sets);
    vocabularies = Map.copyOf(vocabularies);
    values = Map.copyOf(values);
  }

  static BoundData empty() {
    return new BoundData(Map.of(), Map.of(), Map.of());
  }

  BoundData with(IndexSet.Declared set, SetMembers members) {
    Map<IndexSet.Declared, SetMembers> more = new HashMap<>(sets);
    more.put(set, members);
    return new BoundData(more, vocabularies, values);
  }

  /** With a vocabulary, and its members as those of the set. */
  BoundData with(IndexSet.Declared set, Vocabulary vocabulary) {
    Map<IndexSet.Declared, Vocabulary> more = new HashMap<>(vocabularies);
    more.put(set, vocabulary);
    return new BoundData(sets, more, values).with(set, SetMembers.named(vocabulary.labels()));
  }

  /** These data with one more value. */
  public BoundData with(Symbol symbol, BoundArray value) {
    Map<Symbol, BoundArray> more = new HashMap<>(values);
    more.put(symbol, value);
    return new BoundData(sets, vocabularies, more);
  }
}
