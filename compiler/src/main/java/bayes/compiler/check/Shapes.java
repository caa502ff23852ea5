package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which index sets are equal, as far as it can be known before data are bound. */
final class Shapes {
  private Shapes() {}

  /** What can be said of two sets. */
  enum Match {
    SAME,
    /** The same if their sizes are, which is seen when data are bound. */
    IF_SIZES_AGREE,
    DIFFERENT
  }

  static Match match(IndexSet a, IndexSet b) {
    if (a.equals(b) || ExprText.same(a, b)) return Match.SAME;
    Optional<Integer> sizeA = constantSize(a);
    Optional<Integer> sizeB = constantSize(b);
    if (sizeA.isPresent() && sizeB.isPresent() && !sizeA.equals(sizeB)) return Match.DIFFERENT;
    if (isNominal(a) && isNominal(b)) return Match.DIFFERENT;
    return Match.IF_SIZES_AGREE;
  }

  /** Whether the sets' names tell them apart; ranges and sizes are matched by their numbers. */
  private static boolean isNominal(IndexSet set) {
    return set instanceof IndexSet.Declared || set instanceof IndexSet.Parameter;
  }

  static boolean match(List<IndexSet> a, List<IndexSet> b) {
    if (a.size() != b.size()) return false;
    for (int i = 0; i < a.size(); i++) {
      if (match(a.get(i), b.get(i)) == Match.DIFFERENT) return false;
    }
    return true;
  }

  /** The dimensions of an elementwise operation, or none if the operands do not fit. */
  static Optional<List<IndexSet>> common(List<Expr> operands) {
    List<IndexSet> common = List.of();
    for (Expr operand : operands) {
      List<IndexSet> dimensions = operand.type().dimensions();
      if (dimensions.isEmpty()) continue;
      if (common.isEmpty()) {
        common = dimensions;
      } else if (match(common, dimensions)) {
        common = moreTelling(common, dimensions);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(common);
  }

  /** Of two lists that match, the sets that have names. */
  static List<IndexSet> moreTelling(List<IndexSet> a, List<IndexSet> b) {
    IndexSet[] result = new IndexSet[a.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = isNominal(b.get(i)) && !isNominal(a.get(i)) ? b.get(i) : a.get(i);
    }
    return List.of(result);
  }

  static Optional<Integer> constantSize(IndexSet set) {
    if (set instanceof IndexSet.Size size) return constant(size.size());
    if (set instanceof IndexSet.Range range) return rangeSize(range.lower(), range.upper());
    if (set instanceof IndexSet.Declared declared) {
      if (declared.definition() instanceof IndexSet.Definition.Named named) {
        return Optional.of(named.members().size());
      }
      if (declared.definition() instanceof IndexSet.Definition.OfRange range) {
        return rangeSize(range.lower(), range.upper());
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> rangeSize(Expr lower, Expr upper) {
    Optional<Integer> from = constant(lower);
    Optional<Integer> to = constant(upper);
    return from.isPresent() && to.isPresent()
        ? Optional.of(Math.max(0, to.get() - from.get() + 1))
        : Optional.empty();
  }

  /** The value of an integer that is written as a number. */
  static Optional<Integer> constant(Expr expr) {
    if (expr instanceof Expr.IntConstant constant) return Optional.of(constant.value());
    if (expr instanceof Expr.Apply apply
        && apply.function().name().equals("-")
        && apply.operands().size() == 1) {
      return constant(apply.operands().get(0)).map(v -> -v);
    }
    return Optional.empty();
  }

  /** The first index of a set: of a range its lower end, else 1. */
  static Optional<Expr> rangeLower(IndexSet set) {
    if (set instanceof IndexSet.Range range) return Optional.of(range.lower());
    if (set instanceof IndexSet.Declared declared
        && declared.definition() instanceof IndexSet.Definition.OfRange range) {
      return Optional.of(range.lower());
    }
    return Optional.empty();
  }

  /** Whether the members of a set are its integers. */
  static boolean hasNumbers(IndexSet set) {
    if (set instanceof IndexSet.Part part) return hasNumbers(part.whole());
    return !(set instanceof IndexSet.Declared || set instanceof IndexSet.Parameter)
        || rangeLower(set).isPresent();
  }

  /** Whether the dimensions of a type are other ones for each value of the binders. */
  static boolean changesWith(Type type, List<Expr.Binder> binders) {
    for (IndexSet set : type.dimensions()) {
      Set<Symbol> free = FreeSymbols.of(set);
      if (binders.stream().anyMatch(b -> free.contains(b.symbol()))) return true;
    }
    return false;
  }

  static boolean isUnknown(Expr expr) {
    return expr.type().element() instanceof Type.Unknown;
  }
}
