package bayes.compiler.bytecode;

import bayes.compiler.program.Array;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a routine need no local: those used once, in the block that defines them, by a
 * pure definition. They are computed where they are used, which makes methods about half as long
 * and comparisons part of their jumps.
 */
final class Folding {
  /** Deeper expressions would need a deep stack, here and in the class file's verifier. */
  private static final int MAX_DEPTH = 24;

  private final Map<Value, Integer> uses;
  private final boolean prelude;
  private final Map<Value, Statement> folded = new HashMap<>();
  private final Map<Value, Integer> depths = new HashMap<>();

  /**
   * @param uses how often the program uses each value
   * @param prelude whether constant arrays may still change
   */
  Folding(Map<Value, Integer> uses, boolean prelude) {
    this.uses = uses;
    this.prelude = prelude;
  }

  /** The definition to compute in place of a use of the value, if it is folded. */
  @Nullable Statement definition(Value value) {
    return folded.get(value);
  }

  /** Decides for the values that a list of nodes defines; {@code last} are used at its end. */
  void decide(List<Node> nodes, List<Value> last) {
    Map<Value, Statement> candidates = new HashMap<>();
    for (Node node : nodes) {
      Statement statement = statementOf(node);
      if (statement == null) continue;
      for (Value value : foldableUses(statement)) fold(value, candidates);
      if (isPure(statement) && uses.getOrDefault(statement.defined().get(0), 0) == 1) {
        candidates.put(statement.defined().get(0), statement);
      }
    }
    for (Value value : last) fold(value, candidates);
  }

  private void fold(Value value, Map<Value, Statement> candidates) {
    Statement definition = candidates.get(value);
    if (definition == null) return;
    int depth = 1;
    for (Value operand : definition.used()) {
      depth = Math.max(depth, 1 + depths.getOrDefault(operand, 0));
    }
    if (depth > MAX_DEPTH) return;
    folded.put(value, definition);
    depths.put(value, depth);
  }

  private static @Nullable Statement statementOf(Node node) {
    if (node instanceof Node.Plain plain) return plain.statement();
    if (node instanceof Node.Branch branch) return branch.statement();
    if (node instanceof Node.Repeat repeat) return repeat.statement();
    return null;
  }

  /** A loop reads its bound in every iteration. */
  private static List<Value> foldableUses(Statement statement) {
    if (statement instanceof Statement.Loop) return List.of();
    return statement.used();
  }

  private boolean isPure(Statement statement) {
    if (statement instanceof Statement.Define) return true;
    return statement instanceof Statement.Load load && isReadOnly(load.array());
  }

  private boolean isReadOnly(Array array) {
    return switch (array.role()) {
      case DATA, POSITION -> true;
      case CONSTANT -> !prelude;
      case WORKSPACE, OUTPUT -> false;
    };
  }
}
