package bayes.compiler.check;

import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.BinaryOperator;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Expression.UnaryOperator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be seen of an expression as it is written, before its names are resolved. */
final class Written {
  private Written() {}

  /** Whether an expression mentions a name. */
  static boolean mentions(Expression e, String name) {
    if (e instanceof Expression.NameUse use) return use.name().text().equals(name);
    return parts(e).anyMatch(part -> mentions(part, name));
  }

  private static Stream<Expression> parts(Expression e) {
    if (e instanceof Expression.Unary u) return Stream.of(u.operand());
    if (e instanceof Expression.Binary b) return Stream.of(b.left(), b.right());
    if (e instanceof Expression.Conditional c) {
      return Stream.of(c.condition(), c.then(), c.otherwise());
    }
    if (e instanceof Expression.Call c) return c.arguments().stream().map(a -> a.value());
    if (e instanceof Expression.Index i) {
      return Stream.concat(Stream.of(i.array()), i.subscripts().stream().flatMap(Written::parts));
    }
    if (e instanceof Expression.Transpose t) return Stream.of(t.operand());
    if (e instanceof Expression.ArrayLiteral a) return a.elements().stream();
    if (e instanceof Expression.Tuple t) return t.elements().stream();
    if (e instanceof Expression.Comprehension c) {
      return Stream.of(
              Stream.of(c.element()),
              c.binders().stream().map(Expression.Binder::set),
              c.condition().stream())
          .flatMap(s -> s);
    }
    if (e instanceof Expression.Range r) return Stream.of(r.lower(), r.upper());
    if (e instanceof Expression.Parenthesised p) return Stream.of(p.inner());
    return Stream.empty();
  }

  private static Stream<Expression> parts(Subscript subscript) {
    if (subscript instanceof Subscript.At at) return Stream.of(at.index());
    if (subscript instanceof Subscript.Slice slice) {
      return Stream.concat(slice.lower().stream(), slice.upper().stream());
    }
    return Stream.empty();
  }

  /** A sum of names, integers and multiples, with the names replaced; empty if it is none. */
  static Optional<Expression> replaced(Expression e, Map<String, Expression> values) {
    if (e instanceof Expression.NameUse use) {
      Optional<Expression> value = Optional.ofNullable(values.get(use.name().text()));
      return Optional.of(
          value.<Expression>map(v -> new Expression.Parenthesised(v, v.span())).orElse(e));
    }
    if (values.keySet().stream().noneMatch(name -> mentions(e, name))) return Optional.of(e);
    if (e instanceof Expression.Parenthesised p) return replaced(p.inner(), values);
    if (e instanceof Expression.Unary u) {
      return replaced(u.operand(), values)
          .map(o -> new Expression.Unary(u.operator(), o, u.span()));
    }
    if (e instanceof Expression.Binary b && LINEAR.contains(b.operator())) {
      Optional<Expression> left = replaced(b.left(), values);
      Optional<Expression> right = replaced(b.right(), values);
      if (left.isEmpty() || right.isEmpty()) return Optional.empty();
      return Optional.of(new Expression.Binary(b.operator(), left.get(), right.get(), b.span()));
    }
    return Optional.empty();
  }

  /** Whether a sum falls as a name in it grows; factors without a sign are taken as positive. */
  static boolean falls(Expression e, String name) {
    if (e instanceof Expression.Parenthesised p) return falls(p.inner(), name);
    if (e instanceof Expression.Unary u) {
      return (u.operator() == UnaryOperator.NEGATE) != falls(u.operand(), name);
    }
    if (!(e instanceof Expression.Binary b)) return false;
    if (mentions(b.left(), name)) return falls(b.left(), name) != isNegative(b.right(), b);
    boolean right = falls(b.right(), name) != isNegative(b.left(), b);
    return (b.operator() == BinaryOperator.SUBTRACT) != right;
  }

  private static boolean isNegative(Expression factor, Expression.Binary product) {
    return product.operator() == BinaryOperator.MULTIPLY
        && factor instanceof Expression.Unary u
        && u.operator() == UnaryOperator.NEGATE;
  }

  /** The names that an expression mentions. */
  static Stream<Expression.NameUse> names(Expression e) {
    if (e instanceof Expression.NameUse use) return Stream.of(use);
    return parts(e).flatMap(Written::names);
  }

  private static final List<BinaryOperator> LINEAR =
      List.of(BinaryOperator.ADD, BinaryOperator.SUBTRACT, BinaryOperator.MULTIPLY);
}
