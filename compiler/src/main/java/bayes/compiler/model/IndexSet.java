package bayes.compiler.model;

import bayes.compiler.source.Span;
import bayes.runtime.text.VocabularyRule;
import java.util.List;
import java.util.Optional;

/**
 * What an array ranges over. The members of a range are its integers; those of other sets are
 * numbered from 1 in order. At run time a member is that integer.
 */
public sealed interface IndexSet {
  /** A set with a name; the same set is the same index type. */
  record Declared(int id, String name, Definition definition, Optional<String> doc, Span declared)
      implements IndexSet {
    @Override
    public boolean equals(Object other) {
      return other instanceof Declared d && d.id == id;
    }

    @Override
    public int hashCode() {
      return id;
    }
  }

  /** How a declared set gets its members. */
  sealed interface Definition {
    /** From the data. */
    record Open() implements Definition {}

    /** The tokens of the texts among the data: their kinds, by falling count. */
    record Vocabulary(VocabularyRule rule) implements Definition {}

    /** Whether only data tell the members. */
    default boolean isFromData() {
      return this instanceof Open || this instanceof Vocabulary;
    }

    record OfRange(Expr lower, Expr upper) implements Definition {}

    /**
     * The elements of an array whose rows differ in length, one after the other. A declared
     * variable over such a set is indexed by {@code outer} and {@code inner}.
     *
     * @param outer what its first indices range over
     * @param inner what the last one ranges over; may depend on {@code outer}
     * @param starts how many elements stand before each row
     * @param total how many there are
     * @param lengths of the rows, of data
     */
    record Ragged(
        List<Expr.Binder> outer,
        IndexSet inner,
        Symbol starts,
        Expr total,
        Optional<Symbol> lengths)
        implements Definition {
      public Ragged {
        outer = List.copyOf(outer);
      }
    }

    /**
     * The elements of {@code data} that are missing, in order.
     *
     * @param places an array of its shape: the number of each missing element, else 0
     */
    record Missing(Symbol data, Symbol places) implements Definition {}

    /**
     * One member or none: whether the data choose a branch that defines something which no other
     * branch does. The variable ranges over it beside its own sets.
     *
     * @param size 1 where they do, else 0
     */
    record Chosen(Expr size) implements Definition {}

    record Named(List<String> members) implements Definition {
      public Named {
        members = List.copyOf(members);
      }
    }
  }

  /** A range without a name, {@code 1..K}. */
  record Range(Expr lower, Expr upper) implements IndexSet {}

  /** A plain dimension: the positions 1 to {@code size}; matches any set of its size. */
  record Size(Expr size) implements IndexSet {}

  /**
   * {@code S[2..]}: the members of {@code whole} from one to another (by value in a range, else by
   * number), with their names.
   */
  record Part(IndexSet whole, Optional<Expr> lower, Optional<Expr> upper) implements IndexSet {}

  /**
   * In functions and distributions: the set that an argument brings. {@code name} may be used as a
   * number.
   */
  record Parameter(Symbol name) implements IndexSet {}

  /** What the length of data {@code T[]} is called; no name of a user has such a sign. */
  static String lengthName(String data) {
    return data + "?length";
  }

  /** The length that the data bring, of the dimension of a {@code T[]}. */
  static Optional<Symbol> listLength(IndexSet dimension) {
    return dimension instanceof Size size
            && size.size() instanceof Expr.Variable variable
            && listOfLength(variable.symbol()).isPresent()
        ? Optional.of(variable.symbol())
        : Optional.empty();
  }

  /** The data {@code T[]} whose length a symbol is. */
  static Optional<String> listOfLength(Symbol symbol) {
    String name = symbol.name();
    return name.endsWith("?length")
        ? Optional.of(name.substring(0, name.length() - "?length".length()))
        : Optional.empty();
  }

  /** Whether indices of type {@code index} are always in {@code dimension}. */
  static boolean covers(IndexSet dimension, Type index) {
    if (!(index instanceof Type.Member member)) return false;
    IndexSet set = member.set();
    while (!set.equals(dimension) && set instanceof Part part) set = part.whole();
    return set instanceof Declared && set.equals(dimension);
  }
}
