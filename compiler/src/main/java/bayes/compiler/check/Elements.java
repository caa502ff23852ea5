package bayes.compiler.check;

import bayes.compiler.catalog.Catalog;
import bayes.compiler.catalog.Function;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One element of an array expression, at the variables of loops over its first dimensions. The
 * index moves inwards, to the variables: {@code (a + x @ b)[i]} is {@code a[i] + x[i] @ b}, so that
 * a vectorised statement needs no intermediate arrays.
 */
final class Elements {
  private final Catalog catalog;

  Elements(Catalog catalog) {
    this.catalog = catalog;
  }

  /** A place in a set: an expression, and the set it is a member of. */
  record Place(Expr index, IndexSet set) {
    static Place of(Expr.Binder binder, Span span) {
      return new Place(new Expr.Variable(binder.symbol(), span), binder.set());
    }
  }

  /** The element (or row) at {@code places}, which are no more than the dimensions of the array. */
  Expr at(Expr array, List<Place> places) {
    if (places.isEmpty() || array.type().dimensions().isEmpty()) return array;
    List<IndexSet> dimensions = array.type().dimensions();
    Type type =
        Type.array(array.type().element(), dimensions.subList(places.size(), dimensions.size()));
    if (array instanceof Expr.Apply e) {
      List<Expr> operands = e.operands().stream().map(o -> at(o, places)).toList();
      return new Expr.Apply(e.function(), operands, type, e.span());
    }
    if (array instanceof Expr.Convert e) {
      return new Expr.Convert(at(e.operand(), places), type, e.span());
    }
    if (array instanceof Expr.Conditional e) {
      return new Expr.Conditional(
          e.condition(), at(e.then(), places), at(e.otherwise(), places), type, e.span());
    }
    if (array instanceof Expr.LetIn e) {
      return new Expr.LetIn(e.symbol(), e.value(), at(e.body(), places));
    }
    if (array instanceof Expr.Comprehension e
        && e.condition().isEmpty()
        && e.binders().size() <= places.size()) {
      return comprehension(e, places);
    }
    if (array instanceof Expr.MatrixMultiply e) return product(e, places, type);
    if (array instanceof Expr.Index e) return index(e, places, type);
    if (array instanceof Expr.Transpose e) return transpose(e, places, type);
    return new Expr.Index(array, subscripts(dimensions, places), type, array.span());
  }

  private List<Expr.Subscript> subscripts(List<IndexSet> dimensions, List<Place> places) {
    List<Expr.Subscript> subscripts = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      subscripts.add(
          i < places.size()
              ? new Expr.Subscript.At(indexFor(places.get(i), dimensions.get(i)))
              : new Expr.Subscript.All());
    }
    return subscripts;
  }

  private Expr comprehension(Expr.Comprehension e, List<Place> places) {
    Map<Symbol, Expr> values = new HashMap<>();
    int n = e.binders().size();
    for (int i = 0; i < n; i++) {
      Expr.Binder binder = e.binders().get(i);
      values.put(binder.symbol(), indexFor(places.get(i), binder.set()));
    }
    return at(Substitution.ofValues(values).rewrite(e.element()), places.subList(n, places.size()));
  }

  private Expr product(Expr.MatrixMultiply e, List<Place> places, Type type) {
    if (e.left().type().dimensions().size() == 1) {
      return new Expr.MatrixMultiply(e.left(), column(e.right(), places.get(0)), type, e.span());
    }
    Expr row = at(e.left(), places.subList(0, 1));
    Expr right = places.size() == 1 ? e.right() : column(e.right(), places.get(1));
    return new Expr.MatrixMultiply(row, right, type, e.span());
  }

  private Expr column(Expr matrix, Place place) {
    List<IndexSet> dimensions = matrix.type().dimensions();
    return new Expr.Index(
        matrix,
        List.of(
            new Expr.Subscript.All(), new Expr.Subscript.At(indexFor(place, dimensions.get(1)))),
        Type.array(matrix.type().element(), dimensions.subList(0, 1)),
        matrix.span());
  }

  private Expr transpose(Expr.Transpose e, List<Place> places, Type type) {
    if (places.size() == 2) return at(e.operand(), List.of(places.get(1), places.get(0)));
    Expr.Index column = (Expr.Index) column(e.operand(), places.get(0));
    return new Expr.Index(column.array(), column.subscripts(), type, e.span());
  }

  /** Subscripts that keep a dimension take the places, in order. */
  private Expr index(Expr.Index e, List<Place> places, Type type) {
    List<Expr.Subscript> merged = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < e.subscripts().size(); i++) {
      Expr.Subscript subscript = e.subscripts().get(i);
      IndexSet dimension = e.array().type().dimensions().get(i);
      if (subscript instanceof Expr.Subscript.At at) {
        int rank = at.index().type().dimensions().size();
        int taken = Math.min(rank, places.size() - next);
        merged.add(new Expr.Subscript.At(at(at.index(), places.subList(next, next + taken))));
        next += taken;
      } else if (next == places.size()) {
        merged.add(subscript);
      } else if (subscript instanceof Expr.Subscript.All) {
        merged.add(new Expr.Subscript.At(indexFor(places.get(next++), dimension)));
      } else {
        merged.add(sliced((Expr.Subscript.Slice) subscript, places.get(next++), dimension));
      }
    }
    return new Expr.Index(e.array(), merged, type, e.span());
  }

  private Expr.Subscript sliced(Expr.Subscript.Slice slice, Place place, IndexSet dimension) {
    Expr position = position(place);
    if (slice.lower().isEmpty()) {
      return new Expr.Subscript.At(fromPosition(position, dimension));
    }
    Expr first = Conversions.number(slice.lower().get());
    return new Expr.Subscript.At(plus(first, minusOne(position)));
  }

  /** The place as an index of {@code set}, which matches the place's own set. */
  Expr indexFor(Place place, IndexSet set) {
    if (Shapes.match(place.set(), set) == Shapes.Match.SAME) return place.index();
    return fromPosition(position(place), set);
  }

  /** The number of the place in its set, from 1. */
  private Expr position(Place place) {
    if (place.index().type() instanceof Type.Member && Shapes.rangeLower(place.set()).isEmpty()) {
      if (place.set() instanceof IndexSet.Part part) {
        Expr position = position(new Place(place.index(), part.whole()));
        if (part.lower().isEmpty()) return position;
        Expr first = position(new Place(part.lower().get(), part.whole()));
        return plus(position, minus(one(position.span()), first));
      }
      return new Expr.Position(place.index(), place.index().span());
    }
    Expr number = Conversions.number(place.index());
    return Shapes.rangeLower(place.set())
        .map(lower -> isOne(lower) ? number : plus(minus(number, lower), one(number.span())))
        .orElse(number);
  }

  private Expr fromPosition(Expr position, IndexSet set) {
    return Shapes.rangeLower(set)
        .map(lower -> isOne(lower) ? position : plus(minusOne(position), lower))
        .orElse(position);
  }

  private static boolean isOne(Expr expr) {
    return Shapes.constant(expr).filter(v -> v == 1).isPresent();
  }

  private static Expr one(Span span) {
    return new Expr.IntConstant(1, span);
  }

  private Expr minusOne(Expr expr) {
    return minus(expr, one(expr.span()));
  }

  Expr plus(Expr a, Expr b) {
    return integer("+", a, b);
  }

  Expr minus(Expr a, Expr b) {
    return integer("-", a, b);
  }

  private Expr integer(String operator, Expr a, Expr b) {
    var x = Shapes.constant(a);
    var y = Shapes.constant(b);
    if (x.isPresent() && y.isPresent()) {
      long value = operator.equals("+") ? (long) x.get() + y.get() : (long) x.get() - y.get();
      if (value == (int) value) return new Expr.IntConstant((int) value, a.span());
    }
    Function function =
        catalog.scalarFunctions(operator).stream()
            .filter(f -> f.parameters().size() == 2)
            .findFirst()
            .orElseThrow();
    return new Expr.Apply(function, List.of(a, b), Type.INT, a.span());
  }
}
