package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Expr.ArrayFunction.Kind;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.BinaryOperator;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls of the functions of texts, which are arrays of members. Where there is another way to write
 * what a function means, it is written so.
 */
final class TextCalls {
  private static final Set<String> NAMES =
      Set.of("label", "count_tokens", "distinct", "ngrams", "tf", "idf", "edit_distance");

  private final Session session;
  private final Expressions expressions;
  private final ArgumentRules rules;

  TextCalls(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
    this.rules = new ArgumentRules(session, expressions);
  }

  static Set<String> names() {
    return NAMES;
  }

  Expr check(Expression.Call call, Scope scope) {
    String name = call.name().text();
    List<String> parameters =
        switch (name) {
          case "label" -> List.of("S", "n");
          case "ngrams" -> List.of("text", "k");
          case "edit_distance" -> List.of("a", "b");
          case "distinct" -> List.of("x");
          default -> List.of("text");
        };
    String signature = name + "(" + String.join(", ", parameters) + ")";
    Optional<List<Expression>> ordered = rules.inOrder(call, parameters, List.of(signature));
    if (ordered.isEmpty()) return session.unknown(call.span());
    List<Expression> arguments = ordered.get();
    return switch (name) {
      case "label" -> label(arguments, call, scope);
      case "count_tokens" -> countTokens(arguments.get(0), call, scope);
      case "distinct" -> new DistinctCalls(session, expressions).check(arguments.get(0), scope);
      case "ngrams" -> ngrams(arguments, call, scope);
      case "tf" -> frequencies(arguments.get(0), call, scope);
      case "idf" -> idf(arguments.get(0), call, scope);
      default -> editDistance(arguments, call, scope);
    };
  }

  /** The member of a set that has a number. */
  private Expr label(List<Expression> arguments, Expression.Call call, Scope scope) {
    Optional<IndexSet> set = expressions.sets().set(arguments.get(0), scope);
    Expr number = expressions.check(arguments.get(1), scope);
    if (set.isEmpty() || Shapes.isUnknown(number)) return session.unknown(call.span());
    Expr at = expressions.conversions().requireScalar(number, Type.INT, "the number of a member");
    if (Shapes.isUnknown(at)) return at;
    Expr.Binder binder = session.freshBinder(set.get(), call.span());
    Type member = Type.memberOf(set.get());
    Expr members =
        new Expr.Comprehension(
            List.of(binder),
            Optional.empty(),
            new Expr.Variable(binder.symbol(), call.span()),
            Type.array(member, List.of(set.get())),
            call.span());
    return new Expr.Index(members, List.of(new Expr.Subscript.At(at)), member, call.span());
  }

  /** How often each member occurs in a text, or each tuple of members among n-grams. */
  private Expr countTokens(Expression written, Expression.Call call, Scope scope) {
    Expr text = expressions.check(written, scope);
    if (Shapes.isUnknown(text)) return text;
    List<IndexSet> dimensions = text.type().dimensions();
    Optional<IndexSet> set = set(text);
    Optional<Integer> width =
        dimensions.size() == 2 ? Shapes.constantSize(dimensions.get(1)) : Optional.of(1);
    boolean fits = dimensions.size() == 1 || dimensions.size() == 2;
    if (set.isEmpty() || !fits || width.isEmpty()) {
      return wrong(text, call, "a text, or `ngrams` of a number that is written out");
    }
    List<IndexSet> counted = new ArrayList<>();
    for (int i = 0; i < width.get(); i++) counted.add(set.get());
    return new Expr.ArrayFunction(
        Kind.COUNT_TOKENS, List.of(text), Type.array(Type.INT, counted), call.span());
  }

  /** {@code [text[i + j - 1] for i in 1..len(text) - k + 1, j in 1..k]}. */
  private Expr ngrams(List<Expression> arguments, Expression.Call call, Scope scope) {
    Expr text = expressions.check(arguments.get(0), scope);
    if (Shapes.isUnknown(text)) return text;
    if (text.type().dimensions().size() != 1) return wrong(text, call, "a text");
    Span span = call.span();
    Expression k = arguments.get(1);
    Name i = new Name("i?", span);
    Name j = new Name("j?", span);
    Expression one = new Expression.IntLiteral("1", span);
    Expression atI = new Expression.NameUse(i, span);
    Expression atJ = new Expression.NameUse(j, span);
    Expression at = minus(plus(atI, atJ, span), one, span);
    Expression last = plus(minus(length(arguments.get(0), span), k, span), one, span);
    Expression element =
        new Expression.Index(arguments.get(0), List.of(new Subscript.At(at)), span);
    if (arguments.get(0) instanceof Expression.Index row) {
      List<Subscript> subscripts = new ArrayList<>(row.subscripts());
      subscripts.add(new Subscript.At(at));
      element = new Expression.Index(row.array(), subscripts, span);
    }
    return expressions.comprehension(
        new Expression.Comprehension(
            element,
            List.of(
                new Expression.Binder(i, new Expression.Range(one, last, span), span),
                new Expression.Binder(j, new Expression.Range(one, k, span), span)),
            Optional.empty(),
            true,
            span),
        scope);
  }

  /** {@code count_tokens(text) / max(len(text), 1)}. */
  private Expr frequencies(Expression text, Expression.Call call, Scope scope) {
    Span span = call.span();
    Expr counts = countTokens(text, call, scope);
    if (Shapes.isUnknown(counts)) return counts;
    Expr length = expressions.check(length(text, span), scope);
    Expr one = new Expr.IntConstant(1, span);
    Expr atLeastOne = expressions.operators().apply("max", List.of(length, one), span);
    return expressions.operators().apply("/", List.of(counts, atLeastOne), span);
  }

  /** {@code log((N + 1) / (n + 1))}, where n of N texts have a member. */
  private Expr idf(Expression written, Expression.Call call, Scope scope) {
    Expr texts = expressions.check(written, scope);
    if (Shapes.isUnknown(texts)) return texts;
    Optional<IndexSet> set = set(texts);
    Optional<Symbol> ragged = session.ragged().named(written, texts, scope);
    Optional<IndexSet.Definition.Ragged> rows = ragged.flatMap(session.ragged()::of);
    if (set.isEmpty() || rows.isEmpty() || rows.get().lengths().isEmpty()) {
      return wrong(texts, call, "texts of data, of which there are several, `W[Doc][]`,");
    }
    Span span = call.span();
    Expr starts = new Expr.Variable(rows.get().starts(), span);
    Expr lengths = new Expr.Variable(rows.get().lengths().get(), span);
    Type counts = Type.array(Type.INT, List.of(set.get()));
    Expr having =
        new Expr.ArrayFunction(Kind.COUNT_TEXTS, List.of(texts, starts, lengths), counts, span);
    Expr one = new Expr.IntConstant(1, span);
    Expr all = one;
    for (Expr.Binder binder : rows.get().outer()) {
      Expr size = new Expr.Size(binder.set(), span);
      all = all == one ? size : expressions.operators().apply("*", List.of(all, size), span);
    }
    Expr ratio =
        expressions
            .operators()
            .apply(
                "/",
                List.of(
                    expressions.operators().apply("+", List.of(all, one), span),
                    expressions.operators().apply("+", List.of(having, one), span)),
                span);
    return expressions.operators().apply("log", List.of(ratio), span);
  }

  private Expr editDistance(List<Expression> arguments, Expression.Call call, Scope scope) {
    Expr a = expressions.check(arguments.get(0), scope);
    Expr b = expressions.check(arguments.get(1), scope);
    if (Shapes.isUnknown(a) || Shapes.isUnknown(b)) return session.unknown(call.span());
    for (Expr text : List.of(a, b)) {
      if (text.type().dimensions().size() != 1 || set(text).isEmpty()) {
        return wrong(text, call, "a text");
      }
    }
    if (!set(a).equals(set(b))) return wrong(b, call, "a text of the same vocabulary");
    return new Expr.ArrayFunction(Kind.EDIT_DISTANCE, List.of(a, b), Type.INT, call.span());
  }

  private static Optional<IndexSet> set(Expr text) {
    return text.type().element() instanceof Type.Member member
        ? Optional.of(member.set())
        : Optional.empty();
  }

  private Expr wrong(Expr argument, Expression.Call call, String expected) {
    session.report(
        new TypeProblem.WrongType(
            argument.span(),
            "this argument of `" + call.name() + "`",
            expected,
            ExprText.of(argument.type()),
            Optional.empty()));
    return session.unknown(call.span());
  }

  private static Expression length(Expression text, Span span) {
    return new Expression.Call(
        new Name("len", span),
        List.of(new Expression.Argument(Optional.empty(), text, span)),
        span);
  }

  private static Expression plus(Expression a, Expression b, Span span) {
    return new Expression.Binary(BinaryOperator.ADD, a, b, span);
  }

  private static Expression minus(Expression a, Expression b, Span span) {
    return new Expression.Binary(BinaryOperator.SUBTRACT, a, b, span);
  }
}
