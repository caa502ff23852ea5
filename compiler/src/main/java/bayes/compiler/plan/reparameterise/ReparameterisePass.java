package bayes.compiler.plan.reparameterise;

import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;

/** Chooses centred or non-centred forms. */
public final class ReparameterisePass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    return before;
  }
}
