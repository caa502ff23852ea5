package bayes.compiler.plan.sum;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts values in the place of elements of latents. */
final class Assigned extends ExprRewriter {
  /**
   * A value of an element.
   *
   * @param value of the latent's type
   * @param number the same as an integer, of a truth value
   */
  record Assignment(Element element, Expr value, Expr number) {}

  private final List<Assignment> assignments;

  Assigned(List<Assignment> assignments) {
    this.assignments = List.copyOf(assignments);
  }

  @Override
  public Expr rewrite(Expr expr) {
    // A truth value that is used as a number need not become one first.
    if (expr instanceof Expr.Convert convert
        && convert.operand().type() instanceof Type.Bool
        && !(convert.type() instanceof Type.Bool)) {
      Optional<Assignment> found = find(convert.operand());
      if (found.isPresent()) {
        Expr number = found.get().number();
        return convert.type() instanceof Type.Int
            ? number
            : new Expr.Convert(number, convert.type(), convert.span());
      }
    }
    return find(expr).map(Assignment::value).orElseGet(() -> super.rewrite(expr));
  }

  @Override
  public Type type(Type type) {
    return type;
  }

  private Optional<Assignment> find(Expr expr) {
    Optional<Element> read = elementOf(expr);
    return read.flatMap(
        element -> assignments.stream().filter(a -> a.element().isSame(element)).findFirst());
  }

  private static Optional<Element> elementOf(Expr expr) {
    if (expr instanceof Expr.Variable variable && variable.type().dimensions().isEmpty()) {
      return Optional.of(new Element(variable.symbol(), List.of()));
    }
    if (!(expr instanceof Expr.Index index && index.array() instanceof Expr.Variable array)) {
      return Optional.empty();
    }
    Symbol symbol = array.symbol();
    List<Expr> indices = new ArrayList<>();
    for (Expr.Subscript subscript : index.subscripts()) {
      if (!(subscript instanceof Expr.Subscript.At at)) return Optional.empty();
      indices.add(at.index());
    }
    return Optional.of(new Element(symbol, indices));
  }
}
