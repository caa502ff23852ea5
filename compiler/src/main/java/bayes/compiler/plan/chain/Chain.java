package bayes.compiler.plan.chain;

import bayes.compiler.model.VariableDeclaration;
import java.util.List;

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
}
