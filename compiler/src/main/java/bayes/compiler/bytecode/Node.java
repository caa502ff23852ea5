package bayes.compiler.bytecode;

import bayes.compiler.program.Statement;
import java.util.List;

/**
 * A statement in its routine: the program's tree, with pieces moved out to routines of their own.
 */
sealed interface Node {
  /** A statement without blocks. */
  record Plain(Statement statement) implements Node {}

  record Branch(Statement.If statement, List<Node> then, List<Node> otherwise) implements Node {}

  record Repeat(Statement.Loop statement, List<Node> body) implements Node {}

  /** Runs the nodes of another routine here. */
  record Invoke(Routine routine) implements Node {}
}
