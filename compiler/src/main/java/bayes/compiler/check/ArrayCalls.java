package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Expr.ArrayFunction.Kind;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Calls of the functions that make arrays or look at the order of their elements. Where elements do
 * not stay at their members, the result is over a plain dimension.
 */
final class ArrayCalls {
  private final Session session;
  private final Expressions expressions;

  ArrayCalls(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  Expr check(Expression.Call call, Scope scope) {
    Kind kind = Kind.valueOf(call.name().text().toUpperCase(Locale.ROOT));
    Optional<List<Expression>> ordered = ordered(kind, call);
    if (ordered.isEmpty()) return session.unknown(call.span());
    List<Expr> x = new ArrayList<>();
    boolean sized = kind == Kind.REP || kind == Kind.LINSPACE;
    int last = ordered.get().size() - 1;
    for (Expression argument : sized ? ordered.get().subList(0, last) : ordered.get()) {
      x.add(expressions.check(argument, scope));
    }
    Optional<IndexSet> over =
        sized ? expressions.sets().dimension(ordered.get().get(last), scope) : Optional.empty();
    if (x.stream().anyMatch(Shapes::isUnknown) || (sized && over.isEmpty())) {
      return session.unknown(call.span());
    }
    Optional<Expr> result =
        switch (kind) {
          case CONCAT -> concat(x, call.span());
          case REP -> rep(x.get(0), over.orElseThrow(), call.span());
          case LINSPACE -> linspace(x, over.orElseThrow(), call.span());
          case REVERSE -> reverse(x.get(0), call);
          case HEAD, TAIL -> end(kind, x, call);
          case DIFF -> diff(x.get(0), call);
          case SORT, ORDER, RANK -> ordering(kind, x.get(0), call);
          case QUANTILE -> quantile(x, call);
          case INTERPOLATE -> interpolate(x, call);
          case COUNT_TOKENS, DISTINCT, DISTINCT_SIZE, COUNT_TEXTS, EDIT_DISTANCE ->
              Optional.empty();
          case WHERE -> x.size() == 1 ? members(x.get(0), call) : where(x, call.span());
        };
    return result.orElseGet(() -> session.unknown(call.span()));
  }

  private Optional<List<Expression>> ordered(Kind kind, Expression.Call call) {
    if (kind == Kind.CONCAT) {
      if (!call.arguments().isEmpty()
          && call.arguments().stream().allMatch(a -> a.name().isEmpty())) {
        return Optional.of(call.arguments().stream().map(Expression.Argument::value).toList());
      }
      session.report(
          new TypeProblem.WrongArgumentCount(
              call.span(), "concat", List.of("concat(x, y, ...)"), call.arguments().size()));
      return Optional.empty();
    }
    List<String> names = parameters(kind, call.arguments().size());
    String signature = call.name().text() + "(" + String.join(", ", names) + ")";
    List<String> signatures =
        kind == Kind.WHERE ? List.of("where(c, a, b)", "where(c)") : List.of(signature);
    return new ArgumentRules(session, expressions).inOrder(call, names, signatures);
  }

  private static List<String> parameters(Kind kind, int given) {
    return switch (kind) {
      case CONCAT, COUNT_TOKENS, DISTINCT, DISTINCT_SIZE, COUNT_TEXTS, EDIT_DISTANCE -> List.of();
      case REVERSE, DIFF, SORT, ORDER, RANK -> List.of("x");
      case REP, HEAD, TAIL -> List.of("x", "n");
      case LINSPACE -> List.of("lower", "upper", "n");
      case QUANTILE -> List.of("x", "p");
      case INTERPOLATE -> List.of("xs", "ys", "x");
      case WHERE -> given == 1 ? List.of("c") : List.of("c", "a", "b");
    };
  }

  private Optional<Expr> of(Kind kind, List<Expr> arguments, Type type, Span span) {
    return Optional.of(new Expr.ArrayFunction(kind, arguments, type, span));
  }

  // ---- elements that move ----

  private Optional<Expr> concat(List<Expr> parts, Span span) {
    Type element = parts.get(0).type().element();
    int rank = 1;
    for (Expr part : parts) rank = Math.max(rank, part.type().dimensions().size());
    List<IndexSet> rest = List.of();
    for (Expr part : parts) {
      List<IndexSet> sets = part.type().dimensions();
      if (sets.size() == rank && rest.isEmpty()) rest = sets.subList(1, rank);
    }
    Expr size = new Expr.IntConstant(0, span);
    for (Expr part : parts) {
      List<IndexSet> sets = part.type().dimensions();
      Optional<Type> joined = Conversions.join(element, part.type().element());
      boolean single = sets.isEmpty() && rank == 1;
      boolean fits = single || (sets.size() == rank && Shapes.match(sets.subList(1, rank), rest));
      if (joined.isEmpty() || !fits) {
        session.report(
            new TypeProblem.WrongType(
                part.span(),
                "all that `concat` joins",
                "of one type, here `" + ExprText.of(parts.get(0).type()) + "`",
                ExprText.of(part.type()),
                Optional.empty()));
        return Optional.empty();
      }
      element = joined.get();
      Expr count = single ? new Expr.IntConstant(1, span) : size(sets.get(0), span);
      size = expressions.elements().plus(size, count);
    }
    List<Expr> converted = new ArrayList<>();
    for (Expr part : parts) converted.add(Conversions.as(part, element));
    return of(Kind.CONCAT, converted, array(element, new IndexSet.Size(size), rest), span);
  }

  private static Type array(Type element, IndexSet first, List<IndexSet> rest) {
    List<IndexSet> sets = new ArrayList<>();
    sets.add(first);
    sets.addAll(rest);
    return Type.array(element, sets);
  }

  private static Expr size(IndexSet set, Span span) {
    if (set instanceof IndexSet.Size size) return size.size();
    return Shapes.constantSize(set)
        .<Expr>map(n -> new Expr.IntConstant(n, span))
        .orElseGet(() -> new Expr.Size(set, span));
  }

  private Optional<Expr> rep(Expr x, IndexSet times, Span span) {
    List<IndexSet> sets = x.type().dimensions();
    List<Expr> arguments = List.of(x, size(times, span));
    Type element = x.type().element();
    if (sets.isEmpty()) return of(Kind.REP, arguments, array(element, times, List.of()), span);
    Expr size =
        expressions
            .operators()
            .apply("*", List.of(size(sets.get(0), span), size(times, span)), span);
    List<IndexSet> rest = sets.subList(1, sets.size());
    return of(Kind.REP, arguments, array(element, new IndexSet.Size(size), rest), span);
  }

  private Optional<Expr> linspace(List<Expr> ends, IndexSet over, Span span) {
    List<Expr> arguments = new ArrayList<>();
    for (Expr end : ends) {
      Expr real = expressions.conversions().requireScalar(end, Type.REAL, "an end of `linspace`");
      if (Shapes.isUnknown(real)) return Optional.empty();
      arguments.add(real);
    }
    arguments.add(size(over, span));
    return of(Kind.LINSPACE, arguments, array(Type.REAL, over, List.of()), span);
  }

  private Optional<Expr> reverse(Expr x, Expression.Call call) {
    if (!isArray(x, call)) return Optional.empty();
    return of(Kind.REVERSE, List.of(x), plain(x), call.span());
  }

  /** The type with a plain first dimension. */
  private static Type plain(Expr x) {
    List<IndexSet> sets = x.type().dimensions();
    IndexSet first = new IndexSet.Size(size(sets.get(0), x.span()));
    return array(x.type().element(), first, sets.subList(1, sets.size()));
  }

  private Optional<Expr> end(Kind kind, List<Expr> x, Expression.Call call) {
    if (!isArray(x.get(0), call)) return Optional.empty();
    Expr n =
        expressions.conversions().requireDataInt(x.get(1), "the second of `" + call.name() + "`");
    if (Shapes.isUnknown(n)) return Optional.empty();
    List<IndexSet> sets = x.get(0).type().dimensions();
    Type type =
        array(x.get(0).type().element(), new IndexSet.Size(n), sets.subList(1, sets.size()));
    return of(kind, List.of(x.get(0), n), type, call.span());
  }

  private Optional<Expr> diff(Expr x, Expression.Call call) {
    Optional<Expr> numbers = numbers(x, call);
    if (numbers.isEmpty() || !isVector(x, call)) return Optional.empty();
    Expr size = size(x.type().dimensions().get(0), x.span());
    Expr fewer = expressions.elements().minus(size, new Expr.IntConstant(1, x.span()));
    Type type = array(numbers.get().type().element(), new IndexSet.Size(fewer), List.of());
    return of(Kind.DIFF, List.of(numbers.get()), type, call.span());
  }

  // ---- by order ----

  private Optional<Expr> ordering(Kind kind, Expr x, Expression.Call call) {
    if (!isVector(x, call)) return Optional.empty();
    IndexSet set = x.type().dimensions().get(0);
    Type type =
        switch (kind) {
          case SORT -> plain(x);
          case ORDER ->
              array(Type.memberOf(set), new IndexSet.Size(size(set, x.span())), List.of());
          default -> Type.array(Type.INT, List.of(set));
        };
    return of(kind, List.of(x), type, call.span());
  }

  private Optional<Expr> quantile(List<Expr> x, Expression.Call call) {
    if (!isArray(x.get(0), call)) return Optional.empty();
    Expr array = real(x.get(0), call);
    Expr p = real(x.get(1), call);
    if (Shapes.isUnknown(array) || Shapes.isUnknown(p)) return Optional.empty();
    return of(Kind.QUANTILE, List.of(array, p), p.type(), call.span());
  }

  private Expr real(Expr x, Expression.Call call) {
    return expressions.conversions().require(x, Type.REAL, "an argument of `" + call.name() + "`");
  }

  private Optional<Expr> interpolate(List<Expr> x, Expression.Call call) {
    List<Expr> arguments = new ArrayList<>();
    for (Expr argument : x) arguments.add(real(argument, call));
    if (arguments.stream().anyMatch(Shapes::isUnknown)) return Optional.empty();
    if (!isVector(x.get(0), call) || !isVector(x.get(1), call)) return Optional.empty();
    if (!Shapes.match(x.get(0).type().dimensions(), x.get(1).type().dimensions())) {
      session.report(
          new TypeProblem.ShapesDiffer(
              call.span(),
              "the points of `interpolate`",
              ExprText.of(x.get(0).type()),
              ExprText.of(x.get(1).type())));
      return Optional.empty();
    }
    return of(Kind.INTERPOLATE, arguments, arguments.get(2).type(), call.span());
  }

  // ---- choices ----

  /** The members at which a condition holds, which must be known before sampling. */
  private Optional<Expr> members(Expr condition, Expression.Call call) {
    Expr truths = expressions.conversions().require(condition, Type.BOOL, "a condition");
    if (Shapes.isUnknown(truths) || !isVector(truths, call)) return Optional.empty();
    expressions.conversions().requireData(truths, "the condition of `where`");
    IndexSet set = truths.type().dimensions().get(0);
    Expr.Binder binder = session.freshBinder(set, call.span());
    Expr element =
        expressions.elements().at(truths, List.of(Elements.Place.of(binder, call.span())));
    Expr count = new Expr.Reduce(Expr.Reduction.COUNT, truths, Type.INT, call.span());
    return Optional.of(
        new Expr.Comprehension(
            List.of(binder),
            Optional.of(element),
            new Expr.Variable(binder.symbol(), call.span()),
            array(Type.memberOf(set), new IndexSet.Size(count), List.of()),
            call.span()));
  }

  private Optional<Expr> where(List<Expr> x, Span span) {
    Expr condition = expressions.conversions().require(x.get(0), Type.BOOL, "a condition");
    if (Shapes.isUnknown(condition)) return Optional.empty();
    Optional<Type> element = Conversions.join(x.get(1).type().element(), x.get(2).type().element());
    Optional<List<IndexSet>> common = Shapes.common(x);
    if (common.isPresent() && common.get().isEmpty()) {
      return Optional.of(expressions.operators().choose(condition, x.get(1), x.get(2), span));
    }
    if (element.isEmpty() || common.isEmpty()) {
      session.report(
          new TypeProblem.ShapesDiffer(
              span,
              "the arguments of `where`",
              ExprText.of(x.get(1).type()),
              ExprText.of((element.isEmpty() ? x.get(2) : x.get(0)).type())));
      return Optional.empty();
    }
    List<Expr> arguments =
        List.of(
            condition,
            Conversions.as(x.get(1), element.get()),
            Conversions.as(x.get(2), element.get()));
    return of(Kind.WHERE, arguments, Type.array(element.get(), common.get()), span);
  }

  // ---- what arguments must be ----

  private Optional<Expr> numbers(Expr x, Expression.Call call) {
    boolean integral = Conversions.isIntegral(x.type().element());
    Expr converted =
        expressions
            .conversions()
            .require(x, integral ? Type.INT : Type.REAL, "the argument of `" + call.name() + "`");
    return Shapes.isUnknown(converted) ? Optional.empty() : Optional.of(converted);
  }

  private boolean isArray(Expr x, Expression.Call call) {
    boolean ofDistributions = call.name().text().equals("quantile");
    String expected = ofDistributions ? "an array or a distribution" : "an array";
    return hasRank(x, call, !x.type().dimensions().isEmpty(), expected);
  }

  private boolean isVector(Expr x, Expression.Call call) {
    return hasRank(x, call, x.type().dimensions().size() == 1, "an array of one dimension");
  }

  private boolean hasRank(Expr x, Expression.Call call, boolean fits, String expected) {
    if (fits) return true;
    session.report(
        new TypeProblem.WrongType(
            x.span(),
            "this argument of `" + call.name() + "`",
            expected,
            ExprText.of(x.type()),
            Optional.empty()));
    return false;
  }
}
