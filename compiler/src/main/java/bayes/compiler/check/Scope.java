package bayes.compiler.check;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.source.Span;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that are visible at a place; an inner scope sees the outer ones. */
final class Scope {
  /** What a name stands for. */
  sealed interface Entry {
    Span declared();

    record OfSymbol(Symbol symbol) implements Entry {
      @Override
      public Span declared() {
        return symbol.declared();
      }
    }

    record OfSet(IndexSet set, Span declared) implements Entry {}
  }

  private final Optional<Scope> outer;
  private final Map<String, Entry> names = new LinkedHashMap<>();

  private Scope(Optional<Scope> outer) {
    this.outer = outer;
  }

  static Scope empty() {
    return new Scope(Optional.empty());
  }

  Scope inner() {
    return new Scope(Optional.of(this));
  }

  /** A new scope that sees only the sets of this one: where functions live. */
  Scope setsOnly() {
    Scope sets = outer.map(Scope::setsOnly).orElseGet(Scope::empty);
    names.forEach(
        (name, entry) -> {
          if (entry instanceof Entry.OfSet) sets.names.put(name, entry);
        });
    return sets;
  }

  Optional<Entry> find(String name) {
    Optional<Entry> here = Optional.ofNullable(names.get(name));
    return here.isPresent() ? here : outer.flatMap(o -> o.find(name));
  }

  void put(String name, Entry entry) {
    names.put(name, entry);
  }

  void remove(String name) {
    names.remove(name);
  }

  /** The names of this scope alone. */
  Set<String> own() {
    return new LinkedHashSet<>(names.keySet());
  }

  /** All names that are visible. */
  Set<String> visible() {
    Set<String> all = outer.map(Scope::visible).orElseGet(LinkedHashSet::new);
    all.addAll(names.keySet());
    return all;
  }
}
