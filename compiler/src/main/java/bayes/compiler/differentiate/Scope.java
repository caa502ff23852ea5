package bayes.compiler.differentiate;

import bayes.compiler.program.Block;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a block while it is being written: what begins its adjoints, its forward statements,
 * its backward statements.
 */
final class Scope {
  /** The adjoint of a value or register as far as it has been summed. */
  static final class Adjoint {
    /** What the statements of the home block itself have contributed. */
    @Nullable Value sum;

    /** What inner blocks have contributed. */
    @Nullable Register register;

    /** The whole sum, once known. */
    @Nullable Value total;
  }

  final @Nullable Scope outer;
  final Region region;
  final List<Statement> beginning = new ArrayList<>();
  final List<Statement> forward = new ArrayList<>();
  final List<Statement> backward = new ArrayList<>();

  /** Statements that ran forward and backward in one. */
  final Set<Statement> fused = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Readings of registers whose adjoint is complete already; they get nothing more. */
  final Set<Value> settled = new HashSet<>();

  private final Map<Value, Value> values = new HashMap<>();
  private final Map<Object, Adjoint> adjoints = new HashMap<>();
  private final Set<Register> registers = new HashSet<>();

  Scope(@Nullable Scope outer, Region region) {
    this.outer = outer;
    this.region = region;
  }

  void name(Value original, Value here) {
    values.put(original, here);
  }

  /** What stands for a value of the original program; null where it cannot be recomputed. */
  @Nullable Value find(Value original) {
    for (Scope s = this; s != null; s = s.outer) {
      Value found = s.values.get(original);
      if (found != null) return found;
    }
    return null;
  }

  /** What stands for a value that can be recomputed, or should. */
  Value here(Value original) {
    Value found = find(original);
    if (found == null) throw Differentiate.bug(original + " cannot be recomputed");
    return found;
  }

  /** The block that defines a value. */
  Scope home(Value original) {
    for (Scope s = this; s != null; s = s.outer) {
      if (s.values.containsKey(original)) return s;
    }
    throw Differentiate.bug("no value " + original);
  }

  /** Says that a real register begins in this block. */
  void begin(Register original) {
    registers.add(original);
  }

  /** The block in which a register begins, if it has begun. */
  @Nullable Scope findHome(Register original) {
    for (Scope s = this; s != null; s = s.outer) {
      if (s.registers.contains(original)) return s;
    }
    return null;
  }

  Scope home(Register original) {
    Scope found = findHome(original);
    if (found == null) throw Differentiate.bug("no register " + original);
    return found;
  }

  boolean owns(Register original) {
    return registers.contains(original);
  }

  /** The adjoint, in its home scope, of a value or register of the original program. */
  Adjoint adjoint(Object original) {
    return adjoints.computeIfAbsent(original, o -> new Adjoint());
  }

  Block block() {
    List<Statement> all = new ArrayList<>(beginning);
    all.addAll(forward);
    all.addAll(backward);
    return new Block(all);
  }
}
