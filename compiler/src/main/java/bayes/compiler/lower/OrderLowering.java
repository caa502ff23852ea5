package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Statement.Slice;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Functions of an array by the order of its elements. The order is found once, as positions;
 * derivatives flow through the elements that are read there.
 */
final class OrderLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  OrderLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  View sort(View view) {
    View x = inOnePiece(view);
    return early(
        x,
        () -> {
          Storage.Piece order = positions(x);
          return new View(
              x.kind(),
              List.of(expressions.sets().ofSize(size(x))),
              emitter.level(),
              true,
              at -> x.at(List.of(expressions.storage().load(order, at.get(0)))));
        });
  }

  /** The members at which the elements of the sorted array are. */
  View order(View view) {
    View x = inOnePiece(view);
    return early(
        x,
        () -> {
          Storage.Piece order = positions(x);
          Value first = x.extents().get(0).first();
          return new View(
              Kind.INT,
              List.of(expressions.sets().ofSize(size(x))),
              emitter.level(),
              true,
              at ->
                  emitter.op(
                      Operation.INT_ADD, expressions.storage().load(order, at.get(0)), first));
        });
  }

  /** Equal elements have the rank of the first of them. */
  View rank(View view) {
    View x = inOnePiece(view);
    return early(
        x,
        () -> {
          Storage storage = expressions.storage();
          Storage.Piece order = positions(x);
          Value zero = emitter.integer(0);
          Value one = emitter.integer(1);
          Storage.Piece byOrder = storage.piece(Kind.INT, "", size(x));
          Storage.Piece ranks = storage.piece(Kind.INT, "", size(x));
          emitter.beginStores(byOrder.array());
          storage.fill(
              ranks,
              () ->
                  emitter.loop(
                      size(x),
                      at -> {
                        Value before =
                            emitter.op(
                                Operation.INT_MAX, emitter.op(Operation.INT_SUB, at, one), zero);
                        Value here = storage.load(order, at);
                        Value there = storage.load(order, before);
                        Value tied =
                            emitter.op(
                                Operation.AND,
                                emitter.op(Operation.INT_LT, zero, at),
                                equal(x.at(List.of(here)), x.at(List.of(there))));
                        Value rank =
                            emitter.choose(
                                tied,
                                () -> storage.load(byOrder, before),
                                () -> emitter.op(Operation.INT_ADD, at, one));
                        storage.store(byOrder, at, rank);
                        storage.store(ranks, here, rank);
                      }));
          emitter.endStores(byOrder.array());
          return storage.view(ranks, x.extents());
        });
  }

  private Value equal(Value a, Value b) {
    return emitter.op(a.kind() == Kind.INT ? Operation.INT_EQ : Operation.EQ, a, b);
  }

  /** With h = (n - 1) p, the point at h on the line through the sorted elements 0 to n - 1. */
  View quantile(View view, View p, Expr.ArrayFunction function) {
    View x = inOnePiece(view);
    Value n = size(x);
    emitter.check(
        emitter.op(Operation.INT_LT, emitter.integer(0), n),
        "D0307",
        "an empty array has no quantiles",
        function.span());
    Storage.Piece order = early(x, () -> positions(x));
    Value last = emitter.op(Operation.INT_SUB, n, emitter.integer(1));
    if (p.isScalar()) return expressions.constant(between(x, order, last, p.scalar()));
    return new View(
        Kind.REAL,
        p.extents(),
        Math.max(p.level(), emitter.level(order.array())),
        false,
        at -> between(x, order, last, p.at(at)));
  }

  private Value between(View x, Storage.Piece order, Value last, Value p) {
    Value h = emitter.op(Operation.MUL, emitter.op(Operation.INT_TO_REAL, last), p);
    // Where p is not a share the value is NaN, and the elements that are read do not matter.
    Value whole = emitter.op(Operation.REAL_TO_INT, emitter.op(Operation.FLOOR, h));
    Value zero = emitter.integer(0);
    Value low = emitter.op(Operation.INT_MIN, emitter.op(Operation.INT_MAX, whole, zero), last);
    Value next = emitter.op(Operation.INT_ADD, low, emitter.integer(1));
    Value a = sorted(x, order, low);
    Value b = sorted(x, order, emitter.op(Operation.INT_MIN, next, last));
    Value part = emitter.op(Operation.SUB, h, emitter.op(Operation.INT_TO_REAL, low));
    Value step = emitter.op(Operation.MUL, part, emitter.op(Operation.SUB, b, a));
    Value inside =
        emitter.op(
            Operation.AND,
            emitter.op(Operation.LE, emitter.real(0), p),
            emitter.op(Operation.LE, p, emitter.real(1)));
    return emitter.op(
        Operation.SELECT, inside, emitter.op(Operation.ADD, a, step), emitter.real(Double.NaN));
  }

  private Value sorted(View x, Storage.Piece order, Value at) {
    Value linear = expressions.storage().load(order, at);
    Slice slice = Objects.requireNonNull(x.slice());
    return emitter.load(slice.array(), emitter.op(Operation.INT_ADD, slice.offset(), linear));
  }

  /** Linear between knots; before the first and after the last, the value there. */
  View interpolate(View xs, View ys, View x, Expr.ArrayFunction function) {
    View knots = inOnePiece(xs);
    View values = ys.stored() ? ys : expressions.storage().materialise(ys);
    checkKnots(knots, values, function);
    View points = x.isScalar() ? inArray(x) : inOnePiece(x);
    int level = Math.max(knots.level(), Math.max(values.level(), points.level()));
    return emitter.at(
        Math.max(level, emitter.level(List.of(size(knots), size(points)))),
        () -> {
          Storage.Piece at = expressions.storage().piece(Kind.INT, "", size(points));
          call(
              Primitive.FIND_INTERVALS,
              List.of(size(knots), size(points)),
              List.of(knots, points),
              at);
          if (x.isScalar()) {
            Value zero = emitter.integer(0);
            return expressions.constant(
                line(knots, values, x.scalar(), expressions.storage().load(at, zero)));
          }
          return new View(
              Kind.REAL,
              points.extents(),
              emitter.level(),
              false,
              positions -> {
                Value linear = expressions.sets().linear(points.extents(), positions);
                Value interval = expressions.storage().load(at, linear);
                return line(knots, values, points.at(positions), interval);
              });
        });
  }

  private void checkKnots(View knots, View values, Expr.ArrayFunction function) {
    Value n = size(knots);
    Value one = emitter.integer(1);
    expressions.sets().checkEqual(knots.extents().get(0), values.extents().get(0), function.span());
    emitter.check(
        emitter.op(Operation.INT_LE, one, n),
        "D0307",
        "there is no point to interpolate",
        function.span());
    early(
        knots,
        () -> {
          emitter.loop(
              emitter.op(Operation.INT_SUB, n, one),
              at -> {
                Value next = emitter.op(Operation.INT_ADD, at, one);
                Value a = knots.at(List.of(at));
                Value b = knots.at(List.of(next));
                emitter.check(
                    emitter.op(Operation.LT, a, b),
                    "D0315",
                    "the points of `interpolate` do not ascend: {0} comes before {1}",
                    function.arguments().get(0).span(),
                    a,
                    b);
              });
          return knots;
        });
  }

  private Value line(View knots, View values, Value x, Value interval) {
    Value last = emitter.op(Operation.INT_SUB, size(knots), emitter.integer(1));
    Value next =
        emitter.op(
            Operation.INT_MIN, emitter.op(Operation.INT_ADD, interval, emitter.integer(1)), last);
    Value a = knots.at(List.of(interval));
    Value b = knots.at(List.of(next));
    Value single = emitter.op(Operation.EQ, a, b);
    Value width =
        emitter.op(Operation.SELECT, single, emitter.real(1), emitter.op(Operation.SUB, b, a));
    Value inside = emitter.op(Operation.MIN, emitter.op(Operation.MAX, x, a), b);
    Value share = emitter.op(Operation.DIV, emitter.op(Operation.SUB, inside, a), width);
    Value from = values.at(List.of(interval));
    Value step = emitter.op(Operation.SUB, values.at(List.of(next)), from);
    return emitter.op(Operation.ADD, from, emitter.op(Operation.MUL, share, step));
  }

  // ---- positions ----

  /** The order of the elements, as positions from 0. */
  private Storage.Piece positions(View x) {
    Storage.Piece order = expressions.storage().piece(Kind.INT, "", size(x));
    View reals = x.kind() == Kind.REAL ? x : asReals(x);
    call(Primitive.FIND_ORDER, List.of(size(x)), List.of(reals), order);
    return order;
  }

  private View asReals(View x) {
    return expressions
        .storage()
        .materialise(
            new View(
                Kind.REAL,
                x.extents(),
                x.level(),
                false,
                at -> emitter.op(Operation.INT_TO_REAL, x.at(at))));
  }

  private void call(
      Primitive primitive, List<Value> operands, List<View> inputs, Storage.Piece output) {
    List<Slice> from = new ArrayList<>();
    for (View input : inputs) from.add(Objects.requireNonNull(input.slice()));
    expressions
        .storage()
        .fill(output, () -> emitter.call(primitive, operands, from, List.of(output.slice())));
  }

  private View inOnePiece(View view) {
    return view.slice() != null ? view : expressions.storage().materialise(view);
  }

  /** A scalar as the one element of an array. */
  private View inArray(View scalar) {
    View one =
        new View(
            Kind.REAL,
            List.of(expressions.sets().ofSize(emitter.integer(1))),
            scalar.level(),
            false,
            at -> scalar.scalar());
    return expressions.storage().materialise(one);
  }

  private Value size(View x) {
    return expressions.sets().count(x.extents());
  }

  /** Done where the elements are there, and not again in each iteration. */
  private <T> T early(View x, Supplier<T> action) {
    return emitter.at(Math.max(x.level(), emitter.level(size(x))), action);
  }
}
