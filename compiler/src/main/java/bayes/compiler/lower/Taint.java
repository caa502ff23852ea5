package bayes.compiler.lower;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.HashSet;
import java.util.Set;

/** Which parts of a program change from evaluation to evaluation, not with the data alone. */
final class Taint {
  private final Set<Value> values = new HashSet<>();
  private final Set<Array> arrays = new HashSet<>();
  private final Set<Register> registers = new HashSet<>();
  private boolean changed;

  private Taint() {}

  static Taint of(Program program) {
    Taint taint = new Taint();
    for (Array array : program.arrays()) {
      boolean varies = array.role() == Array.Role.POSITION || array.role() == Array.Role.OUTPUT;
      if (varies) taint.arrays.add(array);
    }
    do {
      taint.changed = false;
      taint.visit(program.body(), false);
    } while (taint.changed);
    return taint;
  }

  boolean varies(Value value) {
    return values.contains(value);
  }

  boolean varies(Array array) {
    return arrays.contains(array);
  }

  boolean varies(Register register) {
    return registers.contains(register);
  }

  /** Whether a statement does something that depends on the position or on chance. */
  boolean varies(Statement statement) {
    if (statement instanceof Statement.Draw) return true;
    if (statement instanceof Statement.Call s) {
      return s.primitive().isRandom()
          || s.used().stream().anyMatch(values::contains)
          || Parts.read(s).stream().anyMatch(arrays::contains)
          || Parts.written(s).stream().anyMatch(arrays::contains);
    }
    if (statement.used().stream().anyMatch(values::contains)) return true;
    if (statement instanceof Statement.Load s) return arrays.contains(s.array());
    if (statement instanceof Statement.Solve s)
      return Parts.read(s).stream().anyMatch(this::varies);
    if (statement instanceof Statement.Get s) return registers.contains(s.register());
    if (statement instanceof Statement.Store s) return arrays.contains(s.array());
    if (statement instanceof Statement.AddTo s) return arrays.contains(s.array());
    if (statement instanceof Statement.Fill s) return arrays.contains(s.array());
    if (statement instanceof Statement.Set s) return registers.contains(s.register());
    if (statement instanceof Statement.Accumulate s) return registers.contains(s.register());
    return false;
  }

  private void visit(Block block, boolean controlled) {
    for (Statement statement : block.statements()) visit(statement, controlled);
  }

  private void visit(Statement statement, boolean controlled) {
    boolean varies = controlled || varies(statement);
    for (Block nested : statement.blocks()) visit(nested, varies);
    if (statement instanceof Statement.If branch) {
      for (Statement.Result result : branch.results()) {
        if (varies || varies(result.fromThen()) || varies(result.fromElse())) {
          mark(values, result.target());
        }
      }
      return;
    }
    if (!varies) return;
    statement.defined().forEach(value -> mark(values, value));
    if (statement instanceof Statement.Store s) mark(arrays, s.array());
    if (statement instanceof Statement.AddTo s) mark(arrays, s.array());
    if (statement instanceof Statement.Fill s) mark(arrays, s.array());
    if (statement instanceof Statement.Set s) mark(registers, s.register());
    if (statement instanceof Statement.Accumulate s) mark(registers, s.register());
    if (statement instanceof Statement.Solve s) mark(arrays, s.output().array());
    if (statement instanceof Statement.Call s) s.outputs().forEach(o -> mark(arrays, o.array()));
  }

  private <T> void mark(Set<T> set, T element) {
    changed |= set.add(element);
  }
}
