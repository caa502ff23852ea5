package bayes.compiler.check;

import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves and types expressions. What is in error gets an unknown type, which is not reported
 * again.
 */
final class Expressions {
  private static final int MOST_SUGGESTIONS = 50;

  private final Session session;
  private final Conversions conversions;
  private final Operators operators;
  private final SetRules sets;
  private final Elements elements;
  private final Calls calls;
  private final Subscripts subscripts;

  Expressions(Session session) {
    this.session = session;
    this.conversions = new Conversions(session);
    this.operators = new Operators(session);
    this.sets = new SetRules(session, this);
    this.elements = new Elements(session.library().catalog());
    this.calls = new Calls(session, this);
    this.subscripts = new Subscripts(session, this);
  }

  SetRules sets() {
    return sets;
  }

  Conversions conversions() {
    return conversions;
  }

  Operators operators() {
    return operators;
  }

  Elements elements() {
    return elements;
  }

  Subscripts subscripts() {
    return subscripts;
  }

  /** One value. */
  Expr check(Expression e, Scope scope) {
    Expr value = value(e, scope);
    if (!(value.type() instanceof Type.Tuple tuple)) return value;
    session.report(TypeProblem.WrongTuple.whole(e.span(), tuple));
    return session.unknown(e.span());
  }

  /** One value or, where a function returns or a tuple is taken apart, several. */
  Expr results(Expression e, Scope scope) {
    if (e instanceof Expression.Parenthesised p) return results(p.inner(), scope);
    if (e instanceof Expression.Tuple tuple) return tuple(tuple, scope);
    if (e instanceof Expression.Conditional c) {
      return operators.conditional(
          c, check(c.condition(), scope), results(c.then(), scope), results(c.otherwise(), scope));
    }
    return value(e, scope);
  }

  private Expr tuple(Expression.Tuple tuple, Scope scope) {
    List<Expr> elements = new ArrayList<>();
    for (Expression element : tuple.elements()) elements.add(check(element, scope));
    if (elements.stream().anyMatch(Shapes::isUnknown)) return session.unknown(tuple.span());
    return new Expr.Tuple(elements, tuple.span());
  }

  private Expr value(Expression e, Scope scope) {
    if (e instanceof Expression.IntLiteral literal) return integer(literal);
    if (e instanceof Expression.RealLiteral literal) return real(literal);
    if (e instanceof Expression.BoolLiteral b) return new Expr.BoolConstant(b.value(), b.span());
    if (e instanceof Expression.StringLiteral s) {
      session.report(
          new NameProblem.NotAValue(
              s.span(), "a text", "a label stands where a member is expected: `x[\"label\"]`"));
      return session.unknown(s.span());
    }
    if (e instanceof Expression.NameUse use) return name(use, scope);
    if (e instanceof Expression.Unary unary) {
      return operators.unary(unary, check(unary.operand(), scope));
    }
    if (e instanceof Expression.Binary binary) return binary(binary, scope);
    if (e instanceof Expression.Conditional c) {
      return operators.conditional(
          c, check(c.condition(), scope), check(c.then(), scope), check(c.otherwise(), scope));
    }
    if (e instanceof Expression.Call call) return calls.check(call, scope);
    if (e instanceof Expression.Index index) return subscripts.index(index, scope);
    if (e instanceof Expression.Transpose t) return transpose(t, check(t.operand(), scope));
    if (e instanceof Expression.ArrayLiteral array) return array(array, scope);
    if (e instanceof Expression.Comprehension c) {
      if (!c.bracketed()) {
        session.report(
            ModelProblem.misplaced(
                c.span(), "`for`", "here without brackets: write `[... for ...]`"));
        return session.unknown(c.span());
      }
      return comprehension(c, scope);
    }
    if (e instanceof Expression.Range range) {
      session.report(
          new NameProblem.NotAValue(
              range.span(), "a range", "the array of its integers is `[i for i in a..b]`"));
      return session.unknown(range.span());
    }
    if (e instanceof Expression.Tuple tuple) return tuple(tuple, scope);
    return check(((Expression.Parenthesised) e).inner(), scope);
  }

  private Expr integer(Expression.IntLiteral literal) {
    try {
      return new Expr.IntConstant(Integer.parseInt(literal.text()), literal.span());
    } catch (NumberFormatException tooLarge) {
      session.report(
          new TypeProblem.BadNumber(
              literal.span(),
              literal.text(),
              "integers have 32 bits; as a real, write `" + literal.text() + ".0`"));
      return session.unknown(literal.span());
    }
  }

  private Expr real(Expression.RealLiteral literal) {
    double value = Double.parseDouble(literal.text());
    if (Double.isInfinite(value)) {
      session.report(
          new TypeProblem.BadNumber(
              literal.span(), literal.text(), "reals have 64 bits, up to about 1.8e308"));
      return session.unknown(literal.span());
    }
    return new Expr.RealConstant(value, literal.span());
  }

  private Expr name(Expression.NameUse use, Scope scope) {
    Optional<Scope.Entry> entry = scope.find(use.name().text());
    if (entry.isEmpty()) {
      reportUnknown(use.name(), scope);
      return session.unknown(use.span());
    }
    if (entry.get() instanceof Scope.Entry.OfSymbol symbol) {
      return session.missing().read(symbol.symbol(), use.span());
    }
    IndexSet set = ((Scope.Entry.OfSet) entry.get()).set();
    if (set instanceof IndexSet.Parameter) return new Expr.Size(set, use.span());
    session.report(
        new NameProblem.NotAValue(
            use.span(),
            "the set `" + use.name() + "`",
            "`size(" + use.name() + ")` is the number of its members"));
    return session.unknown(use.span());
  }

  void reportUnknown(Name name, Scope scope) {
    reportUnknown(name, scope, Optional.empty());
  }

  /** {@code declaration}: what would declare it. */
  void reportUnknown(Name name, Scope scope, Optional<String> declaration) {
    Optional<Span> below =
        Optional.ofNullable(session.declaredLater().get(name.text()))
            .filter(span -> span.start() > name.span().start());
    boolean isFunction =
        session.library().catalog().functionNames().contains(name.text())
            || session.functions().containsKey(name.text());
    boolean isDistribution =
        session.library().catalog().distributionNames().contains(name.text())
            || session.distributions().containsKey(name.text());
    if (below.isEmpty() && (isFunction || isDistribution)) {
      session.report(new NameProblem.CallableAsValue(name, isDistribution));
      return;
    }
    // Names are compared with all others: that is done for as many as somebody reads about.
    List<String> similar =
        session.diagnostics().size() < MOST_SUGGESTIONS
            ? Suggestions.nearest(name.text(), scope.visible(), 3)
            : List.of();
    session.report(new NameProblem.UnknownName(name, similar, below, declaration));
  }

  private Expr binary(Expression.Binary e, Scope scope) {
    boolean label =
        e.left() instanceof Expression.StringLiteral
            || e.right() instanceof Expression.StringLiteral;
    if (!label) return operators.binary(e, check(e.left(), scope), check(e.right(), scope));
    boolean leftIsLabel = e.left() instanceof Expression.StringLiteral;
    Expr member = check(leftIsLabel ? e.right() : e.left(), scope);
    if (!(member.type().element() instanceof Type.Member type)) {
      Expression literal = leftIsLabel ? e.left() : e.right();
      if (!Shapes.isUnknown(member)) check(literal, scope);
      return session.unknown(e.span());
    }
    Expr constant =
        sets.label((Expression.StringLiteral) (leftIsLabel ? e.left() : e.right()), type.set());
    return operators.binary(e, leftIsLabel ? constant : member, leftIsLabel ? member : constant);
  }

  private Expr transpose(Expression.Transpose e, Expr operand) {
    List<IndexSet> dimensions = operand.type().dimensions();
    if (Shapes.isUnknown(operand)) return operand;
    if (dimensions.size() != 2) {
      session.report(
          new TypeProblem.WrongType(
              operand.span(),
              "the operand of `'`",
              "a matrix",
              ExprText.of(operand.type()),
              Optional.empty()));
      return session.unknown(e.span());
    }
    Type type = Type.array(operand.type().element(), List.of(dimensions.get(1), dimensions.get(0)));
    return new Expr.Transpose(operand, type, e.span());
  }

  private Expr array(Expression.ArrayLiteral e, Scope scope) {
    List<Expr> items = new ArrayList<>();
    for (Expression element : e.elements()) items.add(check(element, scope));
    if (items.stream().anyMatch(Shapes::isUnknown)) return session.unknown(e.span());
    if (items.isEmpty()) {
      session.report(ModelProblem.unsupported(e.span(), "an empty array"));
      return session.unknown(e.span());
    }
    Type element = items.get(0).type().element();
    List<IndexSet> dimensions = items.get(0).type().dimensions();
    for (Expr item : items) {
      Optional<Type> joined = Conversions.join(element, item.type().element());
      if (joined.isEmpty() || !Shapes.match(dimensions, item.type().dimensions())) {
        session.report(
            new TypeProblem.WrongType(
                item.span(),
                "all elements of an array",
                "of one type, here `" + ExprText.of(items.get(0).type()) + "`",
                ExprText.of(item.type()),
                Optional.empty()));
        return session.unknown(e.span());
      }
      element = joined.get();
    }
    List<Expr> converted = new ArrayList<>();
    for (Expr item : items) converted.add(Conversions.as(item, element));
    List<IndexSet> all = new ArrayList<>();
    all.add(new IndexSet.Size(new Expr.IntConstant(items.size(), e.span())));
    all.addAll(dimensions);
    return new Expr.ArrayLiteral(converted, Type.array(element, all), e.span());
  }

  /** A comprehension, in brackets or as the argument of a reduction. */
  Expr comprehension(Expression.Comprehension e, Scope outer) {
    Scope scope = outer.inner();
    List<Expr.Binder> binders = new ArrayList<>();
    List<IndexSet> dimensions = new ArrayList<>();
    boolean dependent = false;
    for (Expression.Binder binder : e.binders()) {
      Expr.Binder bound = sets.bind(binder, scope);
      Set<Symbol> free = FreeSymbols.of(bound.set());
      dependent |= binders.stream().anyMatch(b -> free.contains(b.symbol()));
      binders.add(bound);
      dimensions.add(bound.set());
    }
    Optional<Expr> condition =
        e.condition()
            .map(
                c -> {
                  Expr test =
                      conversions.requireScalar(
                          check(c, scope), Type.BOOL, "the condition of a comprehension");
                  conversions.requireData(test, "the condition of a comprehension");
                  return test;
                });
    // Where a later range depends on an earlier binder, the list is a plain one.
    if (dependent && condition.isEmpty()) {
      condition = Optional.of(new Expr.BoolConstant(true, e.span()));
    }
    Expr element = check(e.element(), scope);
    if (Shapes.isUnknown(element) || binders.stream().anyMatch(b -> isUnknown(b.set()))) {
      return session.unknown(e.span());
    }
    if (Shapes.changesWith(element.type(), binders)) {
      session.report(ModelProblem.unsupported(e.span(), "an array whose rows differ in length"));
      return session.unknown(e.span());
    }
    if (condition.isPresent()) {
      if (Shapes.isUnknown(condition.get())) return session.unknown(e.span());
      dimensions = List.of(new IndexSet.Size(count(binders, condition.get(), e.span())));
    }
    List<IndexSet> all = new ArrayList<>(dimensions);
    all.addAll(element.type().dimensions());
    return new Expr.Comprehension(
        binders, condition, element, Type.array(element.type().element(), all), e.span());
  }

  private static Expr count(List<Expr.Binder> binders, Expr condition, Span span) {
    List<IndexSet> dimensions = binders.stream().map(Expr.Binder::set).toList();
    Expr all =
        new Expr.Comprehension(
            binders, Optional.empty(), condition, Type.array(Type.BOOL, dimensions), span);
    return new Expr.Reduce(Expr.Reduction.COUNT, all, Type.INT, span);
  }

  private static boolean isUnknown(IndexSet set) {
    return set instanceof IndexSet.Size size && Shapes.isUnknown(size.size());
  }
}
