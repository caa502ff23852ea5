package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Request;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Pass;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.Treatment;
import java.util.List;
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
    return isEmpty
        ? Optional.empty()
        : integrated(before, List.of()).filter(Integration::isComplete);
  }

  /**
   * The model with nothing but its discrete latents, if all others can be integrated out given
   * them: its posterior is known, state by state, where the states are few enough to look at each.
   */
  public Optional<Rewriting> exactGivenStates(Rewriting written) {
    PlanOptions options = written.options();
    if (!options.integrals() || !options.sums()) return Optional.empty();
    List<VariableDeclaration> discrete =
        written.model().variables().stream()
            .filter(v -> v.symbol().role() == Symbol.Role.LATENT)
            .filter(v -> !(v.symbol().type().element() instanceof Type.Real))
            .toList();
    if (discrete.isEmpty() || discrete.stream().anyMatch(ConjugatePass::isToBeSampled)) {
      return Optional.empty();
    }
    List<Symbol> symbols = discrete.stream().map(VariableDeclaration::symbol).toList();
    Rewriting given = written.with(enumerated(symbols));
    return integrated(given, discrete)
        .filter(
            after ->
                after.model().variables().stream()
                    .map(VariableDeclaration::symbol)
                    .filter(s -> s.role() == Symbol.Role.LATENT)
                    .allMatch(symbols::contains));
  }

  /** As it is written, or else with choices between parameters taken apart. */
  private static Optional<Rewriting> integrated(Rewriting before, List<VariableDeclaration> given) {
    return Integration.ofAll(before, given)
        .or(() -> Choices.written(before).flatMap(taken -> Integration.ofAll(taken, given)));
  }

  private static boolean isToBeSampled(VariableDeclaration variable) {
    return variable.request().filter(r -> r.kind() == Request.Kind.SAMPLE).isPresent();
  }

  private static Treatment enumerated(List<Symbol> symbols) {
    return new Treatment(
        Treatment.Kind.ENUMERATED,
        symbols,
        "each state is looked at, with all else integrated out in closed form given it",
        "given the discrete latents everything else is conjugate, so that the probability of each"
            + " state is known",
        Optional.of("as many evaluations as there are states, once"),
        List.of());
  }
}
