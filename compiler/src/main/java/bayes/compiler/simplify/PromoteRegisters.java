package bayes.compiler.simplify;

import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes values of the real registers that only the statements of one block set and add to. */
final class PromoteRegisters extends Rewrite {
  private final Set<Register> promoted = new HashSet<>();
  private final Map<Register, Value> current = new HashMap<>();

  private PromoteRegisters(Program program) {
    super(program);
    Map<Register, Block> homes = new HashMap<>();
    collect(program.prelude(), homes);
    collect(program.body(), homes);
  }

  static Program apply(Program program) {
    return new PromoteRegisters(program).apply();
  }

  private void collect(Block block, Map<Register, Block> homes) {
    for (Statement s : block.statements()) {
      Register changed = Parts.changedRegister(s);
      if (changed != null && changed.kind() == Kind.REAL && !changed.constant()) {
        if (s instanceof Statement.Set) {
          homes.put(changed, block);
          promoted.add(changed);
        } else if (homes.get(changed) != block) {
          promoted.remove(changed);
        }
      }
      for (Block inner : s.blocks()) collect(inner, homes);
    }
  }

  @Override
  void rewrite(Statement s) {
    Register register = Parts.register(s);
    if (register == null || !promoted.contains(register)) {
      copy(s);
    } else if (s instanceof Statement.Set t) {
      current.put(register, use(t.value()));
    } else if (s instanceof Statement.Accumulate a) {
      current.computeIfPresent(
          register, (r, sum) -> define(a.origin(), Operation.ADD, sum, use(a.value())));
    } else if (s instanceof Statement.Get g) {
      replace(g.target(), Objects.requireNonNull(current.get(register)));
    }
  }
}
