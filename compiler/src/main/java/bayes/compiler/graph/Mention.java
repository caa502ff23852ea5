package bayes.compiler.graph;

import bayes.compiler.model.Expr;
import java.util.List;
import java.util.Optional;

/**
 * One place at which a term reads a latent, or draws it.
 *
 * @param indices which element, by the dimensions of its plate; a dimension of which any element
 *     may be read has none
 * @param isFromData whether these indices change with no latent
 */
public record Mention(List<Optional<Expr>> indices, boolean isFromData) {
  public Mention {
    indices = List.copyOf(indices);
  }

  /** Whether any element may be meant. */
  public boolean isEverything() {
    return indices.stream().allMatch(Optional::isEmpty);
  }
}
