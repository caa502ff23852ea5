package bayes.compiler.plan.chain;

import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Obstacle;
import java.util.List;
import java.util.Optional;

/**
 * A discrete latent whose elements are chains.
 *
 * @param terms all that read it
 */
record Chain(VariableDeclaration latent, Layout layout, States states, List<ChainTerm> terms) {
  Chain {
    terms = List.copyOf(terms);
  }

  /** Whether the chain alone, without observations, has another sum than 1. */
  boolean hasPrior() {
    return terms.stream()
        .anyMatch(term -> term.kind() != ChainTerm.Kind.DRAW && term.prior().isPresent());
  }

  /** Why it is no chain with elements of data among its own: these have no prior to add up. */
  Optional<Obstacle> whyNotOfData() {
    return terms.stream()
        .filter(term -> term.kind() != ChainTerm.Kind.DRAW && term.prior().isPresent())
        .findFirst()
        .map(
            term ->
                new Obstacle(
                    "another latent is drawn from its elements, some of which the data may have",
                    term.statement().span(),
                    "drawn here"));
  }
}
