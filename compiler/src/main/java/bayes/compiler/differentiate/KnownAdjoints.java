package bayes.compiler.differentiate;

import bayes.compiler.program.Block;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Statement.Define;
import bayes.compiler.program.Statement.Get;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Adjoints that are known before the forward statements have run: of registers that reach the
 * result linearly, through sums and through products with values that exist already. They let loops
 * that add to these registers run forward and backward in one.
 */
final class KnownAdjoints {
  private final Activity activity;
  private final Map<Value, List<Statement>> uses = new HashMap<>();
  private final Map<Register, List<Get>> readings = new HashMap<>();
  private final Map<Block, Set<Statement>> simple = new IdentityHashMap<>();
  private final Value result;

  KnownAdjoints(Program program, Activity activity) {
    this.activity = activity;
    this.result = Objects.requireNonNull(program.result());
    Parts.forEach(
        program.body(),
        s -> {
          for (Value v : s.used()) {
            uses.computeIfAbsent(v, k -> new ArrayList<>()).add(s);
          }
          if (s instanceof Statement.If i) {
            for (Statement.Result r : i.results()) {
              uses.computeIfAbsent(r.fromThen(), k -> new ArrayList<>()).add(s);
              uses.computeIfAbsent(r.fromElse(), k -> new ArrayList<>()).add(s);
            }
          }
          if (s instanceof Get g) {
            readings.computeIfAbsent(g.register(), k -> new ArrayList<>()).add(g);
          }
        });
  }

  /** Whether the adjoint of a register of this block can be known here. */
  boolean available(Scope scope, Block block, Register register) {
    Scope home = scope.findHome(register);
    if (home != null && home.adjoint(register).total != null) return true;
    if (home != null && home != scope) return false;
    for (Get g : readings.getOrDefault(register, List.of())) {
      if (!activity.of(g.target())) continue;
      if (!isOf(block, g) || !available(scope, block, g.target())) return false;
    }
    return true;
  }

  private boolean available(Scope scope, Block block, Value value) {
    for (Statement use : uses.getOrDefault(value, List.of())) {
      Register target = Parts.changedRegister(use);
      if (target != null) {
        if (!activity.of(target)) continue;
        if (!isOf(block, use)) return false;
        if (!available(scope, block, target)) return false;
      } else if (use instanceof Define d) {
        if (!activity.of(d.target())) continue;
        if (!isOf(block, d) || !isKnownFactor(scope, d, value)) return false;
        if (!available(scope, block, d.target())) return false;
      } else if (activity.of(use)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a statement without blocks is of this block itself. */
  private boolean isOf(Block block, Statement s) {
    return simple.computeIfAbsent(block, KnownAdjoints::simple).contains(s);
  }

  private static Set<Statement> simple(Block block) {
    Set<Statement> result = new HashSet<>();
    for (Statement s : block.statements()) if (s.blocks().isEmpty()) result.add(s);
    return result;
  }

  /** Whether the operation is linear in the value, with a factor that exists already. */
  private static boolean isKnownFactor(Scope scope, Define d, Value value) {
    List<Value> x = d.operands();
    return switch (d.operation()) {
      case ADD, NEG -> true;
      case SUB -> !x.get(0).equals(x.get(1));
      case MUL -> {
        Value other = x.get(x.get(0).equals(value) ? 1 : 0);
        yield !other.equals(value) && scope.find(other) != null;
      }
      case DIV -> {
        Value other = x.get(1);
        yield !other.equals(value) && scope.find(other) != null;
      }
      default -> false;
    };
  }

  /** Writes the register's adjoint here, among the forward statements. */
  void settle(Scope scope, Register register, Formula formulas) {
    write(scope, register, formulas.at(scope.forward, -1));
  }

  private Value write(Scope scope, Register register, Formula f) {
    Scope home = scope.findHome(register);
    Scope.Adjoint adjoint = (home == null ? scope : home).adjoint(register);
    if (adjoint.total != null) return adjoint.total;
    Value sum = null;
    for (Get g : readings.getOrDefault(register, List.of())) {
      scope.settled.add(g.target());
      if (!activity.of(g.target())) continue;
      Value part = write(scope, g.target(), f);
      sum = sum == null ? part : f.add(sum, part);
    }
    Value total = sum == null ? f.real(0) : sum;
    adjoint.total = total;
    return total;
  }

  private Value write(Scope scope, Value value, Formula f) {
    Value sum = value.equals(result) ? f.real(1) : null;
    for (Statement use : uses.getOrDefault(value, List.of())) {
      Value part = null;
      Register target = Parts.changedRegister(use);
      if (target != null && activity.of(target)) {
        part = write(scope, target, f);
      } else if (use instanceof Define d && activity.of(d.target())) {
        part = write(scope, d.target(), f);
        part = through(scope, d, value, part, f);
      }
      if (part != null) sum = sum == null ? part : f.add(sum, part);
    }
    return sum == null ? f.real(0) : sum;
  }

  private static Value through(Scope scope, Define d, Value value, Value adjoint, Formula f) {
    Value other = d.operands().get(d.operands().size() - 1);
    if (d.operation() == Operation.MUL && other.equals(value)) other = d.operands().get(0);
    return switch (d.operation()) {
      case ADD -> adjoint;
      case SUB -> d.operands().get(0).equals(value) ? adjoint : f.neg(adjoint);
      case NEG -> f.neg(adjoint);
      case MUL -> f.mul(adjoint, Objects.requireNonNull(scope.find(other)));
      case DIV -> f.div(adjoint, Objects.requireNonNull(scope.find(other)));
      default -> throw Differentiate.bug("not linear: " + d);
    };
  }
}
