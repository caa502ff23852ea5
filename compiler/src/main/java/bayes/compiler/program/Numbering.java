package bayes.compiler.program;

import java.util.List;

/** Hands out numbers for values, registers and arrays that given programs do not use yet. */
public final class Numbering {
  private int value;
  private int register;
  private int array;

  private Numbering() {}

  /** Continues after everything in {@code program}. */
  public static Numbering after(Program program) {
    Numbering result = new Numbering();
    for (Array each : program.arrays()) result.array = Math.max(result.array, each.id() + 1);
    result.reserve(program.prelude());
    result.reserve(program.body());
    return result;
  }

  public Value value(Kind kind) {
    return new Value(value++, kind);
  }

  public Register register(Kind kind, boolean constant) {
    return new Register(register++, kind, constant);
  }

  public Array array(Kind kind, Array.Role role, String hint) {
    return new Array(array++, kind, role, hint);
  }

  private void reserve(Block block) {
    for (Statement statement : block.statements()) {
      reserve(statement.defined());
      if (statement instanceof Statement.Loop loop) reserve(List.of(loop.index()));
      Register written = Parts.register(statement);
      if (written != null) register = Math.max(register, written.id() + 1);
      for (Block inner : statement.blocks()) reserve(inner);
    }
  }

  private void reserve(List<Value> values) {
    for (Value each : values) value = Math.max(value, each.id() + 1);
  }
}
