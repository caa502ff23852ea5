package bayes.compiler.plan.collapse;

import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;

/**
 * Decides which discrete latents are drawn one by one with everything around them integrated out.
 */
public final class CollapsePass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    return before;
  }
}
