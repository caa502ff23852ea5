package bayes.compiler.plan.statistics;

import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;

/** Writes likelihoods as functions of statistics of the data. */
public final class StatisticsPass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    return before;
  }
}
