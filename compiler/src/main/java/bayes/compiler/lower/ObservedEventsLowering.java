package bayes.compiler.lower;

import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the loops and branches of a model over its data, and lists the events that are observed, in
 * order: each as the number of its statement, from 0, and its keys.
 */
final class ObservedEventsLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final ObservedEvents events;
  private final @Nullable Array output;
  private final Register next;
  private int statement;

  /** {@code output}: where the list goes; without it, events are counted only. */
  ObservedEventsLowering(
      Emitter emitter,
      ExpressionLowering expressions,
      ObservedEvents events,
      @Nullable Array output) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.events = events;
    this.output = output;
    this.next = emitter.constantRegister(Kind.INT);
  }

  /** The number of events. */
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
    Value at = emitter.get(next);
    if (output != null) {
      Value first = emitter.op(Operation.INT_MUL, at, emitter.integer(1 + events.width()));
      store(output, first, emitter.integer(number));
      for (int k = 0; k < observed.keys().size(); k++) {
        Value key = expressions.scalar(observed.keys().get(k).value(), scope);
        store(output, emitter.op(Operation.INT_ADD, first, emitter.integer(1 + k)), key);
      }
    }
    emitter.set(next, emitter.op(Operation.INT_ADD, at, emitter.integer(1)));
  }

  private void store(Array array, Value at, Value value) {
    emitter.store(array, at, emitter.op(Operation.INT_TO_REAL, value));
  }
}
