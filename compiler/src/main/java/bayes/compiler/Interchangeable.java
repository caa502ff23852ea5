package bayes.compiler;

import bayes.compiler.bind.BoundArray;
import bayes.compiler.bind.BoundData;
import bayes.compiler.graph.InterchangeableSets;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.runtime.draws.RecordedVariable.Axis;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sets whose members neither a model nor its data tell apart. */
final class Interchangeable {
  private final TypedModel model;
  private final BoundData data;
  private final Axes axes;

  private Interchangeable(TypedModel model, BoundData data, Axes axes) {
    this.model = model;
    this.data = data;
    this.axes = axes;
  }

  /** By the name of each such set, the columns of the variables that are members of it. */
  static Map<String, List<String>> of(TypedModel model, BoundData data, Axes axes) {
    Interchangeable of = new Interchangeable(model, data, axes);
    Map<String, List<String>> found = new TreeMap<>();
    for (IndexSet.Declared set : InterchangeableSets.of(model)) {
      if (model.variables().stream().anyMatch(v -> of.tellsApart(v, set))) continue;
      found.put(
          set.name(),
          model.variables().stream()
              .filter(v -> v.symbol().role() != Symbol.Role.DATA && isMember(v.symbol(), set))
              .map(VariableDeclaration::column)
              .distinct()
              .toList());
    }
    return found;
  }

  private static boolean isMember(Symbol symbol, IndexSet.Declared set) {
    return symbol.type().element() instanceof Type.Member member && member.set().equals(set);
  }

  private boolean tellsApart(VariableDeclaration variable, IndexSet.Declared set) {
    Symbol symbol = variable.symbol();
    if (symbol.role() != Symbol.Role.DATA) return false;
    BoundArray values = data.values().get(symbol);
    if (values == null) return false;
    if (isMember(symbol, set) && !isMissing(symbol, values.length())) return true;
    List<IndexSet> dimensions = symbol.type().dimensions();
    for (int d = 0; d < dimensions.size(); d++) {
      if (dimensions.get(d).equals(set) && differs(symbol, values, d)) return true;
    }
    return false;
  }

  /** Whether data that may have gaps are nothing but gaps. */
  private boolean isMissing(Symbol symbol, int length) {
    for (IndexSet.Declared set : model.sets()) {
      if (set.definition() instanceof IndexSet.Definition.Missing missing
          && missing.data().equals(symbol)) {
        BoundArray places = data.values().get(missing.places());
        if (places == null || places.length() != length) return false;
        for (int i = 0; i < length; i++) {
          if (!(places.get(i) > 0)) return false;
        }
        return true;
      }
    }
    return length == 0;
  }

  /** Whether elements of the members are not the same. */
  private boolean differs(Symbol symbol, BoundArray values, int dimension) {
    List<Axis> all = axes.of(symbol);
    int inner = 1;
    for (Axis axis : all.subList(dimension + 1, all.size())) inner *= axis.size();
    int members = all.get(dimension).size();
    for (int i = 0; i < values.length(); i++) {
      int first = i - i / inner % members * inner;
      if (Double.compare(values.get(i), values.get(first)) != 0) return true;
    }
    return false;
  }
}
