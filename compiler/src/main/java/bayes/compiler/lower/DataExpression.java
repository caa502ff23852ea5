package bayes.compiler.lower;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An expression of data as programs.
 *
 * @param length returns the number of elements
 * @param elements writes them to its output, the first index slowest
 * @param reads the DATA arrays that either needs
 */
public record DataExpression(Program length, Program elements, Set<Array> reads) {
  public DataExpression {
    reads = Set.copyOf(reads);
  }

  static DataExpression of(Program length, Program elements) {
    Set<Array> reads = new LinkedHashSet<>();
    for (Program program : List.of(length, elements)) {
      collect(program.prelude(), reads);
      collect(program.body(), reads);
    }
    return new DataExpression(length, elements, reads);
  }

  private static void collect(Block block, Set<Array> reads) {
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.Load load && load.array().role() == Array.Role.DATA) {
        reads.add(load.array());
      }
      statement.blocks().forEach(nested -> collect(nested, reads));
    }
  }
}
