package bayes.runtime.draws;

import java.util.List;
import java.util.Optional;

/**
 * Where a trajectory left the path of the dynamics.
 *
 * @param chain the number of the chain, from 1
 * @param draw the number of the draw after warmup, from 1
 * @param from the unconstrained position before the diverging step
 * @param to the unconstrained position after it
 * @param values what is recorded at {@code from}, in the order of the layout
 * @param blame the statement whose term changes most along the step, if the target can tell
 */
public record Divergence(
    int chain,
    int draw,
    List<Double> from,
    List<Double> to,
    List<Double> values,
    Optional<TermChange> blame) {
  public Divergence {
    from = List.copyOf(from);
    to = List.copyOf(to);
    values = List.copyOf(values);
  }
}
