package bayes.compiler.plan.reparameterise;

import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.Treatment;
import java.util.List;
import java.util.Optional;

/**
 * Finds the plates whose form, centred or non-centred, is left to the data: which one is better is
 * known when these are bound.
 */
public final class ReparameterisePass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    if (!before.options().reparameterisation()) return before;
    Rewriting after = before;
    for (Forms.Open plate : Forms.of(before.model())) after = after.with(undecided(plate));
    return after;
  }

  private static Treatment undecided(Forms.Open plate) {
    return treatment(
        plate,
        "centred or non-centred, as the data decide when they are bound",
        "its scale depends on a latent; `@centered` or `@noncentered` before it decides at once");
  }

  /** What is told of a plate. */
  static Treatment treatment(Forms.Open plate, String what, String why) {
    return new Treatment(
        Treatment.Kind.REPARAMETERISED,
        List.of(plate.symbol()),
        what,
        why,
        Optional.empty(),
        List.of());
  }
}
