package bayes.compiler.lower;

import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import java.util.List;

/** Writes the recorded variables to a row, one after the other, the first index slowest. */
final class RowLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final Environment environment;
  private final Array output;

  RowLowering(
      Emitter emitter, ExpressionLowering expressions, Environment environment, Array output) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.environment = environment;
    this.output = output;
  }

  /** Writes all of these from {@code first} on, and returns where the next one would begin. */
  Value record(List<VariableDeclaration> variables, Value first) {
    Value next = first;
    for (VariableDeclaration variable : variables) {
      View view = environment.find(variable.symbol());
      if (view == null) throw new IllegalStateException(variable.symbol() + " has no value");
      write(view, next);
      next = emitter.op(Operation.INT_ADD, next, expressions.sets().count(view.extents()));
    }
    return next;
  }

  /** Writes all elements of a view from {@code offset} on. */
  void write(View view, Value offset) {
    emitter.loops(
        view.extents(),
        positions -> {
          Value value = view.at(positions);
          Value linear = expressions.sets().linear(view.extents(), positions);
          emitter.store(
              output,
              emitter.op(Operation.INT_ADD, offset, linear),
              value.kind() == Kind.REAL ? value : emitter.op(Operation.INT_TO_REAL, value));
        });
  }
}
