package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Terms;
import java.util.List;
import java.util.Optional;

/**
 * {@code offset + slope * x}, for a latent's element x.
 *
 * @param offset none if it is 0
 * @param slope none if it is 0
 * @param element x, where it is read; none if it is not
 */
record Affine(Optional<Expr> offset, Optional<Expr> slope, Optional<Expr> element) {

  /** An expression in these terms; empty if it is not affine, or reads several elements. */
  static Optional<Affine> of(Expr expr, Elements elements, Terms terms) {
    if (!elements.isReadBy(expr)) return Optional.of(constant(expr));
    if (elements.indicesOf(expr).isPresent()) {
      return Optional.of(
          new Affine(Optional.empty(), Optional.of(terms.real(1)), Optional.of(expr)));
    }
    if (!(expr instanceof Expr.Apply apply)) return Optional.empty();
    List<Expr> operands = apply.operands();
    Optional<Affine> left = of(operands.get(0), elements, terms);
    if (left.isEmpty()) return Optional.empty();
    if (operands.size() == 1) {
      return apply.function().name().equals("-")
          ? Optional.of(left.get().scaled(terms.real(-1), terms))
          : Optional.empty();
    }
    if (operands.size() != 2) return Optional.empty();
    Optional<Affine> right = of(operands.get(1), elements, terms);
    if (right.isEmpty()) return Optional.empty();
    return switch (apply.function().name()) {
      case "+" -> sum(left.get(), right.get(), elements, terms);
      case "-" -> sum(left.get(), right.get().scaled(terms.real(-1), terms), elements, terms);
      case "*" -> product(left.get(), right.get(), operands, terms);
      case "/" ->
          right.get().element().isPresent()
              ? Optional.empty()
              : Optional.of(left.get().scaled(terms.divide(terms.real(1), operands.get(1)), terms));
      default -> Optional.empty();
    };
  }

  private static Affine constant(Expr expr) {
    return new Affine(Optional.of(expr), Optional.empty(), Optional.empty());
  }

  private static Optional<Affine> product(
      Affine left, Affine right, List<Expr> operands, Terms terms) {
    if (right.element().isEmpty()) return Optional.of(left.scaled(operands.get(1), terms));
    if (left.element().isEmpty()) return Optional.of(right.scaled(operands.get(0), terms));
    return Optional.empty();
  }

  private static Optional<Affine> sum(Affine left, Affine right, Elements elements, Terms terms) {
    boolean differ =
        left.element().isPresent()
            && right.element().isPresent()
            && !elements.areSame(left.element().get(), right.element().get());
    if (differ) return Optional.empty();
    return Optional.of(
        new Affine(
            sum(left.offset(), right.offset(), terms),
            sum(left.slope(), right.slope(), terms),
            left.element().or(right::element)));
  }

  private static Optional<Expr> sum(Optional<Expr> a, Optional<Expr> b, Terms terms) {
    if (a.isEmpty()) return b;
    return b.isEmpty() ? a : Optional.of(terms.plus(a.get(), b.get()));
  }

  private Affine scaled(Expr by, Terms terms) {
    return new Affine(
        offset.map(o -> scaled(o, by, terms)), slope.map(s -> scaled(s, by, terms)), element);
  }

  private static Expr scaled(Expr expr, Expr by, Terms terms) {
    if (expr instanceof Expr.RealConstant real && real.value() == 1) return by;
    return terms.times(expr, by);
  }

  /** Whether it is the element itself. */
  boolean isElement() {
    return offset.isEmpty()
        && slope.filter(s -> s instanceof Expr.RealConstant r && r.value() == 1).isPresent();
  }
}
