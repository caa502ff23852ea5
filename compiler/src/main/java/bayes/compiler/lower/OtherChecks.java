package bayes.compiler.lower;

import bayes.compiler.program.Block;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A program without a check that has failed, to see what else is wrong. What comes after an index
 * that is out of range cannot run; arguments and observations outside a support, and elements that
 * are defined too often, do no harm to other checks.
 */
public final class OtherChecks {
  private static final Set<String> HARMLESS =
      Set.of("D0310", "D0311", "D0320", "D0321", "D0322", "D0323");

  private final int dropped;

  private OtherChecks(Program program, Program.Problem dropped) {
    this.dropped = program.problems().indexOf(dropped);
  }

  /** Whether the rest of a program can run where this has failed. */
  public static boolean areIndependentOf(Program.Problem failed) {
    return HARMLESS.contains(failed.code());
  }

  /** The program without the checks of a problem. */
  public static Program of(Program program, Program.Problem failed) {
    OtherChecks checks = new OtherChecks(program, failed);
    return program.with(
        program.arrays(),
        checks.block(program.prelude()),
        checks.block(program.body()),
        program.result());
  }

  private Block block(Block block) {
    List<Statement> kept = new ArrayList<>();
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.Loop s) {
        kept.add(
            new Statement.Loop(
                s.index(), s.from(), s.to(), s.backward(), block(s.body()), s.origin()));
      } else if (statement instanceof Statement.If s) {
        kept.add(
            new Statement.If(
                s.condition(), block(s.then()), block(s.otherwise()), s.results(), s.origin()));
      } else if (!(statement instanceof Statement.Check check && check.problem() == dropped)) {
        kept.add(statement);
      }
    }
    return new Block(kept);
  }
}
