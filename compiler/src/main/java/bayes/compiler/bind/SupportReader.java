package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Constraint;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Support;
import bayes.compiler.model.VariableDeclaration;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataOrigin;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Holds the values of one data variable against its declared support. */
final class SupportReader {
  private final VariableDeclaration variable;
  private final Optional<DataEntry> entry;
  private final List<SetMembers> extents;
  private final BitSet missing;
  private final Optional<RaggedRows> rows;
  private final Function<Expr, Optional<BoundArray>> evaluate;
  private final List<Diagnostic> problems;

  /**
   * @param entry what the values were read from; empty for a default
   * @param extents the set of each dimension; none for a default
   * @param missing the elements that have no value
   * @param rows where the rows are, if they differ in length
   */
  SupportReader(
      VariableDeclaration variable,
      Optional<DataEntry> entry,
      List<SetMembers> extents,
      BitSet missing,
      Optional<RaggedRows> rows,
      Function<Expr, Optional<BoundArray>> evaluate,
      List<Diagnostic> problems) {
    this.variable = variable;
    this.entry = entry;
    this.extents = extents;
    this.missing = missing;
    this.rows = rows;
    this.evaluate = evaluate;
    this.problems = problems;
  }

  /** Whether all values are in the support; reports the first that is not. */
  boolean accepts(BoundArray values) {
    if (variable.support() instanceof Support.Bounds bounds) {
      return withinBound(values, bounds.lower(), true)
          && withinBound(values, bounds.upper(), false);
    }
    return variable.support().constraint().filter(c -> !fulfils(values, c)).isEmpty();
  }

  private boolean withinBound(BoundArray values, Optional<Support.Bound> bound, boolean isLower) {
    if (bound.isEmpty()) return true;
    Optional<BoundArray> limits = evaluate.apply(bound.get().value());
    if (limits.isEmpty()) return false;
    boolean exclusive = bound.get().exclusive();
    for (int i = missing.nextClearBit(0); i < values.length(); i = missing.nextClearBit(i + 1)) {
      double limit = limits.get().get(limits.get().length() == 1 ? 0 : i);
      double value = values.get(i);
      double inside = isLower ? value - limit : limit - value;
      if (inside > 0 || (inside == 0 && !exclusive)) continue;
      String side =
          isLower ? (exclusive ? "above " : "at least ") : exclusive ? "below " : "at most ";
      fail(
          BindCode.D0105,
          "`" + variable.symbol().name() + "` must be " + side + number(limit),
          "found " + number(value),
          i);
      return false;
    }
    return true;
  }

  /** Each vector or matrix of a plate. */
  private boolean fulfils(BoundArray values, Constraint constraint) {
    // A default is one vector or matrix: data of more dimensions have an entry.
    int n = extents.isEmpty() ? size(values, constraint) : extents.get(extents.size() - 1).size();
    int block = constraint.isMatrix() ? n * n : n;
    if (block == 0) return true;
    for (int start = 0; start < values.length(); start += block) {
      int first = start;
      int gap = missing.nextSetBit(first);
      if (gap >= 0 && gap < first + block) continue;
      Optional<ConstrainedValues.Fault> fault =
          new ConstrainedValues(i -> values.get(first + i), n).fault(constraint);
      if (fault.isEmpty()) continue;
      fail(
          BindCode.D0113,
          "`"
              + variable.symbol().name()
              + "` must be of type `"
              + constraint.typeName()
              + "`: "
              + constraint.words(),
          fault.get().text(),
          first + fault.get().element());
      return false;
    }
    return true;
  }

  private static int size(BoundArray values, Constraint constraint) {
    return constraint.isMatrix() ? (int) Math.rint(Math.sqrt(values.length())) : values.length();
  }

  private void fail(BindCode code, String message, String found, int element) {
    Diagnostic problem =
        Diagnostic.error(code.code(), message, variable.symbol().declared(), "declared here");
    if (entry.isEmpty()) {
      problems.add(problem.withNote("its default: " + found));
      return;
    }
    List<Object> path = path(element);
    problems.add(
        problem
            .withNote(entry.get().describe(path) + ": " + found)
            .withData(DataPlaces.of(entry.get(), path)));
  }

  private List<Object> path(int element) {
    if (rows.isPresent()) return rows.get().path(element);
    List<Object> path = new ArrayList<>();
    int rest = element;
    for (int d = extents.size() - 1; d >= 0; d--) {
      SetMembers extent = extents.get(d);
      int position = rest % extent.size();
      boolean isLabelled =
          extent.names().isPresent()
              || entry.map(DataEntry::origin).orElse(null) instanceof DataOrigin.Keyed;
      path.add(0, isLabelled ? extent.labels().get(position) : position + 1);
      rest /= extent.size();
    }
    return path;
  }

  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
