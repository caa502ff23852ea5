package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.Type;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Comprehensions that leave some elements out. As the condition is known from data, a first pass
 * numbers the elements that stay, where nothing else of the list is known yet; a second one
 * computes them.
 */
final class Filtering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  Filtering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  /**
   * Which elements stay.
   *
   * @param numbers of the elements, by iteration; of those that stay
   * @param count how many stay
   * @param outer how many loops were open where they were numbered
   */
  private record Kept(Array numbers, Value count, int outer) {}

  View list(Expr.Comprehension comprehension, Environment environment) {
    Expr.Comprehension tests =
        new Expr.Comprehension(
            comprehension.binders(),
            Optional.empty(),
            comprehension.condition().orElseThrow(),
            Type.BOOL,
            comprehension.span());
    int level = expressions.level(tests, environment);
    Kept kept = emitter.at(level, () -> number(comprehension, environment));
    IndexSets sets = expressions.sets();
    List<Extent> element = sets.extents(comprehension.element().type().dimensions(), environment);
    Value size = sets.count(element);
    Value most = emitter.level(kept.count()) == 0 ? kept.count() : all(comprehension, environment);
    Value room = emitter.op(Operation.INT_MUL, most, size);
    Storage storage = expressions.storage();
    Storage.Piece piece = storage.piece(ExpressionLowering.kind(comprehension.type()), "", room);
    storage.fill(
        piece,
        () ->
            expressions
                .indices()
                .each(
                    comprehension,
                    environment,
                    scope -> {
                      Value number = emitter.load(kept.numbers(), iteration(kept, comprehension));
                      Value start = emitter.op(Operation.INT_MUL, number, size);
                      View value = expressions.view(comprehension.element(), scope);
                      emitter.loops(
                          element,
                          positions -> {
                            Value at = sets.linear(element, positions);
                            storage.store(
                                piece,
                                emitter.op(Operation.INT_ADD, start, at),
                                value.at(positions));
                          });
                    }));
    List<Extent> extents = new ArrayList<>();
    extents.add(sets.ofSize(kept.count()));
    extents.addAll(element);
    return storage.view(piece, extents);
  }

  /** A bound on the number of elements: all iterations, where they can be counted before. */
  private Value all(Expr.Comprehension comprehension, Environment environment) {
    Value product = emitter.integer(1);
    Environment scope = environment.nested();
    for (Expr.Binder binder : comprehension.binders()) {
      boolean depends =
          FreeSymbols.of(binder.set()).stream()
              .anyMatch(s -> comprehension.binders().stream().anyMatch(b -> b.symbol().equals(s)));
      if (depends) {
        throw new Unsupported(
            "a filtered list whose binders depend on each other", comprehension.span());
      }
      Extent extent = expressions.sets().extent(binder.set(), scope);
      product = emitter.op(Operation.INT_MUL, product, extent.size());
    }
    return product;
  }

  private Kept number(Expr.Comprehension comprehension, Environment environment) {
    int outer = emitter.blocks().loops().size();
    Register next = emitter.constantRegister(Kind.INT);
    emitter.set(next, emitter.integer(0));
    List<Array> numbers = new ArrayList<>();
    Storage storage = expressions.storage();
    expressions
        .indices()
        .each(
            comprehension,
            environment,
            scope -> {
              Storage.Piece one = storage.piece(Kind.INT, "numbers", emitter.integer(1));
              numbers.add(one.array());
              emitter.beginStores(one.array());
              storage.store(one, emitter.integer(0), emitter.get(next));
              emitter.accumulate(next, emitter.integer(1));
            });
    numbers.forEach(emitter::endStores);
    return new Kept(numbers.get(0), emitter.get(next), outer);
  }

  /** The number of this iteration among those in which elements were numbered. */
  private Value iteration(Kept kept, Expr.Comprehension comprehension) {
    List<Map.Entry<Value, Value>> open = emitter.blocks().loops();
    List<Map.Entry<Value, Value>> loops = new ArrayList<>(open.subList(0, kept.outer()));
    loops.addAll(open.subList(open.size() - comprehension.binders().size(), open.size()));
    return expressions.storage().iterations().count(loops, emitter.integer(1)).before();
  }
}
