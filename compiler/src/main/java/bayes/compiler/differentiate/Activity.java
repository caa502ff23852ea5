package bayes.compiler.differentiate;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What has an adjoint: real values, registers and arrays that depend on the position and that the
 * result depends on, both by a path along which derivatives flow.
 */
final class Activity {
  private final Set<Object> varied = new HashSet<>();
  private final Set<Object> useful = new HashSet<>();

  Activity(Program program) {
    for (Array array : program.arrays()) {
      if (array.role() == Array.Role.POSITION) varied.add(array);
    }
    useful.add(Objects.requireNonNull(program.result()));
    int before;
    do {
      before = varied.size();
      Parts.forEach(program.body(), this::vary);
    } while (varied.size() > before);
    do {
      before = useful.size();
      useBackwards(program.body());
    } while (useful.size() > before);
  }

  boolean of(Value value) {
    return varied.contains(value) && useful.contains(value);
  }

  boolean of(Array array) {
    return varied.contains(array) && useful.contains(array);
  }

  boolean of(Register register) {
    return varied.contains(register) && useful.contains(register);
  }

  /** Whether anything with an adjoint happens in the statement. */
  boolean of(Statement s) {
    if (s.defined().stream().anyMatch(this::of)) return true;
    if (isActiveWrite(s)) return true;
    return s.blocks().stream().flatMap(b -> b.statements().stream()).anyMatch(this::of);
  }

  /** Whether the statement itself puts an active value into an active register or array. */
  boolean isActiveWrite(Statement s) {
    if (s instanceof Statement.Call || s instanceof Statement.Solve) {
      return Parts.written(s).stream().anyMatch(this::of)
          && Parts.read(s).stream().anyMatch(this::of);
    }
    Register changed = Parts.changedRegister(s);
    boolean target =
        (changed != null && of(changed)) || Parts.written(s).stream().anyMatch(this::of);
    return target && s.used().stream().anyMatch(this::of);
  }

  private void vary(Statement s) {
    if (s instanceof Statement.If i) {
      for (Statement.Result r : i.results()) {
        if (varied.contains(r.fromThen()) || varied.contains(r.fromElse())) vary(r.target());
      }
      return;
    }
    if (s instanceof Statement.Define d && Partials.isFlat(d.operation())) return;
    boolean in =
        s.used().stream().anyMatch(varied::contains)
            || Parts.read(s).stream().anyMatch(varied::contains)
            || (s instanceof Statement.Get g && varied.contains(g.register()));
    if (!in || s instanceof Statement.Loop) return;
    s.defined().forEach(this::vary);
    Register changed = Parts.changedRegister(s);
    if (changed != null && changed.kind() == Kind.REAL && !changed.constant()) varied.add(changed);
    for (Array array : Parts.written(s)) if (array.kind() == Kind.REAL) varied.add(array);
  }

  private void vary(Value value) {
    if (value.kind() == Kind.REAL) varied.add(value);
  }

  private void useBackwards(Block block) {
    List<Statement> statements = block.statements();
    for (int k = statements.size() - 1; k >= 0; k--) {
      Statement s = statements.get(k);
      if (s instanceof Statement.If i) {
        for (Statement.Result r : i.results()) {
          if (useful.contains(r.target())) {
            useful.add(r.fromThen());
            useful.add(r.fromElse());
          }
        }
      }
      for (Block inner : s.blocks()) useBackwards(inner);
      Register changed = Parts.changedRegister(s);
      boolean out =
          s.defined().stream().anyMatch(useful::contains)
              || (changed != null && useful.contains(changed))
              || Parts.written(s).stream().anyMatch(useful::contains);
      if (!out || !s.blocks().isEmpty()) continue;
      useful.addAll(s.used());
      useful.addAll(Parts.read(s));
      if (s instanceof Statement.Get g && !g.register().constant()) useful.add(g.register());
    }
  }
}
