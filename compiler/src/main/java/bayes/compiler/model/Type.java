package bayes.compiler.model;

import java.util.List;

/** What kind of value an expression has. Supports are apart: see {@link Support}. */
public sealed interface Type {
  record Bool() implements Type {}

  record Int() implements Type {}

  record Real() implements Type {}

  /** A member of a set. */
  record Member(IndexSet set) implements Type {}

  /** An array of scalars; arrays of arrays are arrays of more dimensions. */
  record Array(Type element, List<IndexSet> dimensions) implements Type {
    public Array {
      if (element instanceof Array) throw new IllegalArgumentException("nested array type");
      if (dimensions.isEmpty()) throw new IllegalArgumentException("array without dimensions");
      dimensions = List.copyOf(dimensions);
    }
  }

  /** Several results at once: no element, no dimensions; only to be taken apart. */
  record Tuple(List<Type> parts) implements Type {
    public Tuple {
      parts = List.copyOf(parts);
    }
  }

  /** Of an expression that is in error; absorbs what follows from it. */
  record Unknown() implements Type {}

  Type BOOL = new Bool();
  Type INT = new Int();
  Type REAL = new Real();
  Type UNKNOWN = new Unknown();

  /** The dimensions, none for a scalar. */
  default List<IndexSet> dimensions() {
    return List.of();
  }

  /** The type of an element; a scalar's own type. */
  default Type element() {
    return this;
  }

  /** The type of a member of {@code set}: ranges without a name and plain sizes have integers. */
  static Type memberOf(IndexSet set) {
    if (set instanceof IndexSet.Part part) return memberOf(part.whole());
    return set instanceof IndexSet.Declared || set instanceof IndexSet.Parameter
        ? new Member(set)
        : INT;
  }

  /** An array of {@code element} over {@code dimensions}, or {@code element} if there are none. */
  static Type array(Type element, List<IndexSet> dimensions) {
    return dimensions.isEmpty() ? element : new Array(element, dimensions);
  }
}
