package bayes.compiler.plan.collapse;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.ModelStatement;
import java.util.ArrayList;
import java.util.List;

/** Puts statements into the loops and branches of a path. */
final class Paths {
  private Paths() {}

  /** The statements within the steps, from the outside in. */
  static List<ModelStatement> around(List<Step> steps, List<ModelStatement> inner) {
    List<ModelStatement> statements = inner;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (step instanceof Step.Local local) {
        List<ModelStatement> with = new ArrayList<>(List.of(local.define()));
        with.addAll(statements);
        statements = with;
      } else if (step instanceof Step.Loop loop) {
        statements =
            List.of(new ModelStatement.For(loop.loop().binder(), statements, loop.loop().span()));
      } else {
        Step.Branch branch = (Step.Branch) step;
        ModelStatement.If old = branch.branch();
        statements =
            List.of(
                new ModelStatement.If(
                    old.condition(),
                    branch.isThen() ? statements : List.of(),
                    branch.isThen() ? List.of() : statements,
                    old.span()));
      }
    }
    return statements;
  }
}
