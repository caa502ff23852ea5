package bayes.compiler.bytecode;

import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The local variables of one method; those of a block are reused after it. */
final class Locals {
  static final int THIS = 0;
  static final int POSITION = 1;
  static final int OUTPUT = 2;
  static final int RANDOM = 3;
  private static final int FIRST_FREE = 4;

  private final Map<Value, Integer> values = new HashMap<>();
  private final Map<Register, Integer> registers = new HashMap<>();
  private final Map<Array, Integer> arrays = new HashMap<>();
  private int next = FIRST_FREE;

  int define(Value value) {
    int local = take(value.kind());
    values.put(value, local);
    return local;
  }

  int define(Register register) {
    int local = take(register.kind());
    registers.put(register, local);
    return local;
  }

  int define(Array array) {
    int local = next++;
    arrays.put(array, local);
    return local;
  }

  private int take(Kind kind) {
    int local = next;
    next += kind == Kind.REAL ? 2 : 1;
    return local;
  }

  int of(Value value) {
    Integer local = values.get(value);
    if (local == null) throw new IllegalStateException("no local for " + value);
    return local;
  }

  /** The register's local, or null if it lives in its field. */
  @Nullable Integer of(Register register) {
    return registers.get(register);
  }

  /** The array's local, or null if it is read from its field each time. */
  @Nullable Integer of(Array array) {
    return switch (array.role()) {
      case POSITION -> POSITION;
      case OUTPUT -> OUTPUT;
      case DATA, CONSTANT, WORKSPACE -> arrays.get(array);
    };
  }

  /** The state to return to at the end of a block. */
  int mark() {
    return next;
  }

  void release(int mark) {
    next = mark;
  }
}
