package bayes.compiler.plan.sum;

import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;

/** Sums finite discrete latents out. */
public final class SumPass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    return before;
  }
}
