package bayes.compiler.plan.collapse;

import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.Symbol;
import java.util.List;

/**
 * How a model is sampled with its rows integrated out: the rows, the discrete latents that are
 * drawn, and the balls that these put into the rows. Nothing else is unknown.
 *
 * @param rows the arrays of rows, in order of their declarations
 * @param sites the discrete latents, in order of their declarations
 * @param balls everything that is drawn from the rows
 * @param others the terms that mention discrete latents and are no balls
 */
public record Collapse(List<Rows> rows, List<Symbol> sites, List<Ball> balls, List<Term> others) {
  public Collapse {
    rows = List.copyOf(rows);
    sites = List.copyOf(sites);
    balls = List.copyOf(balls);
    others = List.copyOf(others);
  }

  /** The balls of one array of rows. */
  public List<Ball> ballsOf(Rows one) {
    return balls.stream().filter(ball -> ball.rows().equals(one)).toList();
  }
}
