package bayes.compiler.plan.chain;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.Request;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.Treatment;
import java.util.List;
import java.util.Optional;

/**
 * Sums chains of discrete latents out by the forward algorithm: where an element depends on the one
 * before it along one dimension, and every other term reads one element, or two that follow each
 * other.
 */
public final class ChainPass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    if (!before.options().sums()) return before;
    Rewriting rewriting = before;
    for (VariableDeclaration variable : before.model().variables()) {
      if (isOpen(variable, before)) rewriting = treated(variable.symbol(), rewriting);
    }
    return rewriting;
  }

  /** Whether a discrete latent still waits for its treatment. */
  private static boolean isOpen(VariableDeclaration variable, Rewriting before) {
    Symbol symbol = variable.symbol();
    return symbol.role() == Symbol.Role.LATENT
        && !(symbol.type().element() instanceof Type.Real)
        && !symbol.type().dimensions().isEmpty()
        && variable.choice().isEmpty()
        && variable.request().filter(r -> r.kind() == Request.Kind.SAMPLE).isEmpty()
        && before.treatments().stream().noneMatch(t -> t.of().contains(symbol));
  }

  private static Rewriting treated(Symbol latent, Rewriting before) {
    VariableDeclaration variable =
        before.model().variables().stream()
            .filter(v -> v.symbol().equals(latent))
            .findFirst()
            .orElseThrow();
    Optional<Gaps> gaps = Gaps.of(variable, before);
    Rewriting whole = gaps.map(Gaps::rewriting).orElse(before);
    Derivations derivations = Derivations.of(whole.model());
    VariableDeclaration declaration = gaps.map(Gaps::whole).orElse(variable);
    ChainFinder.Found found =
        new ChainFinder(whole, derivations, declaration, latent.name()).find();
    Optional<Obstacle> obstacle =
        gaps.isEmpty()
            ? found.obstacle()
            : found.obstacle().or(() -> found.chain().flatMap(Chain::whyNotOfData));
    if (found.chain().isPresent() && obstacle.isEmpty()) {
      Chain chain = found.chain().get();
      Rewriting after =
          new ChainRewriting(whole, derivations, chain, gaps.map(Gaps::drawn)).apply();
      return gaps.map(g -> g.withMarginals(after)).orElse(after).with(treatment(latent, chain));
    }
    return obstacle
        .map(
            why ->
                before.with(
                    new Treatment(
                        Treatment.Kind.KEPT,
                        List.of(latent),
                        "not summed out as a chain",
                        "an element depends on others, but " + why.reason(),
                        Optional.empty(),
                        List.of(why))))
        .orElse(before);
  }

  private static Treatment treatment(Symbol latent, Chain chain) {
    String states = "|" + ExprText.of(chain.states().set()) + "|";
    return new Treatment(
        Treatment.Kind.CHAIN,
        List.of(latent),
        "summed out along its steps, by the forward algorithm",
        "an element depends on the one before it alone",
        Optional.of(states + "^2 terms for each step"),
        List.of());
  }
}
