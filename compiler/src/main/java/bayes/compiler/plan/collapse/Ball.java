package bayes.compiler.plan.collapse;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is drawn from a row: by a discrete latent, or by an observation.
 *
 * @param term the draw or the observation
 * @param path the loops and branches around it, and the conditions on data under which it is a ball
 *     of these rows at this place
 * @param row by the dimensions that number the rows
 * @param times how often it counts, if not once
 */
public record Ball(
    Term term,
    List<Step> path,
    Rows rows,
    List<Position> row,
    Position column,
    Optional<Expr> times) {
  public Ball {
    path = List.copyOf(path);
    row = List.copyOf(row);
  }

  /** Whether it is what a latent draws, rather than what is observed. */
  public boolean isDrawn() {
    return term.statement() instanceof ModelStatement.Draw;
  }

  /** Whether where it lies changes with a latent. */
  public boolean isMoving() {
    return positions().anyMatch(p -> p.site().isPresent());
  }

  /** Row and column. */
  public Stream<Position> positions() {
    return Stream.concat(row.stream(), Stream.of(column));
  }
}
