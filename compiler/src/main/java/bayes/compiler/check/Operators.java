package bayes.compiler.check;

import bayes.compiler.catalog.Function;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Type;
import bayes.compiler.program.Kind;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.BinaryOperator;
import bayes.compiler.syntax.Expression.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators, scalar functions and their broadcasting. */
final class Operators {
  private final Session session;
  private final Conversions conversions;

  Operators(Session session) {
    this.session = session;
    this.conversions = new Conversions(session);
  }

  Expr unary(Expression.Unary e, Expr operand) {
    if (Shapes.isUnknown(operand)) return operand;
    if (e.operator() == UnaryOperator.NOT) {
      Expr condition = conversions.require(operand, Type.BOOL, "an operand of `!`");
      return apply("!", List.of(condition), e.span());
    }
    if (operand instanceof Expr.RealConstant c) return new Expr.RealConstant(-c.value(), e.span());
    if (operand instanceof Expr.IntConstant c) return new Expr.IntConstant(-c.value(), e.span());
    return apply("-", List.of(operand), e.span());
  }

  Expr binary(Expression.Binary e, Expr left, Expr right) {
    if (Shapes.isUnknown(left) || Shapes.isUnknown(right)) return session.unknown(e.span());
    return switch (e.operator()) {
      case AND, OR -> logical(e, left, right);
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          comparison(e, left, right);
      case ADD, SUBTRACT -> sum(e, left, right);
      case MULTIPLY, DIVIDE, MODULO, POWER ->
          apply(e.operator().symbol(), List.of(left, right), e.span());
      case DIV -> {
        Expr a = conversions.require(left, Type.INT, "an operand of `div`");
        Expr b = conversions.require(right, Type.INT, "an operand of `div`");
        yield apply("div", List.of(a, b), e.span());
      }
      case MATRIX_MULTIPLY -> product(e, left, right);
    };
  }

  private Expr logical(Expression.Binary e, Expr left, Expr right) {
    String symbol = e.operator().symbol();
    Expr a = conversions.require(left, Type.BOOL, "an operand of `" + symbol + "`");
    Expr b = conversions.require(right, Type.BOOL, "an operand of `" + symbol + "`");
    if (Shapes.isUnknown(a) || Shapes.isUnknown(b)) return session.unknown(e.span());
    if (!a.type().dimensions().isEmpty() || !b.type().dimensions().isEmpty()) {
      return apply(symbol, List.of(a, b), e.span());
    }
    boolean and = e.operator() == BinaryOperator.AND;
    Expr constant = new Expr.BoolConstant(!and, e.span());
    return new Expr.Conditional(a, and ? b : constant, and ? constant : b, Type.BOOL, e.span());
  }

  private Expr comparison(Expression.Binary e, Expr left, Expr right) {
    Optional<IndexSet> a = members(left);
    Optional<IndexSet> b = members(right);
    if (a.isPresent() && b.isPresent()) {
      if (!ExprText.same(a.get(), b.get())) {
        session.report(
            new TypeProblem.ShapesDiffer(
                e.span(), "members that are compared", ExprText.of(a.get()), ExprText.of(b.get())));
        return session.unknown(e.span());
      }
      return applied(
          integerOne(e.operator().symbol()),
          List.of(Conversions.number(left), Conversions.number(right)),
          e.span());
    }
    return apply(e.operator().symbol(), List.of(left, right), e.span());
  }

  /** A member plus or minus an integer is a member; all else is a number. */
  private Expr sum(Expression.Binary e, Expr left, Expr right) {
    Optional<IndexSet> set = members(left);
    boolean byInteger = right.type().element() instanceof Type.Int;
    if (set.isPresent() && byInteger) {
      Expr sum =
          applied(
              integerOne(e.operator().symbol()),
              List.of(Conversions.number(left), right),
              e.span());
      return Conversions.as(sum, left.type().element());
    }
    return apply(e.operator().symbol(), List.of(left, right), e.span());
  }

  private static Optional<IndexSet> members(Expr expr) {
    return expr.type().element() instanceof Type.Member member
        ? Optional.of(member.set())
        : Optional.empty();
  }

  private Function integerOne(String symbol) {
    return session.library().catalog().scalarFunctions(symbol).stream()
        .filter(f -> f.parameters().equals(List.of(Kind.INT, Kind.INT)))
        .findFirst()
        .orElseThrow();
  }

  /** The operator or scalar function of this name on these operands. */
  Expr apply(String name, List<Expr> operands, Span span) {
    if (operands.stream().anyMatch(Shapes::isUnknown)) return session.unknown(span);
    List<Function> fitting =
        session.library().catalog().scalarFunctions(name).stream()
            .filter(f -> f.parameters().size() == operands.size())
            .toList();
    boolean integral = operands.stream().allMatch(o -> Conversions.isIntegral(o.type().element()));
    Optional<Function> integer =
        fitting.stream().filter(f -> !f.parameters().contains(Kind.REAL)).findFirst();
    Function function =
        integral && integer.isPresent() ? integer.get() : fitting.get(fitting.size() - 1);
    List<Expr> converted = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Expr operand = operands.get(i);
      Type type = function.parameters().get(i) == Kind.INT ? Type.INT : Type.REAL;
      boolean truth = isLogical(name) && operand.type().element() instanceof Type.Bool;
      converted.add(
          truth ? operand : conversions.require(operand, type, "an operand of `" + name + "`"));
    }
    if (converted.stream().anyMatch(Shapes::isUnknown)) return session.unknown(span);
    return applied(function, converted, span);
  }

  private Expr applied(Function function, List<Expr> operands, Span span) {
    Optional<List<IndexSet>> common = Shapes.common(operands);
    if (common.isEmpty()) {
      reportShapes(function.name(), operands, span);
      return session.unknown(span);
    }
    Type element =
        isLogical(function.name())
            ? Type.BOOL
            : function.result() == Kind.INT ? Type.INT : Type.REAL;
    return new Expr.Apply(function, operands, Type.array(element, common.get()), span);
  }

  private void reportShapes(String name, List<Expr> operands, Span span) {
    List<Expr> arrays = operands.stream().filter(o -> !o.type().dimensions().isEmpty()).toList();
    session.report(
        new TypeProblem.ShapesDiffer(
            span,
            "the operands of `" + name + "`",
            ExprText.of(arrays.get(0).type()),
            ExprText.of(arrays.get(arrays.size() - 1).type())));
  }

  private static boolean isLogical(String name) {
    return switch (name) {
      case "!", "&&", "||", "==", "!=", "<", "<=", ">", ">=" -> true;
      default -> false;
    };
  }

  Expr conditional(Expression.Conditional e, Expr test, Expr then, Expr otherwise) {
    Expr condition = conversions.requireScalar(test, Type.BOOL, "the condition of `? :`");
    return choose(condition, then, otherwise, e.span());
  }

  /** One of two values, of a common type. */
  Expr choose(Expr condition, Expr then, Expr otherwise, Span span) {
    if (Shapes.isUnknown(condition) || Shapes.isUnknown(then) || Shapes.isUnknown(otherwise)) {
      return session.unknown(span);
    }
    if (then.type() instanceof Type.Tuple || otherwise.type() instanceof Type.Tuple) {
      return new Tuples(session).choose(condition, then, otherwise, span);
    }
    Optional<Type> element = Conversions.join(then.type().element(), otherwise.type().element());
    List<IndexSet> a = then.type().dimensions();
    List<IndexSet> b = otherwise.type().dimensions();
    if (element.isEmpty() || !Shapes.match(a, b)) {
      session.report(
          new TypeProblem.WrongType(
              otherwise.span(),
              "both values of a choice",
              "of one type, here `" + ExprText.of(then.type()) + "`",
              ExprText.of(otherwise.type()),
              Optional.empty()));
      return session.unknown(span);
    }
    return new Expr.Conditional(
        condition,
        Conversions.as(then, element.get()),
        Conversions.as(otherwise, element.get()),
        Type.array(element.get(), Shapes.moreTelling(a, b)),
        span);
  }

  private Expr product(Expression.Binary e, Expr left, Expr right) {
    Expr a = conversions.require(left, Type.REAL, "an operand of `@`");
    Expr b = conversions.require(right, Type.REAL, "an operand of `@`");
    if (Shapes.isUnknown(a) || Shapes.isUnknown(b)) return session.unknown(e.span());
    List<IndexSet> rows = a.type().dimensions();
    List<IndexSet> columns = b.type().dimensions();
    boolean shaped = isVectorOrMatrix(rows) && isVectorOrMatrix(columns);
    if (!shaped
        || Shapes.match(rows.get(rows.size() - 1), columns.get(0)) == Shapes.Match.DIFFERENT) {
      session.report(
          new TypeProblem.ShapesDiffer(
              e.span(), "the operands of `@`", ExprText.of(a.type()), ExprText.of(b.type())));
      return session.unknown(e.span());
    }
    List<IndexSet> result = new ArrayList<>(rows.subList(0, rows.size() - 1));
    result.addAll(columns.subList(1, columns.size()));
    return new Expr.MatrixMultiply(a, b, Type.array(Type.REAL, result), e.span());
  }

  private static boolean isVectorOrMatrix(List<IndexSet> dimensions) {
    return dimensions.size() == 1 || dimensions.size() == 2;
  }
}
