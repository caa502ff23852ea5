package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Type;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;

/** Functions that make arrays of others: views where elements only move. */
final class ArrayLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final OrderLowering orders;
  private final TextLowering texts;

  ArrayLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.orders = new OrderLowering(emitter, expressions);
    this.texts = new TextLowering(emitter, expressions);
  }

  View view(Expr.ArrayFunction function, Environment environment) {
    List<View> x = new ArrayList<>();
    for (Expr argument : function.arguments()) x.add(expressions.view(argument, environment));
    return switch (function.kind()) {
      case CONCAT -> concat(x, function);
      case REP -> rep(x.get(0), function, environment);
      case LINSPACE -> linspace(x, function, environment);
      case REVERSE -> reverse(x.get(0));
      case HEAD -> end(x.get(0), x.get(1).scalar(), false, function);
      case TAIL -> end(x.get(0), x.get(1).scalar(), true, function);
      case DIFF -> diff(x.get(0));
      case SORT -> orders.sort(x.get(0));
      case ORDER -> orders.order(x.get(0));
      case RANK -> orders.rank(x.get(0));
      case QUANTILE -> orders.quantile(x.get(0), x.get(1), function);
      case INTERPOLATE -> orders.interpolate(x.get(0), x.get(1), x.get(2), function);
      case WHERE -> where(x, function);
      case COUNT_TOKENS -> texts.counts(x.get(0), function, environment);
      case DISTINCT -> texts.distinct(x.get(0));
      case DISTINCT_SIZE -> texts.distinctSize(x.get(0));
      case COUNT_TEXTS -> texts.texts(x, function, environment);
      case EDIT_DISTANCE -> texts.editDistance(x.get(0), x.get(1));
    };
  }

  // ---- elements that move ----

  /** Copies, so that no element has to ask which part it is of. */
  private View concat(List<View> parts, Expr.ArrayFunction function) {
    Type type = function.type();
    int level = 0;
    Value size = emitter.integer(0);
    List<Extent> rest = List.of();
    for (View part : parts) {
      level = Math.max(level, part.level());
      size = emitter.op(Operation.INT_ADD, size, length(part));
      if (rest.isEmpty() && part.rank() > 1) rest = part.extents().subList(1, part.rank());
      for (int d = 0; d < rest.size(); d++) {
        expressions.sets().checkEqual(rest.get(d), part.extents().get(d + 1), function.span());
      }
    }
    List<Extent> extents = extents(size, rest);
    int sizes = emitter.level(extents.stream().map(Extent::size).toList());
    Storage storage = expressions.storage();
    return emitter.at(
        Math.max(level, sizes),
        () -> {
          Value count = expressions.sets().count(extents);
          Storage.Piece piece = storage.piece(ExpressionLowering.kind(type), "", count);
          storage.fill(piece, () -> copy(parts, piece));
          return storage.view(piece, extents);
        });
  }

  private void copy(List<View> parts, Storage.Piece piece) {
    Storage storage = expressions.storage();
    Value start = emitter.integer(0);
    for (View part : parts) {
      Value from = start;
      emitter.loops(
          part.extents(),
          positions -> {
            Value at = expressions.sets().linear(part.extents(), positions);
            storage.store(piece, emitter.op(Operation.INT_ADD, from, at), part.at(positions));
          });
      start = emitter.op(Operation.INT_ADD, start, expressions.sets().count(part.extents()));
    }
  }

  private Value length(View part) {
    return part.isScalar() ? emitter.integer(1) : part.extents().get(0).size();
  }

  private List<Extent> extents(Value size, List<Extent> rest) {
    List<Extent> extents = new ArrayList<>();
    extents.add(expressions.sets().ofSize(size));
    extents.addAll(rest);
    return extents;
  }

  private View rep(View x, Expr.ArrayFunction function, Environment environment) {
    Extent first = expressions.sets().extent(function.type().dimensions().get(0), environment);
    int level = Math.max(x.level(), emitter.level(first.size()));
    if (x.isScalar()) {
      return new View(x.kind(), List.of(first), level, x.stored(), positions -> x.scalar());
    }
    List<Extent> extents = new ArrayList<>(x.extents());
    extents.set(0, first);
    return new View(
        x.kind(),
        extents,
        level,
        x.stored(),
        positions -> {
          List<Value> source = new ArrayList<>(positions);
          Value size = x.extents().get(0).size();
          source.set(0, emitter.op(Operation.INT_MOD, positions.get(0), size));
          return x.at(source);
        });
  }

  /** lower (1 - t) + upper t, which is exact at both ends. */
  private View linspace(List<View> x, Expr.ArrayFunction function, Environment environment) {
    Extent extent = expressions.sets().extent(function.type().dimensions().get(0), environment);
    Value lower = x.get(0).scalar();
    Value upper = x.get(1).scalar();
    Value one = emitter.integer(1);
    Value steps =
        emitter.op(Operation.INT_MAX, emitter.op(Operation.INT_SUB, extent.size(), one), one);
    return new View(
        Kind.REAL,
        List.of(extent),
        emitter.level(List.of(lower, upper, steps)),
        false,
        positions -> {
          Value t = emitter.op(Operation.DIV, real(positions.get(0)), real(steps));
          Value rest = emitter.op(Operation.SUB, emitter.real(1), t);
          return emitter.op(
              Operation.ADD,
              emitter.op(Operation.MUL, lower, rest),
              emitter.op(Operation.MUL, upper, t));
        });
  }

  private Value real(Value integer) {
    return emitter.op(Operation.INT_TO_REAL, integer);
  }

  /** The array with its first dimension read elsewhere. */
  private View moved(
      View x, Value size, int level, java.util.function.UnaryOperator<Value> source) {
    return new View(
        x.kind(),
        extents(size, x.extents().subList(1, x.rank())),
        level,
        x.stored(),
        positions -> {
          List<Value> from = new ArrayList<>(positions);
          from.set(0, source.apply(positions.get(0)));
          return x.at(from);
        });
  }

  private View reverse(View x) {
    Value size = length(x);
    int level = Math.max(x.level(), emitter.level(size));
    return moved(
        x,
        size,
        level,
        position -> {
          Value last = emitter.op(Operation.INT_SUB, size, emitter.integer(1));
          return emitter.op(Operation.INT_SUB, last, position);
        });
  }

  private View end(View x, Value n, boolean last, Expr.ArrayFunction function) {
    Value size = length(x);
    emitter.check(
        emitter.op(
            Operation.AND,
            emitter.op(Operation.INT_LE, emitter.integer(0), n),
            emitter.op(Operation.INT_LE, n, size)),
        "D0301",
        "there are no {0} elements among {1}",
        function.arguments().get(1).span(),
        n,
        size);
    Value before = last ? emitter.op(Operation.INT_SUB, size, n) : emitter.integer(0);
    int level = Math.max(x.level(), emitter.level(List.of(before, n)));
    return moved(x, n, level, position -> emitter.op(Operation.INT_ADD, position, before));
  }

  private View diff(View view) {
    View x = view.stored() ? view : expressions.storage().materialise(view);
    Value one = emitter.integer(1);
    Value fewer = emitter.op(Operation.INT_SUB, length(x), one);
    Value size = emitter.op(Operation.INT_MAX, fewer, emitter.integer(0));
    Operation minus = x.kind() == Kind.INT ? Operation.INT_SUB : Operation.SUB;
    return new View(
        x.kind(),
        extents(size, List.of()),
        Math.max(x.level(), emitter.level(size)),
        false,
        positions -> {
          Value next = emitter.op(Operation.INT_ADD, positions.get(0), one);
          return emitter.op(minus, x.at(List.of(next)), x.at(positions));
        });
  }

  // ---- choices ----

  private View where(List<View> x, Expr.ArrayFunction function) {
    Kind kind = ExpressionLowering.kind(function.type());
    List<View> shaped = x.stream().filter(v -> !v.isScalar()).toList();
    if (shaped.isEmpty()) return expressions.constant(chosen(x, List.of()));
    List<Extent> extents = shaped.get(0).extents();
    int level = 0;
    for (View each : x) level = Math.max(level, each.level());
    for (View each : shaped) {
      for (int d = 0; d < extents.size(); d++) {
        expressions.sets().checkEqual(extents.get(d), each.extents().get(d), function.span());
      }
    }
    return new View(kind, extents, level, false, positions -> chosen(x, positions));
  }

  private Value chosen(List<View> x, List<Value> positions) {
    Value condition = at(x.get(0), positions);
    return emitter.choose(condition, () -> at(x.get(1), positions), () -> at(x.get(2), positions));
  }

  private static Value at(View view, List<Value> positions) {
    return view.isScalar() ? view.scalar() : view.at(positions);
  }
}
