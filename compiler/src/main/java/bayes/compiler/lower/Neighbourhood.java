package bayes.compiler.lower;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import java.util.List;
import java.util.Set;

/**
 * What a program of a single latent's terms is made from.
 *
 * @param plate the number of the latent's dimensions that are a plate
 * @param kept the derived values that are among the values, in order
 * @param still those of them that stay as they are while such latents move
 * @param byElement the definitions that are computed where an element is read
 */
record Neighbourhood(
    Symbol latent,
    int plate,
    List<Blanket> blankets,
    List<VariableDeclaration> kept,
    Set<Symbol> still,
    List<Derivations.Definition> byElement) {
  Neighbourhood {
    blankets = List.copyOf(blankets);
    kept = List.copyOf(kept);
    still = Set.copyOf(still);
    byElement = List.copyOf(byElement);
  }
}
