package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * What of a program's body changes from one evaluation to the next: what depends on the position,
 * on outputs or on random numbers, by its operands or by whether it is reached.
 */
final class Dependence {
  private final Set<Object> dependent = new HashSet<>();

  Dependence(Program program) {
    for (Array array : program.arrays()) {
      boolean argument = array.role() == Array.Role.POSITION || array.role() == Array.Role.OUTPUT;
      if (argument) dependent.add(array);
    }
    int before;
    do {
      before = dependent.size();
      block(program.body(), false);
      pinRegisters(program.body());
    } while (dependent.size() > before);
  }

  /**
   * A register that a statement of both kinds reads within its blocks stays in the body: registers
   * do not outlive the prelude.
   */
  private void pinRegisters(Block body) {
    Set<Register> atTop = new HashSet<>();
    for (Statement s : body.statements()) {
      if (s instanceof Statement.Set t) atTop.add(t.register());
    }
    for (Statement s : body.statements()) {
      if (s.blocks().isEmpty() || isWhole(s)) continue;
      Parts.forEach(
          s,
          each -> {
            if (each instanceof Statement.Get g && atTop.contains(g.register())) {
              dependent.add(g.register());
            }
          });
    }
  }

  /** Whether the statement and everything in it is independent of the position. */
  boolean isWhole(Statement s) {
    boolean[] whole = {true};
    Parts.forEach(s, each -> whole[0] &= !of(each));
    return whole[0];
  }

  boolean of(Value value) {
    return dependent.contains(value);
  }

  boolean of(Register register) {
    return dependent.contains(register);
  }

  boolean of(Array array) {
    return dependent.contains(array);
  }

  /** Whether the statement itself, leaving its blocks aside, must run in each evaluation. */
  boolean of(Statement s) {
    Register changed = Parts.changedRegister(s);
    return s instanceof Statement.Draw
        || isRandomCall(s)
        || s.used().stream().anyMatch(this::of)
        || s.defined().stream().anyMatch(this::of)
        || Parts.read(s).stream().anyMatch(this::of)
        || Parts.written(s).stream().anyMatch(this::of)
        || (changed != null && of(changed));
  }

  private static boolean isRandomCall(Statement s) {
    return s instanceof Statement.Call call && call.primitive().isRandom();
  }

  private void block(Block block, boolean underDependent) {
    for (Statement s : block.statements()) statement(s, underDependent);
  }

  private void statement(Statement s, boolean underDependent) {
    boolean now =
        s instanceof Statement.Draw
            || isRandomCall(s)
            || s.used().stream().anyMatch(this::of)
            || Parts.read(s).stream().anyMatch(this::of)
            || (s instanceof Statement.Get g && of(g.register()));
    if (s instanceof Statement.Loop l) {
      if (now || underDependent) dependent.add(l.index());
      block(l.body(), now || underDependent);
      return;
    }
    if (s instanceof Statement.If i) {
      block(i.then(), now || underDependent);
      block(i.otherwise(), now || underDependent);
      for (Statement.Result r : i.results()) {
        if (now || of(r.fromThen()) || of(r.fromElse())) dependent.add(r.target());
      }
      return;
    }
    if (now) dependent.addAll(s.defined());
    if (now || underDependent) {
      Register changed = Parts.changedRegister(s);
      if (changed != null) dependent.add(changed);
      dependent.addAll(Parts.written(s));
    }
  }
}
