package bayes.compiler.lower;

import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.List;

/**
 * Arrays for intermediate values. An array made inside of a loop has a piece for every iteration,
 * so that each element is stored once in an evaluation.
 */
final class Storage {
  private final Emitter emitter;
  private final IndexSets sets;
  private final Iterations iterations;

  Storage(Emitter emitter, IndexSets sets) {
    this.emitter = emitter;
    this.sets = sets;
    this.iterations = new Iterations(emitter);
  }

  /** A piece of an array: {@code length} elements from {@code offset}. */
  record Piece(Array array, Value offset, Value length) {
    Statement.Slice slice() {
      return new Statement.Slice(array, offset, length);
    }
  }

  /** Numbers the iterations of the open loops. */
  Iterations iterations() {
    return iterations;
  }

  /** Room for {@code length} elements at the current place. */
  Piece piece(Kind kind, String hint, Value length) {
    Iterations.Count count = iterations.count(length);
    Value total = count.total();
    Value offset = count.before();
    Array.Role role = emitter.inPrelude() ? Array.Role.CONSTANT : Array.Role.WORKSPACE;
    return new Piece(emitter.allocate(kind, role, hint, total), offset, length);
  }

  /** Stores into a piece; until then nothing reads it. */
  void fill(Piece piece, Runnable stores) {
    emitter.beginStores(piece.array());
    stores.run();
    emitter.endStores(piece.array());
  }

  Value load(Piece piece, Value position) {
    return emitter.load(piece.array(), emitter.op(Operation.INT_ADD, piece.offset(), position));
  }

  void store(Piece piece, Value position, Value value) {
    emitter.store(piece.array(), emitter.op(Operation.INT_ADD, piece.offset(), position), value);
  }

  /** What a piece holds, in row order. */
  View view(Piece piece, List<Extent> extents) {
    return new View(
        piece.array().kind(),
        extents,
        Math.max(emitter.level(piece.array()), emitter.level(piece.offset())),
        true,
        positions -> load(piece, sets.linear(extents, positions)),
        List.of(),
        piece.slice());
  }

  /** The same view, if an element of it costs no more than a load, else with all computed now. */
  View evaluated(View view) {
    if (!view.parts().isEmpty()) {
      return View.tuple(view.parts().stream().map(this::evaluated).toList());
    }
    return view.isScalar() || view.stored() ? view : materialise(view);
  }

  /** The same view, every element computed once, now. */
  View materialise(View view) {
    return emitter.at(
        Math.max(view.level(), emitter.level(view.extents().stream().map(Extent::size).toList())),
        () -> {
          Piece piece = piece(view.kind(), "", sets.count(view.extents()));
          fill(
              piece,
              () ->
                  emitter.loops(
                      view.extents(),
                      positions ->
                          store(
                              piece, sets.linear(view.extents(), positions), view.at(positions))));
          return view(piece, view.extents());
        });
  }
}
