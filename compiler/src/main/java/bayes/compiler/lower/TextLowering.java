package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement.Slice;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Functions of texts: counts of their tokens, found once, and the distance of two. */
final class TextLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  TextLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  /** How often each member, or tuple of members, is among the tokens. */
  View counts(View text, Expr.ArrayFunction function, Environment environment) {
    View tokens = inOnePiece(text);
    List<Extent> extents = extents(function, environment);
    Value n = tokens.extents().get(0).size();
    Value size = extents.get(0).size();
    return emitter.at(
        Math.max(tokens.level(), emitter.level(List.of(n, size))),
        () -> {
          requireRoom(extents, function.span());
          Value cells = expressions.sets().count(extents);
          Storage.Piece counts = expressions.storage().piece(Kind.INT, "counts", cells);
          Value width = emitter.integer(extents.size());
          List<Value> operands = List.of(n, width, size, extents.get(0).first());
          call(Primitive.COUNT_TOKENS, operands, List.of(tokens), List.of(counts));
          return expressions.storage().view(counts, extents);
        });
  }

  /** An array has no more elements than an integer counts. */
  private void requireRoom(List<Extent> extents, Span span) {
    Value cells = extents.get(0).size();
    for (Extent extent : extents.subList(1, extents.size())) {
      emitter.check(
          emitter.op(Operation.NOT, emitter.op(Operation.INT_MUL_OVERFLOWS, cells, extent.size())),
          "D0305",
          "a table of {0} by {1} counts is too large; `distinct` has those that are not zero",
          span,
          cells,
          extent.size());
      cells = emitter.op(Operation.INT_MUL, cells, extent.size());
    }
  }

  /**
   * The rows that differ.
   *
   * @param firsts where each of them is first
   * @param times how often each occurs
   * @param size how many there are
   */
  private record Distinct(Storage.Piece firsts, Storage.Piece times, Value size) {}

  private Distinct find(View x) {
    Value n = x.extents().get(0).size();
    Value width = expressions.sets().count(x.extents().subList(1, x.rank()));
    return emitter.at(
        Math.max(x.level(), emitter.level(List.of(n, width))),
        () -> {
          Storage.Piece firsts = expressions.storage().piece(Kind.INT, "firsts", n);
          Storage.Piece times = expressions.storage().piece(Kind.INT, "times", n);
          Storage.Piece size =
              expressions.storage().piece(Kind.INT, "distinct", emitter.integer(1));
          List<Storage.Piece> outputs = List.of(firsts, times, size);
          call(Primitive.DISTINCT_TUPLES, List.of(n, width), List.of(x), outputs);
          // Unlike an element of an array, it is not taken for known before.
          Register found = emitter.constantRegister(Kind.INT);
          emitter.set(found, expressions.storage().load(size, emitter.integer(0)));
          return new Distinct(firsts, times, emitter.get(found));
        });
  }

  /** The rows that differ, and how often each occurs: read where they are first. */
  View distinct(View rows) {
    View x = inOnePiece(rows);
    Distinct found = find(x);
    Storage storage = expressions.storage();
    List<Extent> extents = new ArrayList<>(x.extents());
    extents.set(0, expressions.sets().ofSize(found.size()));
    View times = storage.view(found.times(), extents.subList(0, 1));
    View firsts =
        new View(
            x.kind(),
            extents,
            Math.max(x.level(), times.level()),
            true,
            positions -> {
              List<Value> source = new ArrayList<>(positions);
              source.set(0, storage.load(found.firsts(), positions.get(0)));
              return x.at(source);
            });
    return View.tuple(List.of(firsts, times));
  }

  View distinctSize(View rows) {
    return expressions.constant(find(inOnePiece(rows)).size());
  }

  /** In how many of the texts each member is. */
  View texts(List<View> arguments, Expr.ArrayFunction function, Environment environment) {
    List<View> inputs = arguments.stream().map(this::inOnePiece).toList();
    List<Extent> extents = extents(function, environment);
    Value size = extents.get(0).size();
    Value texts = expressions.sets().count(inputs.get(1).extents());
    int level = inputs.stream().mapToInt(View::level).max().orElse(0);
    return emitter.at(
        Math.max(level, emitter.level(List.of(texts, size))),
        () -> {
          Storage.Piece counts = expressions.storage().piece(Kind.INT, "counts", size);
          Storage.Piece last = expressions.storage().piece(Kind.INT, "last", size);
          call(
              Primitive.COUNT_TEXTS,
              List.of(texts, size, extents.get(0).first()),
              List.of(inputs.get(1), inputs.get(2), inputs.get(0)),
              List.of(counts, last));
          return expressions.storage().view(counts, extents);
        });
  }

  View editDistance(View a, View b) {
    View from = inOnePiece(a);
    View to = inOnePiece(b);
    Value n = expressions.sets().count(from.extents());
    Value m = expressions.sets().count(to.extents());
    int level = Math.max(from.level(), to.level());
    return emitter.at(
        Math.max(level, emitter.level(List.of(n, m))),
        () -> {
          Value one = emitter.integer(1);
          Storage.Piece distance = expressions.storage().piece(Kind.INT, "distance", one);
          Value room = emitter.op(Operation.INT_ADD, m, one);
          Storage.Piece row = expressions.storage().piece(Kind.INT, "row", room);
          call(Primitive.EDIT_DISTANCE, List.of(n, m), List.of(from, to), List.of(distance, row));
          return expressions.constant(expressions.storage().load(distance, emitter.integer(0)));
        });
  }

  private List<Extent> extents(Expr.ArrayFunction function, Environment environment) {
    return function.type().dimensions().stream()
        .map(set -> expressions.sets().extent(set, environment))
        .toList();
  }

  private View inOnePiece(View view) {
    return view.slice() != null ? view : expressions.storage().materialise(view);
  }

  private void call(
      Primitive primitive, List<Value> operands, List<View> inputs, List<Storage.Piece> outputs) {
    List<Slice> from = new ArrayList<>();
    for (View input : inputs) from.add(Objects.requireNonNull(input.slice()));
    List<Slice> to = outputs.stream().map(Storage.Piece::slice).toList();
    outputs.forEach(piece -> emitter.beginStores(piece.array()));
    emitter.call(primitive, operands, from, to);
    outputs.forEach(piece -> emitter.endStores(piece.array()));
  }
}
