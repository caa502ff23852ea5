package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Type;
import java.util.Optional;

/** Which types stand for which others: truth values for integers, integers for reals. */
final class Conversions {
  private final Session session;

  Conversions(Session session) {
    this.session = session;
  }

  /** Whether values of the element type can be used as integers. */
  static boolean isIntegral(Type element) {
    return element instanceof Type.Int
        || element instanceof Type.Bool
        || (element instanceof Type.Member member && Shapes.hasNumbers(member.set()));
  }

  /**
   * The expression with elements of this type, whatever its dimensions; none if they do not fit.
   */
  static Optional<Expr> convert(Expr expr, Type element) {
    Type from = expr.type().element();
    if (Shapes.isUnknown(expr) || from.equals(element)) return Optional.of(expr);
    boolean fits;
    if (element instanceof Type.Real || element instanceof Type.Int) {
      fits = isIntegral(from) || (element instanceof Type.Real && from instanceof Type.Real);
    } else if (element instanceof Type.Bool) {
      fits = from instanceof Type.Int;
    } else if (element instanceof Type.Member) {
      fits = from instanceof Type.Int;
    } else {
      fits = true;
    }
    return fits ? Optional.of(as(expr, element)) : Optional.empty();
  }

  /** A conversion that is known to be possible. */
  static Expr as(Expr expr, Type element) {
    if (expr.type().element().equals(element)) return expr;
    // A number needs not be a member's: t - 1 is 0 for the first t of a range from 1.
    boolean isMember = expr.type().element() instanceof Type.Member;
    if (isMember && expr instanceof Expr.Convert c && c.operand().type().element() == Type.INT) {
      return as(c.operand(), element);
    }
    if (expr instanceof Expr.IntConstant constant && element instanceof Type.Real) {
      return new Expr.RealConstant(constant.value(), constant.span());
    }
    boolean toNumber = element instanceof Type.Int || element instanceof Type.Real;
    if (toNumber && isComputedNumber(expr)) {
      return as(((Expr.Convert) expr).operand(), element);
    }
    return new Expr.Convert(expr, Type.array(element, expr.type().dimensions()), expr.span());
  }

  /** {@code t - 1} as a number need not be in the range that {@code t} is in. */
  private static boolean isComputedNumber(Expr expr) {
    return expr instanceof Expr.Convert convert
        && convert.operand().type().element() instanceof Type.Int
        && convert.type().element() instanceof Type.Member member
        && Shapes.hasNumbers(member.set());
  }

  /** The expression with elements of this type, or a problem that {@code what} must be so. */
  Expr require(Expr expr, Type element, String what) {
    Optional<Expr> converted = convert(expr, element);
    if (converted.isPresent()) return converted.get();
    Type from = expr.type().element();
    if (from instanceof Type.Member member && !(element instanceof Type.Member)) {
      session.report(new TypeProblem.MemberArithmetic(expr.span(), ExprText.of(member.set())));
    } else {
      session.report(
          new TypeProblem.WrongType(
              expr.span(), what, expected(element), ExprText.of(expr.type()), hint(from, element)));
    }
    return session.unknown(expr.span());
  }

  /** As {@link #require}, of a single value. */
  Expr requireScalar(Expr expr, Type element, String what) {
    if (Shapes.isUnknown(expr)) return expr;
    if (!expr.type().dimensions().isEmpty()) {
      session.report(
          new TypeProblem.WrongType(
              expr.span(),
              what,
              "a single value, " + expected(element),
              ExprText.of(expr.type()),
              Optional.empty()));
      return session.unknown(expr.span());
    }
    return require(expr, element, what);
  }

  /** A single integer that is known from data. */
  Expr requireDataInt(Expr expr, String what) {
    Expr integer = requireScalar(expr, Type.INT, what);
    requireData(integer, what);
    return integer;
  }

  /** Reports a value that is not known before sampling. */
  void requireData(Expr expr, String what) {
    Dependence dependence = session.dependence(expr);
    if (!dependence.isDataOnly()) {
      session.report(ModelProblem.notKnownFromData(expr.span(), what));
    }
  }

  private static Optional<String> hint(Type from, Type to) {
    return from instanceof Type.Real && to instanceof Type.Int
        ? Optional.of("`div` divides integers; a real is never rounded by itself")
        : Optional.empty();
  }

  static String expected(Type element) {
    if (element instanceof Type.Bool) return "a truth value";
    if (element instanceof Type.Int) return "an integer";
    if (element instanceof Type.Real) return "a number";
    if (element instanceof Type.Member member)
      return "a member of `" + ExprText.of(member.set()) + "`";
    return "known";
  }

  /** The smallest type that holds both, if there is one. */
  static Optional<Type> join(Type a, Type b) {
    if (a instanceof Type.Unknown) return Optional.of(b);
    if (b instanceof Type.Unknown || a.equals(b)) return Optional.of(a);
    boolean numbers =
        (isIntegral(a) || a instanceof Type.Real) && (isIntegral(b) || b instanceof Type.Real);
    if (!numbers) return Optional.empty();
    return Optional.of(a instanceof Type.Real || b instanceof Type.Real ? Type.REAL : Type.INT);
  }

  /** The integers that number a set's members, for a message or a loop. */
  static Expr number(Expr member) {
    return as(member, Type.INT);
  }

  /** Whether an index of this type fits an array over {@code set}. */
  static boolean indexes(Type index, IndexSet set) {
    if (index instanceof Type.Int || index instanceof Type.Unknown) return true;
    if (!(index instanceof Type.Member member)) return false;
    IndexSet whole = set instanceof IndexSet.Part part ? part.whole() : set;
    if (ExprText.same(member.set(), whole)) return true;
    // A plain dimension matches any set of its size; a range takes integers by value.
    if (set instanceof IndexSet.Size) return true;
    return set instanceof IndexSet.Range && Shapes.hasNumbers(member.set());
  }
}
