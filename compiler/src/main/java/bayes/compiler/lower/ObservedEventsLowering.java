package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the loops and branches of a model over its data, and lists the events that are observed, in
 * order: each as the number of its statement, from 0, and its keys; or the elements of those that
 * are computed.
 */
final class ObservedEventsLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final ObservedEvents events;
  private final EventListing listing;
  private final @Nullable Array output;
  private final Register next;
  private int statement;

  /** {@code output}: where the list goes. */
  ObservedEventsLowering(
      Emitter emitter,
      ExpressionLowering expressions,
      ObservedEvents events,
      EventListing listing,
      @Nullable Array output) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.events = events;
    this.listing = listing;
    this.output = listing.writes() ? output : null;
    this.next = emitter.constantRegister(Kind.INT);
  }

  /** The number of what is listed. */
  Value list(List<ModelStatement> statements, Environment scope) {
    emitter.set(next, emitter.integer(0));
    run(statements, scope);
    return emitter.get(next);
  }

  private void run(List<ModelStatement> statements, Environment scope) {
    for (ModelStatement one : statements) {
      emitter.origin(one.span());
      if (one instanceof ModelStatement.Define define && isLocal(define.symbol())) {
        // Only what a key or a condition reads is computed.
        scope.bindLazily(
            define.symbol(), new LazyView(emitter, () -> expressions.view(define.value(), scope)));
      } else if (ObservedEvents.observes(one)) {
        run(one, scope);
      }
    }
  }

  private static boolean isLocal(Symbol symbol) {
    return symbol.role() == Symbol.Role.LOCAL;
  }

  private void run(ModelStatement one, Environment scope) {
    if (one instanceof ModelStatement.For loop) {
      Extent extent = expressions.sets().extent(loop.binder().set(), scope);
      emitter.loop(
          extent.size(),
          position -> {
            Environment inner = scope.nested();
            Value member = emitter.op(Operation.INT_ADD, position, extent.first());
            inner.bind(loop.binder().symbol(), expressions.constant(member));
            run(loop.body(), inner);
          });
    } else if (one instanceof ModelStatement.If branch) {
      emitter.conditional(
          expressions.scalar(branch.condition(), scope),
          () -> run(branch.then(), scope.nested()),
          () -> run(branch.otherwise(), scope.nested()));
    } else {
      event(statement++, scope);
    }
  }

  private void event(int number, Environment scope) {
    ObservedEvents.Statement observed = events.statements().get(number);
    if (!listing.isOfComputed()) {
      row(number, observed, List.of(), scope);
    } else if (observed.data().isEmpty()) {
      Expr target = observed.target();
      if (listing == EventListing.VALUES) {
        View values = expressions.view(target, scope);
        emitter.loops(values.extents(), positions -> value(values.at(positions)));
      } else {
        List<Extent> extents = expressions.sets().extents(target.type().dimensions(), scope);
        emitter.loops(
            extents, positions -> row(number, observed, members(extents, positions), scope));
      }
    }
  }

  private List<Value> members(List<Extent> extents, List<Value> positions) {
    List<Value> members = new ArrayList<>();
    for (int d = 0; d < extents.size(); d++) {
      members.add(emitter.op(Operation.INT_ADD, positions.get(d), extents.get(d).first()));
    }
    return members;
  }

  private void row(
      int number, ObservedEvents.Statement observed, List<Value> members, Environment scope) {
    Value at = emitter.get(next);
    if (output != null) {
      int width = listing.isOfComputed() ? events.computedWidth() : 1 + events.width();
      Value first = emitter.op(Operation.INT_MUL, at, emitter.integer(width));
      List<Value> cells = new ArrayList<>(List.of(emitter.integer(number)));
      for (ObservedEvents.Key key : observed.keys()) {
        cells.add(expressions.scalar(key.value(), scope));
      }
      cells.addAll(members);
      for (int c = 0; c < cells.size(); c++) {
        store(output, emitter.op(Operation.INT_ADD, first, emitter.integer(c)), cells.get(c));
      }
    }
    emitter.set(next, emitter.op(Operation.INT_ADD, at, emitter.integer(1)));
  }

  private void value(Value value) {
    Value at = emitter.get(next);
    if (output != null) store(output, at, value);
    emitter.set(next, emitter.op(Operation.INT_ADD, at, emitter.integer(1)));
  }

  private void store(Array array, Value at, Value value) {
    Value real = value.kind() == Kind.REAL ? value : emitter.op(Operation.INT_TO_REAL, value);
    emitter.store(array, at, real);
  }
}
