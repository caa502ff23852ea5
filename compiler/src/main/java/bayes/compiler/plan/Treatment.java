package bayes.compiler.plan;

import bayes.compiler.model.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * What a plan does with some latents or statements, in words for people.
 *
 * @param of the latents; of a compressed likelihood, those that it depends on
 * @param what what happens to them: "summed out, element by element"
 * @param why what makes it possible, and better
 * @param cost what an evaluation costs, in sizes of the model's sets: "|Topic| terms for each of
 *     Doc"
 * @param obstacles what stood in the way of better
 */
public record Treatment(
    Kind kind,
    List<Symbol> of,
    String what,
    String why,
    Optional<String> cost,
    List<Obstacle> obstacles) {
  public Treatment {
    of = List.copyOf(of);
    obstacles = List.copyOf(obstacles);
  }

  /** What can happen to a latent. */
  public enum Kind {
    /** A discrete latent is summed out. */
    SUMMED,
    /** A chain of discrete latents is summed out by the forward algorithm. */
    CHAIN,
    /** A latent is integrated out in closed form. */
    INTEGRATED,
    /** A latent is integrated out given discrete ones that are sampled. */
    COLLAPSED,
    /** A discrete latent stays, and is drawn with the rows around it integrated out. */
    GIBBS,
    /** A discrete latent stays, and all of its states are looked at, all else integrated out. */
    ENUMERATED,
    /** A likelihood is a function of statistics of the data. */
    COMPRESSED,
    /** A likelihood stays as it is written, for a reason that a user may want to know. */
    PLAIN,
    /** The form in which a latent is explored is chosen. */
    REPARAMETERISED,
    /** A latent stays as it is written, for a reason that a user may want to know. */
    KEPT
  }
}
