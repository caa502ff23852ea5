package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Type;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Indexing, comprehensions and array literals: views over other views, nothing copied. */
final class IndexLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  IndexLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  /** How one dimension of the source is found from some dimensions of the result. */
  private interface Selection {
    Value source(List<Value> positions);
  }

  private record Selected(List<Extent> extents, Selection selection, int level) {}

  View index(Expr.Index index, Environment environment) {
    View array = expressions.view(index.array(), environment);
    List<Selected> selected = new ArrayList<>();
    List<Extent> extents = new ArrayList<>();
    int level = array.level();
    for (int d = 0; d < array.rank(); d++) {
      IndexSet set = index.array().type().dimensions().get(d);
      Selected one =
          select(index.subscripts().get(d), set, array.extents().get(d), environment, index.span());
      selected.add(one);
      extents.addAll(one.extents());
      level = Math.max(level, one.level());
    }
    View.Element element =
        positions -> {
          List<Value> source = new ArrayList<>();
          int from = 0;
          for (Selected one : selected) {
            int to = from + one.extents().size();
            source.add(one.selection().source(positions.subList(from, to)));
            from = to;
          }
          return array.at(source);
        };
    if (extents.isEmpty()) return expressions.constant(element.at(List.of()));
    Statement.Slice row = row(index, array, selected);
    return new View(array.kind(), extents, level, array.stored(), element, List.of(), row);
  }

  /**
   * Where {@code x[i]}, {@code x[i, j]} or {@code x[i, a..b]} are, if whole rows of what is in one
   * piece.
   */
  private Statement.@Nullable Slice row(Expr.Index index, View array, List<Selected> selected) {
    Statement.Slice whole = array.slice();
    if (whole == null) return null;
    int fixed = 0;
    while (selected.get(fixed).extents().isEmpty()) fixed++;
    boolean isPart = index.subscripts().get(fixed) instanceof Expr.Subscript.Slice;
    int all = isPart ? fixed + 1 : fixed;
    for (Expr.Subscript rest : index.subscripts().subList(all, selected.size())) {
      if (!(rest instanceof Expr.Subscript.All)) return null;
    }
    IndexSets sets = expressions.sets();
    List<Value> leading = new ArrayList<>();
    for (Selected one : selected.subList(0, fixed)) {
      leading.add(one.selection().source(List.of()));
    }
    if (isPart) leading.add(selected.get(fixed).selection().source(List.of(emitter.integer(0))));
    Value each = sets.count(array.extents().subList(all, array.rank()));
    Value rows = sets.linear(array.extents().subList(0, all), leading);
    Value start = emitter.op(Operation.INT_MUL, rows, each);
    Value offset = emitter.op(Operation.INT_ADD, whole.offset(), start);
    Value length =
        isPart
            ? emitter.op(Operation.INT_MUL, selected.get(fixed).extents().get(0).size(), each)
            : each;
    return new Statement.Slice(whole.array(), offset, length);
  }

  private Selected select(
      Expr.Subscript subscript, IndexSet set, Extent extent, Environment environment, Span span) {
    if (subscript instanceof Expr.Subscript.All) {
      return new Selected(List.of(extent), positions -> positions.get(0), 0);
    }
    if (subscript instanceof Expr.Subscript.At at) {
      View index = expressions.view(at.index(), environment);
      boolean known = IndexSet.covers(set, at.index().type().element());
      IndexSets sets = expressions.sets();
      Span place = at.index().span();
      if (index.isScalar()) {
        Value position =
            sets.position(
                index.scalar(),
                extent,
                known,
                place,
                () -> expressions.elements().of(at.index(), environment, List.of()));
        return new Selected(List.of(), positions -> position, emitter.level(position));
      }
      return new Selected(
          index.extents(),
          positions ->
              sets.position(
                  index.at(positions),
                  extent,
                  known,
                  place,
                  () -> expressions.elements().of(at.index(), environment, positions)),
          index.level());
    }
    return slice((Expr.Subscript.Slice) subscript, extent, environment, span);
  }

  private Selected slice(
      Expr.Subscript.Slice slice, Extent extent, Environment environment, Span span) {
    Value last =
        emitter.op(
            Operation.INT_SUB,
            emitter.op(Operation.INT_ADD, extent.first(), extent.size()),
            emitter.integer(1));
    Value lower = slice.lower().map(e -> expressions.scalar(e, environment)).orElse(extent.first());
    Value upper = slice.upper().map(e -> expressions.scalar(e, environment)).orElse(last);
    Value length =
        emitter.op(
            Operation.INT_MAX,
            emitter.op(
                Operation.INT_ADD, emitter.op(Operation.INT_SUB, upper, lower), emitter.integer(1)),
            emitter.integer(0));
    Value inside =
        emitter.op(
            Operation.AND,
            emitter.op(Operation.INT_LE, extent.first(), lower),
            emitter.op(Operation.INT_LE, upper, last));
    emitter.check(
        emitter.op(Operation.OR, emitter.op(Operation.INT_EQ, length, emitter.integer(0)), inside),
        "D0301",
        "the part from {0} to {1} is not within {2} to {3}",
        span,
        lower,
        upper,
        extent.first(),
        last);
    Value offset = emitter.op(Operation.INT_SUB, lower, extent.first());
    return new Selected(
        List.of(expressions.sets().ofSize(length)),
        positions -> emitter.op(Operation.INT_ADD, positions.get(0), offset),
        Math.max(emitter.level(offset), emitter.level(length)));
  }

  View comprehension(Expr.Comprehension comprehension, Environment environment) {
    if (comprehension.condition().isPresent()) return filtered(comprehension, environment);
    IndexSets sets = expressions.sets();
    List<Expr.Binder> binders = comprehension.binders();
    List<Extent> extents = new ArrayList<>();
    int level = 0;
    for (Expr.Binder binder : binders) {
      Extent extent = sets.extent(binder.set(), environment);
      extents.add(extent);
      level = Math.max(level, emitter.level(extent.size()));
    }
    List<IndexSet> inner = comprehension.element().type().dimensions();
    extents.addAll(sets.extents(inner, environment));
    return new View(
        ExpressionLowering.kind(comprehension.type()),
        extents,
        Math.max(level, expressions.level(comprehension.element(), environment)),
        false,
        positions -> {
          Environment scope = environment.nested();
          for (int i = 0; i < binders.size(); i++) {
            bind(scope, binders.get(i), extents.get(i), positions.get(i));
          }
          return expressions
              .view(comprehension.element(), scope)
              .at(positions.subList(binders.size(), positions.size()));
        });
  }

  /** Binds the loop variable to the member at a position. */
  void bind(Environment scope, Expr.Binder binder, Extent extent, Value position) {
    Value member = emitter.op(Operation.INT_ADD, position, extent.first());
    scope.bind(binder.symbol(), expressions.constant(member));
  }

  /** The elements that meet a condition of data, as a plain list: numbered, then copied. */
  private View filtered(Expr.Comprehension comprehension, Environment environment) {
    return new Filtering(emitter, expressions).list(comprehension, environment);
  }

  /** What to do for each element. */
  interface Body {
    void run(Environment scope);
  }

  /** Runs over a comprehension's bindings that meet its condition. */
  void each(Expr.Comprehension comprehension, Environment environment, Body body) {
    each(comprehension, 0, environment, body);
  }

  private void each(
      Expr.Comprehension comprehension, int binder, Environment environment, Body body) {
    if (binder < comprehension.binders().size()) {
      Expr.Binder one = comprehension.binders().get(binder);
      Extent extent = expressions.sets().extent(one.set(), environment);
      emitter.loop(
          extent.size(),
          position -> {
            Environment scope = environment.nested();
            bind(scope, one, extent, position);
            each(comprehension, binder + 1, scope, body);
          });
    } else if (comprehension.condition().filter(c -> !isTrue(c)).isPresent()) {
      Value condition = expressions.scalar(comprehension.condition().get(), environment);
      emitter.conditional(condition, () -> body.run(environment), () -> {});
    } else {
      body.run(environment);
    }
  }

  private static boolean isTrue(Expr condition) {
    return condition instanceof Expr.BoolConstant constant && constant.value();
  }

  View literal(Expr.ArrayLiteral literal, Environment environment) {
    List<View> elements = new ArrayList<>();
    for (Expr element : literal.elements()) elements.add(expressions.view(element, environment));
    Type type = literal.type();
    List<Extent> extents = new ArrayList<>();
    extents.add(expressions.sets().ofSize(emitter.integer(elements.size())));
    int level = 0;
    for (View element : elements) level = Math.max(level, element.level());
    if (!elements.isEmpty()) extents.addAll(elements.get(0).extents());
    for (View element : elements) {
      for (int d = 0; d < element.rank(); d++) {
        expressions.sets().checkEqual(extents.get(d + 1), element.extents().get(d), literal.span());
      }
    }
    Storage storage = expressions.storage();
    return emitter.at(
        level,
        () -> {
          Value rowLength = expressions.sets().count(extents.subList(1, extents.size()));
          Storage.Piece piece =
              storage.piece(ExpressionLowering.kind(type), "", expressions.sets().count(extents));
          storage.fill(
              piece,
              () -> {
                for (int i = 0; i < elements.size(); i++) {
                  View element = elements.get(i);
                  Value start = emitter.op(Operation.INT_MUL, emitter.integer(i), rowLength);
                  emitter.loops(
                      element.extents(),
                      positions -> {
                        Value at = expressions.sets().linear(element.extents(), positions);
                        storage.store(
                            piece, emitter.op(Operation.INT_ADD, start, at), element.at(positions));
                      });
                }
              });
          return storage.view(piece, extents);
        });
  }
}
