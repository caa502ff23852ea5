package bayes.compiler.model;

import bayes.compiler.model.Symbol.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model asks for and what it gives, in words of the language: for tables and for programs.
 *
 * @param doc the comment at the top of the file
 */
public record Description(
    String model, Optional<String> doc, List<SetEntry> sets, List<Entry> entries) {
  public Description {
    sets = List.copyOf(sets);
    entries = List.copyOf(entries);
  }

  /**
   * A declared set.
   *
   * @param members a range or labels; empty if they come with the data
   */
  public record SetEntry(String name, Optional<String> members, Optional<String> doc) {}

  /**
   * A variable.
   *
   * @param type with dimensions, {@code real[School]}
   * @param element without them, {@code real}
   * @param dimensions the sets and sizes that it ranges over
   * @param plates those of its dimensions over which it is drawn independently given the rest; of
   *     latents
   * @param lower the bound below, if there is one
   * @param constraint what the elements fulfil together
   * @param defaultValue of data
   */
  public record Entry(
      Role role,
      String name,
      String type,
      String element,
      List<String> dimensions,
      List<String> plates,
      Optional<Bound> lower,
      Optional<Bound> upper,
      Optional<Constraint> constraint,
      Optional<String> defaultValue,
      Optional<String> doc) {
    public Entry {
      dimensions = List.copyOf(dimensions);
      plates = List.copyOf(plates);
    }

    /** Where its values live, if that is not everywhere: {@code above 0}, {@code simplex}. */
    public Optional<String> support() {
      if (constraint.isPresent()) return constraint.map(Constraint::typeName);
      List<String> parts = new ArrayList<>();
      lower.ifPresent(b -> parts.add((b.exclusive() ? "above " : "at least ") + b.value()));
      upper.ifPresent(b -> parts.add((b.exclusive() ? "below " : "at most ") + b.value()));
      return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }
  }

  /**
   * An end of a support.
   *
   * @param value an expression of constants and data
   * @param exclusive whether the bound itself is outside
   */
  public record Bound(String value, boolean exclusive) {}

  /** Describes a model. */
  public static Description of(TypedModel model) {
    Map<Symbol, Integer> plates = new HashMap<>();
    for (ModelStatement statement : model.statements()) countPlates(statement, plates);
    List<IndexSet.Definition.Missing> gaps =
        model.sets().stream().flatMap(set -> missing(set).stream()).toList();
    return new Description(
        model.name(),
        model.doc(),
        model.sets().stream().filter(Description::isWritten).map(Description::set).toList(),
        model.variables().stream()
            .filter(VariableDeclaration::isWritten)
            .map(
                v ->
                    entry(
                        v,
                        plates.getOrDefault(v.symbol(), 0),
                        gaps.stream().anyMatch(m -> m.data().equals(v.symbol()))))
            .toList());
  }

  /** Whether the user declared the set, rather than that elements of an array make it up. */
  private static boolean isWritten(IndexSet.Declared set) {
    return !(set.definition() instanceof IndexSet.Definition.Missing)
        && !(set.definition() instanceof IndexSet.Definition.Ragged)
        && !(set.definition() instanceof IndexSet.Definition.Chosen);
  }

  private static Optional<IndexSet.Definition.Missing> missing(IndexSet.Declared set) {
    return set.definition() instanceof IndexSet.Definition.Missing m
        ? Optional.of(m)
        : Optional.empty();
  }

  /** The variables of a role, in order of declaration. */
  public List<Entry> entries(Role role) {
    return entries.stream().filter(entry -> entry.role() == role).toList();
  }

  /** How many of a latent's dimensions carry an index where it is drawn. */
  private static void countPlates(ModelStatement statement, Map<Symbol, Integer> plates) {
    if (statement instanceof ModelStatement.Draw draw) {
      plates.merge(draw.symbol(), draw.indices().size(), Math::max);
    } else if (statement instanceof ModelStatement.For loop) {
      for (ModelStatement inner : loop.body()) countPlates(inner, plates);
    } else if (statement instanceof ModelStatement.If branch) {
      for (ModelStatement inner : branch.then()) countPlates(inner, plates);
      for (ModelStatement inner : branch.otherwise()) countPlates(inner, plates);
    }
  }

  private static SetEntry set(IndexSet.Declared set) {
    Optional<String> members = Optional.empty();
    if (set.definition() instanceof IndexSet.Definition.OfRange range) {
      members = Optional.of(ExprText.of(range.lower()) + ".." + ExprText.of(range.upper()));
    } else if (set.definition() instanceof IndexSet.Definition.Vocabulary vocabulary) {
      members = Optional.of(VocabularyText.of(vocabulary.rule()));
    } else if (set.definition() instanceof IndexSet.Definition.Named named) {
      members =
          Optional.of(String.join(", ", named.members().stream().map(m -> '"' + m + '"').toList()));
    }
    return new SetEntry(set.name(), members, set.doc());
  }

  private static Entry entry(VariableDeclaration variable, int plates, boolean admitsMissing) {
    Symbol symbol = variable.symbol();
    List<String> dimensions = variable.indexSets().stream().map(ExprText::of).toList();
    int own = plates - (variable.choice().isPresent() ? 1 : 0);
    Optional<Support.Bounds> bounds =
        variable.support() instanceof Support.Bounds b ? Optional.of(b) : Optional.empty();
    return new Entry(
        symbol.role(),
        symbol.name(),
        ExprText.of(symbol.type()) + (admitsMissing ? "?" : ""),
        ExprText.of(symbol.type().element()) + (admitsMissing ? "?" : ""),
        dimensions,
        dimensions.subList(0, Math.min(Math.max(0, own), dimensions.size())),
        bounds.flatMap(Support.Bounds::lower).map(Description::bound),
        bounds.flatMap(Support.Bounds::upper).map(Description::bound),
        variable.support().constraint(),
        variable.defaultValue().map(ExprText::of),
        variable.doc());
  }

  private static Bound bound(Support.Bound bound) {
    return new Bound(ExprText.of(bound.value()), bound.exclusive());
  }
}
