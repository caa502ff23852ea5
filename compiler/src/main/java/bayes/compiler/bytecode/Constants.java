package bayes.compiler.bytecode;

import bayes.compiler.program.Block;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that are literals: they need neither locals nor fields. */
final class Constants {
  private final Map<Value, Statement> definitions = new HashMap<>();

  Constants(Program program) {
    collect(program.prelude());
    collect(program.body());
  }

  private void collect(Block block) {
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.RealConstant
          || statement instanceof Statement.IntConstant) {
        definitions.put(statement.defined().get(0), statement);
      }
      statement.blocks().forEach(this::collect);
    }
  }

  boolean has(Value value) {
    return definitions.containsKey(value);
  }

  @Nullable Statement definition(Value value) {
    return definitions.get(value);
  }
}
