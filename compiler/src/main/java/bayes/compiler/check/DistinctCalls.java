package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls of {@code distinct(x)}: what differs among the elements, or rows, and how often each of it
 * occurs. Both lists are as long as there is something different, so that a table of counts takes
 * the room of what occurs.
 */
final class DistinctCalls {
  private final Session session;
  private final Expressions expressions;

  DistinctCalls(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  /** The tuple of both. */
  Expr check(Expression written, Scope scope) {
    Span span = written.span();
    Expr x = expressions.check(written, scope);
    if (Shapes.isUnknown(x)) return x;
    int rank = x.type().dimensions().size();
    Type element = x.type().element();
    boolean fits = element instanceof Type.Member || element.equals(Type.INT);
    if (!fits || rank < 1 || rank > 2) {
      session.report(
          new TypeProblem.WrongType(
              span,
              "the argument of `distinct`",
              "an array of members or integers, or rows of them, such as `ngrams`",
              ExprText.of(x.type()),
              Optional.empty()));
      return session.unknown(span);
    }
    expressions.conversions().requireData(x, "the argument of `distinct`");

    Expr size =
        new Expr.ArrayFunction(Expr.ArrayFunction.Kind.DISTINCT_SIZE, List.of(x), Type.INT, span);
    List<IndexSet> occurring = new ArrayList<>(x.type().dimensions());
    occurring.set(0, new IndexSet.Size(size));
    Type each = Type.array(element, occurring);
    Type times = Type.array(Type.INT, occurring.subList(0, 1));
    return new Expr.ArrayFunction(
        Expr.ArrayFunction.Kind.DISTINCT, List.of(x), new Type.Tuple(List.of(each, times)), span);
  }
}
