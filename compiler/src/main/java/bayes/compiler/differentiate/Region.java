package bayes.compiler.differentiate;

import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a part of the program. The outermost region is the forward evaluation itself, with
 * all its effects. The others recompute the scalars of a loop's or branch's body for the backward
 * pass: they store nothing, and write only registers that begin within them.
 */
final class Region {
  private final @Nullable Region outer;
  private final Map<Register, Register> registers = new HashMap<>();
  private final Set<Register> carried = new HashSet<>();

  private Region(@Nullable Region outer) {
    this.outer = outer;
  }

  static Region forward() {
    return new Region(null);
  }

  /** A region that recomputes {@code block} of the program whose body is {@code all}. */
  Region recompute(Block block, Block all) {
    Region region = new Region(this);
    Map<Register, Integer> inside = changes(block);
    Map<Register, Integer> everywhere = changes(all);
    inside.forEach(
        (register, n) -> {
          boolean mutable = register.constant() || register.kind() == Kind.INT;
          if (mutable && n < everywhere.getOrDefault(register, 0)) region.carried.add(register);
        });
    return region;
  }

  boolean isForward() {
    return outer == null;
  }

  /** Whether the register's value here is history that a recomputation does not have. */
  boolean isLost(Register register) {
    return carried.contains(register) || (outer != null && outer.isLost(register));
  }

  /** The register to write in this region, or null if the write belongs to an outer region. */
  @Nullable Register written(Statement s, Register register, Numbering numbering) {
    if (isForward()) return register;
    if (carried.contains(register)) return null;
    if (s instanceof Statement.Set) {
      return registers.computeIfAbsent(register, r -> numbering.register(r.kind(), r.constant()));
    }
    return registers.get(register);
  }

  /** The register to read. */
  Register read(Register register) {
    Register own = registers.get(register);
    if (own != null) return own;
    return outer == null ? register : outer.read(register);
  }

  private static Map<Register, Integer> changes(Block block) {
    Map<Register, Integer> count = new HashMap<>();
    Parts.forEach(
        block,
        s -> {
          Register changed = Parts.changedRegister(s);
          if (changed != null) count.merge(changed, 1, Integer::sum);
        });
    return count;
  }
}
