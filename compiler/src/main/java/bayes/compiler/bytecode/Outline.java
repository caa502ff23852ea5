package bayes.compiler.bytecode;

import bayes.compiler.program.Block;
import bayes.compiler.program.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits the prelude or the body into routines, none larger than a budget: HotSpot leaves methods
 * of more than 8,000 bytecodes to its interpreter, and optimises a loop best in a method of its
 * own. A loop or branch that is too large gives pieces of its contents away.
 */
final class Outline {
  /** Below this size all of a block is one method: the calls would cost more than they gain. */
  private static final int SMALL = 400;

  /** What invoking a routine takes in the method that does. */
  private static final int INVOKE_SIZE = 16;

  private final int budget;
  private final List<Routine> routines;

  /**
   * @param budget the largest size of a method, in estimated bytes
   * @param routines where routines are added, those invoked before those that invoke them
   */
  Outline(int budget, List<Routine> routines) {
    this.budget = budget;
    this.routines = routines;
  }

  /** The routine of a whole block. */
  Routine root(String name, Block block, Routine.Returns returns) {
    List<Node> nodes = fit(block, budget);
    if (size(nodes) > SMALL) nodes = fit(loopsMovedOut(nodes), budget);
    return routine(name, nodes, returns);
  }

  private List<Node> loopsMovedOut(List<Node> nodes) {
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      result.add(node instanceof Node.Repeat ? invoke("loop", List.of(node)) : node);
    }
    return result;
  }

  private Routine routine(String name, List<Node> nodes, Routine.@Nullable Returns returns) {
    Routine routine = new Routine(name, nodes, returns);
    routines.add(routine);
    return routine;
  }

  private Node invoke(String what, List<Node> nodes) {
    return new Node.Invoke(routine(what + "$" + routines.size(), nodes, null));
  }

  /** The nodes of a block, altogether at most {@code limit} large. */
  private List<Node> fit(Block block, int limit) {
    List<Node> nodes = new ArrayList<>();
    for (Statement statement : block.statements()) nodes.add(node(statement));
    return fit(nodes, limit);
  }

  private Node node(Statement statement) {
    int inside = budget - 64;
    if (statement instanceof Statement.Loop loop) {
      return new Node.Repeat(loop, fit(loop.body(), inside));
    }
    if (statement instanceof Statement.If conditional) {
      List<Node> then = fit(conditional.then(), inside);
      List<Node> otherwise = fit(conditional.otherwise(), inside);
      if (size(then) + size(otherwise) > inside) {
        then = fit(then, inside / 2);
        otherwise = fit(otherwise, inside / 2);
      }
      return new Node.Branch(conditional, then, otherwise);
    }
    return new Node.Plain(statement);
  }

  private List<Node> fit(List<Node> nodes, int limit) {
    if (size(nodes) <= limit) return nodes;
    List<Node> result = new ArrayList<>();
    List<Node> chunk = new ArrayList<>();
    int chunkSize = 0;
    for (Node node : nodes) {
      int size = size(node);
      if (chunkSize + size > limit && !chunk.isEmpty()) {
        result.add(moved(chunk));
        chunk = new ArrayList<>();
        chunkSize = 0;
      }
      chunk.add(node);
      chunkSize += size;
    }
    result.add(moved(chunk));
    return result.size() < nodes.size() ? fit(result, limit) : result;
  }

  private Node moved(List<Node> chunk) {
    return chunk.size() == 1 && size(chunk) <= INVOKE_SIZE ? chunk.get(0) : invoke("part", chunk);
  }

  private static int size(List<Node> nodes) {
    return nodes.stream().mapToInt(Outline::size).sum();
  }

  private static int size(Node node) {
    if (node instanceof Node.Branch branch) {
      int results = 8 * branch.statement().results().size();
      return 12 + results + size(branch.then()) + size(branch.otherwise());
    }
    if (node instanceof Node.Repeat repeat) return 24 + size(repeat.body());
    if (node instanceof Node.Plain plain) return size(plain.statement());
    return INVOKE_SIZE;
  }

  /** About what a statement takes; most locals are numbered above 3 and many values are folded. */
  private static int size(Statement statement) {
    if (statement instanceof Statement.RealConstant || statement instanceof Statement.IntConstant) {
      return 0;
    }
    if (statement instanceof Statement.Check check) return 14 + 12 * check.arguments().size();
    if (statement instanceof Statement.Define define) {
      return 6 + 3 * define.operands().size();
    }
    return 9 + 3 * statement.used().size();
  }
}
