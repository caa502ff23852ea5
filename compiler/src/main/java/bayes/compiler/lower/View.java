package bayes.compiler.lower;

import bayes.compiler.program.Kind;
import bayes.compiler.program.Statement.Slice;
import bayes.compiler.program.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of the language while a program is made: its shape, and how to get one element. Nothing
 * is computed before an element is asked for, so that elementwise expressions fuse into the loop
 * that consumes them. A scalar has no extents.
 *
 * @param level the deepest level whose values an element needs, apart from its positions
 * @param stored whether an element costs no more than a load
 * @param element the element at positions that count from 0, one per extent
 * @param parts of a tuple its values; it has no elements then
 * @param slice where all elements are in row order, if they are in one piece of an array
 */
record View(
    Kind kind,
    List<Extent> extents,
    int level,
    boolean stored,
    Element element,
    List<View> parts,
    @Nullable Slice slice) {
  /** Emits what computes an element, where it is asked for. */
  interface Element {
    Value at(List<Value> positions);
  }

  View {
    extents = List.copyOf(extents);
    parts = List.copyOf(parts);
  }

  /** Elements that are in no one piece of an array. */
  View(Kind kind, List<Extent> extents, int level, boolean stored, Element element) {
    this(kind, extents, level, stored, element, List.of(), null);
  }

  /** Several values at once. */
  static View tuple(List<View> parts) {
    int level = parts.stream().mapToInt(View::level).max().orElse(0);
    boolean stored = parts.stream().allMatch(View::stored);
    Element none =
        positions -> {
          throw new IllegalStateException("an element of a tuple");
        };
    return new View(Kind.REAL, List.of(), level, stored, none, parts, null);
  }

  static View scalar(Value value, int level) {
    return new View(value.kind(), List.of(), level, true, positions -> value);
  }

  Value at(List<Value> positions) {
    if (positions.size() != extents.size()) {
      throw new IllegalArgumentException(positions.size() + " positions for " + extents);
    }
    return element.at(positions);
  }

  Value scalar() {
    return at(List.of());
  }

  boolean isScalar() {
    return extents.isEmpty();
  }

  int rank() {
    return extents.size();
  }
}
