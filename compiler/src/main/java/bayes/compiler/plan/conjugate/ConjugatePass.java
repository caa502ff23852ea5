package bayes.compiler.plan.conjugate;

import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;
import java.util.Optional;

/**
 * Integrates conjugate latents out: those whose marginal likelihood and posterior, given all
 * others, have a closed form.
 *
 * <p>A latent is integrated out where its marginal likelihood is a function of sums of the data
 * (which are made once), of what is left of other integrals, or of rows that discrete latents of a
 * collapsed Gibbs sampler choose: the model that is left is smaller, and costs no more. If no
 * latent at all would be left, the model stays as it is, for those who ask for a sampler: {@link
 * #exact} has the answer.
 */
public final class ConjugatePass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    if (!before.options().integrals()) return before;
    return Integration.of(before, Integration.Extent.ASKED);
  }

  /** The model without any latent, if all can be integrated out: its posterior is known. */
  public Optional<Rewriting> exact(Rewriting before) {
    if (!before.options().integrals()) return Optional.empty();
    boolean isEmpty = Integration.isComplete(before) && before.treatments().isEmpty();
    return isEmpty ? Optional.empty() : Integration.ofAll(before).filter(Integration::isComplete);
  }
}
