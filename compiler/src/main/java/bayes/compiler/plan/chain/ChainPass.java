package bayes.compiler.plan.chain;

import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;

/** Sums chains of discrete latents out by the forward algorithm. */
public final class ChainPass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    return before;
  }
}
