package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Subscript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Elements and parts of arrays: {@code x[i]}, {@code x["label"]}, {@code x[a..b]}, {@code x[:, j]}.
 */
final class Subscripts {
  private final Session session;
  private final Expressions expressions;

  Subscripts(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  /** An array, a part of it or an element, as written. */
  Expr index(Expression.Index e, Scope scope) {
    if (expressions.sets().isSet(e, scope)) {
      session.report(
          new NameProblem.NotAValue(e.span(), "a part of a set", "run over it by `for`"));
      return session.unknown(e.span());
    }
    Expr array = expressions.check(e.array(), scope);
    Optional<Symbol> ragged = session.ragged().named(e.array(), array, scope);
    if (ragged.isPresent()) {
      return new RaggedReads(session, expressions).index(e, ragged.get(), array, scope);
    }
    List<IndexSet> dimensions = array.type().dimensions();
    if (!Shapes.isUnknown(array) && e.subscripts().size() > dimensions.size()) {
      session.report(
          new TypeProblem.BadSubscripts(
              e.span(),
              "there are more subscripts than dimensions",
              "this has type `" + ExprText.of(array.type()) + "`"));
      return session.unknown(e.span());
    }
    if (Shapes.isUnknown(array)) {
      for (Subscript subscript : e.subscripts()) {
        if (subscript instanceof Subscript.At at
            && !(at.index() instanceof Expression.StringLiteral)) {
          expressions.check(at.index(), scope);
        }
      }
      return session.unknown(e.span());
    }
    return subscripted(e, array, scope);
  }

  /** An array, which has been checked, at the subscripts of {@code e}. */
  Expr subscripted(Expression.Index e, Expr array, Scope scope) {
    List<IndexSet> dimensions = array.type().dimensions();
    List<Expr.Subscript> subscripts = new ArrayList<>();
    List<IndexSet> result = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      IndexSet dimension = dimensions.get(i);
      Optional<Subscript> written =
          i < e.subscripts().size() ? Optional.of(e.subscripts().get(i)) : Optional.empty();
      if (written.isEmpty() || written.get() instanceof Subscript.All) {
        subscripts.add(new Expr.Subscript.All());
        result.add(dimension);
      } else if (written.get() instanceof Subscript.At at) {
        Expr index = index(at.index(), dimension, scope);
        if (Shapes.isUnknown(index)) return session.unknown(e.span());
        subscripts.add(new Expr.Subscript.At(index));
        result.addAll(index.type().dimensions());
      } else if (written.get() instanceof Subscript.Slice slice) {
        Optional<Expr> lower = slice.lower().map(b -> sliceEnd(b, dimension, scope));
        Optional<Expr> upper = slice.upper().map(b -> sliceEnd(b, dimension, scope));
        if (lower.filter(Shapes::isUnknown).isPresent()
            || upper.filter(Shapes::isUnknown).isPresent()) {
          return session.unknown(e.span());
        }
        subscripts.add(new Expr.Subscript.Slice(lower, upper));
        result.add(sliceSize(dimension, lower, upper, slice.span()));
      } else {
        session.report(
            ModelProblem.misplaced(
                written.get().span(), "a binder", "in an expression, only in what is defined"));
        return session.unknown(e.span());
      }
    }
    Type type = Type.array(array.type().element(), result);
    return simpler(new Expr.Index(array, subscripts, type, e.span()));
  }

  /** An element of a comprehension without a condition is what it computes there. */
  Expr simpler(Expr.Index index) {
    Expr array = index.array();
    int taken = 0;
    while (array instanceof Expr.Comprehension c
        && c.condition().isEmpty()
        && c.binders().size() == 1
        && taken < index.subscripts().size()
        && index.subscripts().get(taken) instanceof Expr.Subscript.At at
        && at.index().type().dimensions().isEmpty()) {
      Elements.Place place = new Elements.Place(at.index(), c.binders().get(0).set());
      array = expressions.elements().at(array, List.of(place));
      taken++;
    }
    List<Expr.Subscript> rest = index.subscripts().subList(taken, index.subscripts().size());
    boolean isRow = rest.stream().allMatch(Expr.Subscript.All.class::isInstance);
    return isRow ? array : new Expr.Index(array, rest, index.type(), index.span());
  }

  private Expr sliceEnd(Expression e, IndexSet dimension, Scope scope) {
    Expr end = index(e, dimension, scope);
    if (!Shapes.isUnknown(end) && !end.type().dimensions().isEmpty()) {
      return expressions.conversions().requireScalar(end, Type.INT, "an end of a slice");
    }
    expressions.conversions().requireData(end, "an end of a slice");
    return end;
  }

  private IndexSet sliceSize(
      IndexSet dimension, Optional<Expr> lower, Optional<Expr> upper, Span span) {
    Expr first =
        lower
            .map(Conversions::number)
            .orElseGet(() -> Shapes.rangeLower(dimension).orElse(new Expr.IntConstant(1, span)));
    Expr last = upper.map(Conversions::number).orElseGet(() -> lastOf(dimension, span));
    return new IndexSet.Size(
        expressions
            .elements()
            .plus(expressions.elements().minus(last, first), new Expr.IntConstant(1, span)));
  }

  private static Expr lastOf(IndexSet set, Span span) {
    if (set instanceof IndexSet.Range range) return range.upper();
    if (set instanceof IndexSet.Size size) return size.size();
    if (set instanceof IndexSet.Declared declared
        && declared.definition() instanceof IndexSet.Definition.OfRange range) {
      return range.upper();
    }
    return new Expr.Size(set, span);
  }

  /** An index into {@code set}: a label, an integer, a member, or an array of these. */
  Expr index(Expression e, IndexSet set, Scope scope) {
    if (e instanceof Expression.StringLiteral literal)
      return expressions.sets().label(literal, set);
    if (e instanceof Expression.Parenthesised p && choosesLabel(p)) {
      return index(p.inner(), set, scope);
    }
    if (e instanceof Expression.Conditional c && choosesLabel(c)) {
      Expr condition = expressions.check(c.condition(), scope);
      Expr then = index(c.then(), set, scope);
      return expressions
          .operators()
          .conditional(c, condition, then, index(c.otherwise(), set, scope));
    }
    Expr index = expressions.check(e, scope);
    if (Shapes.isUnknown(index)) return index;
    Type element = index.type().element();
    if (!Conversions.indexes(element, set)) {
      if (element instanceof Type.Member member) {
        session.report(
            new TypeProblem.WrongIndexSet(
                index.span(), "this array", ExprText.of(set), ExprText.of(member.set())));
      } else {
        session.report(
            new TypeProblem.WrongType(
                index.span(),
                "an index",
                set instanceof IndexSet.Size || set instanceof IndexSet.Range
                    ? "an integer"
                    : "an integer or a member of `" + ExprText.of(set) + "`",
                ExprText.of(index.type()),
                Optional.empty()));
      }
      return session.unknown(index.span());
    }
    if (!(element instanceof Type.Member member)) return index;
    IndexSet whole = set instanceof IndexSet.Part part ? part.whole() : set;
    if (ExprText.same(member.set(), whole) || set instanceof IndexSet.Range) return index;
    // The members of a range are its integers, also where the array counts from 1.
    return index.type().dimensions().isEmpty() && !Shapes.hasNumbers(member.set())
        ? expressions.elements().indexFor(new Elements.Place(index, member.set()), set)
        : Conversions.number(index);
  }

  /** Whether it is a label in one of its cases: only an index can say of which set. */
  private static boolean choosesLabel(Expression e) {
    if (e instanceof Expression.Parenthesised p) return choosesLabel(p.inner());
    if (e instanceof Expression.Conditional c) {
      return choosesLabel(c.then()) || choosesLabel(c.otherwise());
    }
    return e instanceof Expression.StringLiteral;
  }
}
