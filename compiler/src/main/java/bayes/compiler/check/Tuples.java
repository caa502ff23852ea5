package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several values at once, and how they are taken apart: {@code let (q, r) = qr(x);}. */
final class Tuples {
  private final Session session;

  Tuples(Session session) {
    this.session = session;
  }

  /**
   * A tuple and its values, one for each name; unknown ones after a report.
   *
   * @param whole what the tuple is bound to, so that it is computed once
   */
  record Taken(Optional<Symbol> whole, Expr value, List<Expr> parts) {}

  /** Takes a tuple apart into as many values as there are names. */
  Taken take(Expr value, List<Name> names, Span span) {
    boolean fits = value.type() instanceof Type.Tuple tuple && tuple.parts().size() == names.size();
    if (!fits) {
      if (!Shapes.isUnknown(value)) {
        session.report(TypeProblem.WrongTuple.ofNames(value.span(), names.size(), value.type()));
      }
      List<Expr> unknown = names.stream().map(name -> session.unknown(name.span())).toList();
      return new Taken(Optional.empty(), value, unknown);
    }
    String name = names.stream().map(Name::text).collect(Collectors.joining(", ", "(", ")"));
    Symbol whole = session.symbol(name, Symbol.Role.LOCAL, value.type(), span);
    return new Taken(Optional.of(whole), value, parts(new Expr.Variable(whole, value.span())));
  }

  /** The values of a tuple. */
  List<Expr> parts(Expr tuple) {
    if (tuple instanceof Expr.Tuple written) return written.elements();
    List<Type> types = ((Type.Tuple) tuple.type()).parts();
    List<Expr> parts = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      parts.add(new Expr.Part(tuple, i, types.get(i), tuple.span()));
    }
    return parts;
  }

  /** One of two tuples, value by value. */
  Expr choose(Expr condition, Expr then, Expr otherwise, Span span) {
    boolean fits =
        then.type() instanceof Type.Tuple a
            && otherwise.type() instanceof Type.Tuple b
            && a.parts().size() == b.parts().size();
    if (!fits) {
      session.report(
          new TypeProblem.WrongType(
              otherwise.span(),
              "both values of a choice",
              "of one type, here `" + ExprText.of(then.type()) + "`",
              ExprText.of(otherwise.type()),
              Optional.empty()));
      return session.unknown(span);
    }
    Operators operators = new Operators(session);
    List<Expr> first = parts(then);
    List<Expr> second = parts(otherwise);
    List<Expr> chosen = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      chosen.add(operators.choose(condition, first.get(i), second.get(i), span));
    }
    if (chosen.stream().anyMatch(Shapes::isUnknown)) return session.unknown(span);
    return new Expr.Tuple(chosen, span);
  }
}
