package bayes.compiler.lower;

import bayes.compiler.program.Array;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How pure values were made, so that they can be computed once more from other operands. */
final class Recomputation {
  record Operated(Operation operation, List<Value> operands) {}

  record Loaded(Array array, Value index) {}

  private final Emitter emitter;
  private final Map<Value, Object> definitions = new HashMap<>();

  Recomputation(Emitter emitter) {
    this.emitter = emitter;
  }

  void made(Value value, Object definition) {
    definitions.put(value, definition);
  }

  /**
   * A value computed once more from other operands, if it is made of operations and of elements of
   * data alone.
   *
   * @param copies what stands for values, such as the indices of loops; receives what is copied
   */
  Optional<Value> copy(Value value, Map<Value, Value> copies) {
    Value known = copies.get(value);
    if (known != null) return Optional.of(known);
    if (emitter.level(value) == 0) return Optional.of(value);
    Object made = definitions.get(value);
    Optional<Value> copied = Optional.empty();
    if (made instanceof Operated operated) {
      List<Value> operands = new ArrayList<>();
      for (Value operand : operated.operands()) copy(operand, copies).ifPresent(operands::add);
      if (operands.size() == operated.operands().size()) {
        copied = Optional.of(emitter.op(operated.operation(), operands.toArray(Value[]::new)));
      }
    } else if (made instanceof Loaded loaded && isEarly(loaded.array())) {
      copied = copy(loaded.index(), copies).map(index -> emitter.load(loaded.array(), index));
    }
    copied.ifPresent(c -> copies.put(value, c));
    return copied;
  }

  /** Whether the array is filled before the program runs. */
  static boolean isEarly(Array array) {
    return array.role() == Array.Role.DATA || array.role() == Array.Role.CONSTANT;
  }
}
