package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Terms;
import java.util.List;
import java.util.Optional;

/**
 * Terms that integrating a normal latent leaves, in the form by which they are known again when it
 * is the turn of their parameters.
 */
final class Residue {
  private Residue() {}

  /** {@code -precision/2 (point - mean)^2}. */
  record Quadratic(Expr precision, Expr point, Expr mean) {
    Expr value(Terms t) {
      return t.times(t.times(t.real(-0.5), precision), t.apply("square", t.minus(point, mean)));
    }

    static Optional<Quadratic> of(Expr value) {
      Optional<List<Expr>> product = operands(value, "*", 2);
      if (product.isEmpty()) return Optional.empty();
      Optional<List<Expr>> half = operands(product.get().get(0), "*", 2);
      Optional<List<Expr>> square = operands(product.get().get(1), "square", 1);
      if (half.isEmpty() || square.isEmpty() || !isMinusHalf(half.get().get(0))) {
        return Optional.empty();
      }
      return operands(square.get().get(0), "-", 2)
          .map(d -> new Quadratic(half.get().get(1), d.get(0), d.get(1)));
    }

    private static boolean isMinusHalf(Expr expr) {
      return expr instanceof Expr.RealConstant real && real.value() == -0.5;
    }
  }

  /** {@code -shape log(variance) - sum / variance}. */
  record Scale(Expr shape, Expr variance, Expr sum) {
    Expr value(Terms t) {
      return t.minus(t.negative(t.times(shape, t.log(variance))), t.divide(sum, variance));
    }

    static Optional<Scale> of(Expr value) {
      Optional<List<Expr>> difference = operands(value, "-", 2);
      if (difference.isEmpty()) return Optional.empty();
      Optional<List<Expr>> product =
          operands(difference.get().get(0), "-", 1).flatMap(n -> operands(n.get(0), "*", 2));
      Optional<List<Expr>> ratio = operands(difference.get().get(1), "/", 2);
      if (product.isEmpty() || ratio.isEmpty()) return Optional.empty();
      boolean isLog = operands(product.get().get(1), "log", 1).isPresent();
      return isLog
          ? Optional.of(new Scale(product.get().get(0), ratio.get().get(1), ratio.get().get(0)))
          : Optional.empty();
    }
  }

  private static Optional<List<Expr>> operands(Expr expr, String function, int count) {
    return expr instanceof Expr.Apply apply
            && apply.function().name().equals(function)
            && apply.operands().size() == count
        ? Optional.of(apply.operands())
        : Optional.empty();
  }
}
