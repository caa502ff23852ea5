package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.lower.Input;
import bayes.compiler.model.IndexSet;
import bayes.compiler.program.Program;
import bayes.compiler.program.Rejection;
import bayes.runtime.data.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a failed check of the data means. */
public final class Rejections {
  private final List<Input> inputs;
  private final Data data;

  /**
   * Explains the checks of programs.
   *
   * @param inputs what the programs' DATA arrays hold
   * @param data where they are from
   */
  public Rejections(List<Input> inputs, Data data) {
    this.inputs = List.copyOf(inputs);
    this.data = data;
  }

  /** The check's message, at its place in the model, and the element of the data that it names. */
  public Diagnostic explain(Rejection rejection, BoundData bound) {
    Diagnostic problem =
        Diagnostic.error(
            new Diagnostic.Code(rejection.problem().code()),
            rejection.message(),
            rejection.problem().span(),
            "with these data");
    Optional<Program.Element> element = rejection.problem().element();
    if (element.isEmpty()) return problem;
    Input input = inputs.get(element.get().input());
    if (!(input instanceof Input.OfVariable variable)) return problem;
    List<Object> path = new ArrayList<>();
    List<IndexSet> dimensions = variable.symbol().type().dimensions();
    int first = element.get().first();
    for (int d = 0; first + d < rejection.arguments().size(); d++) {
      int position = rejection.arguments().get(first + d).intValue();
      path.addAll(keys(dimensions.get(d), position, bound));
    }
    String name = variable.symbol().name();
    return data.find(name)
        .map(
            entry ->
                problem
                    .withNote("this is " + entry.describe(path))
                    .withData(DataPlaces.of(entry, path)))
        .orElseGet(() -> problem.withNote("this is the default of `" + name + "`"));
  }

  private static List<Object> keys(IndexSet set, int position, BoundData bound) {
    if (!(set instanceof IndexSet.Declared declared)
        || !(declared.definition() instanceof IndexSet.Definition.Ragged ragged)
        || ragged.lengths().isEmpty()) {
      return List.of(key(set, position, bound));
    }
    BoundArray starts = bound.values().get(ragged.starts());
    BoundArray lengths = bound.values().get(ragged.lengths().get());
    if (starts == null || lengths == null) return List.of(key(set, position, bound));
    List<SetMembers> extents = new ArrayList<>();
    for (var binder : ragged.outer()) {
      extents.add(
          binder.set() instanceof IndexSet.Declared outer && bound.sets().get(outer) != null
              ? bound.sets().get(outer)
              : SetMembers.ofSize(starts.length()));
    }
    return new RaggedRows(extents, starts.integers(), lengths.integers()).path(position);
  }

  private static Object key(IndexSet set, int position, BoundData bound) {
    Optional<List<String>> names =
        set instanceof IndexSet.Declared declared
            ? Optional.ofNullable(bound.sets().get(declared)).flatMap(SetMembers::names)
            : Optional.empty();
    boolean isNamed = names.isPresent() && position >= 0 && position < names.get().size();
    return isNamed ? names.orElseThrow().get(position) : position + 1;
  }
}
