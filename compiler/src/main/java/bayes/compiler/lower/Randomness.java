package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Type;

/** Whether an expression draws random numbers: then it stays where it is, and is evaluated once. */
final class Randomness extends ExprRewriter {
  private boolean found;

  private Randomness() {}

  static boolean isIn(Expr expr) {
    Randomness randomness = new Randomness();
    randomness.rewrite(expr);
    return randomness.found;
  }

  @Override
  public Expr rewrite(Expr expr) {
    found |=
        expr instanceof Expr.RandomDraw
            || expr instanceof Expr.RandomPrimitive
            || expr instanceof Expr.RandomInverse
            || (expr instanceof Expr.OfComponent e && e.quantity() == Quantity.DRAW);
    return super.rewrite(expr);
  }

  @Override
  public Type type(Type type) {
    return type;
  }
}
