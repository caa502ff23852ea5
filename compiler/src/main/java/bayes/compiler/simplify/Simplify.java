package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Program;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes a program cheaper and keeps what it computes: values and gradients to rounding (1e-12
 * relative), rejections, and the order of random draws.
 */
public final class Simplify {
  private static final int MOST_ROUNDS = 6;

  /** In the order in which they run; each finds what the ones before it have laid open. */
  private static final List<UnaryOperator<Program>> PASSES =
      List.of(
          Fold::apply,
          SelectBranches::apply,
          Identities::apply,
          ShareCommon::apply,
          PromoteRegisters::apply,
          HoistReductions::apply,
          Hoist::apply,
          SplitSums::apply,
          FuseLoops::apply,
          Interchange::apply,
          SplitStages::apply,
          CacheDataTerms::apply,
          RemoveDead::apply);

  private Simplify() {}

  /** The simplified program. */
  public static Program simplify(Program program) {
    Program current = program;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Program before = current;
      for (UnaryOperator<Program> pass : PASSES) current = pass.apply(current);
      if (current.equals(before)) break;
    }
    return isFinal(program)
        ? SumRuns.apply(RemoveDead.apply(ShareCommon.apply(MultiplyLogs.apply(current))))
        : current;
  }

  /** What writes outputs is not differentiated any more. */
  private static boolean isFinal(Program program) {
    return program.arrays().stream().anyMatch(array -> array.role() == Array.Role.OUTPUT);
  }
}
