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
 * @param choice what the data decide when they are bound
 */
public record Treatment(
    Kind kind,
    List<Symbol> of,
    String what,
    String why,
    Optional<String> cost,
    List<Obstacle> obstacles,
    Optional<Choice> choice) {
  public Treatment {
    of = List.copyOf(of);
    obstacles = List.copyOf(obstacles);
  }

  /** One in which the data decide nothing. */
  public Treatment(
      Kind kind,
      List<Symbol> of,
      String what,
      String why,
      Optional<String> cost,
      List<Obstacle> obstacles) {
    this(kind, of, what, why, cost, obstacles, Optional.empty());
  }

  /**
   * A form of a likelihood that is taken if the data make it less work.
   *
   * @param isUsed is true once data are bound, if it is
   * @param rows how many terms the likelihood has as it is written
   * @param groups how many groups of them the form has
   * @param otherwise what happens if it is not taken
   */
  public record Choice(Form form, Symbol isUsed, Symbol rows, Symbol groups, String otherwise) {}

  /** The form of statistics that a likelihood has. */
  public enum Form {
    /** A quadratic form of the coefficients. */
    QUADRATIC("quadratic form", "quadratic"),
    /** One term for rows that are equal, times their count. */
    MERGED("merged rows", "merged"),
    /** One distribution for rows that share it, and one term for each datum that occurs in it. */
    CONTEXTS("shared contexts", "contexts"),
    /** Sums of the data of each group. */
    SUMS("sums of each group", "sums");

    private final String title;
    private final String word;

    Form(String title, String word) {
      this.title = title;
      this.word = word;
    }

    /** For people. */
    public String title() {
      return title;
    }

    /** For programs. */
    public String word() {
      return word;
    }
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
