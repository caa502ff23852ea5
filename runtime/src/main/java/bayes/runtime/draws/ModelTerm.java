package bayes.runtime.draws;

import java.util.List;

/**
 * A statement of a model that adds to its log density, with all that a report says of it: a run
 * shows it without its model being read once more.
 *
 * @param file the model, as the user named it
 * @param line of its first character, from 1
 * @param column of its first character, in code points, from 1
 * @param length of its part on that line, in code points
 * @param sourceLine the whole line
 * @param text the statement on one line, {@code theta[s in School] ~ Normal(mu, tau)}
 * @param reads the latents and derived values that its term is computed from, by name
 * @param nextStep what to change in the model if its term is what makes chains diverge
 */
public record ModelTerm(
    String file,
    int line,
    int column,
    int length,
    String sourceLine,
    String text,
    List<String> reads,
    String nextStep) {
  public ModelTerm {
    reads = List.copyOf(reads);
  }

  /** {@code schools.bayes:6:3}. */
  public String place() {
    return file + ":" + line + ":" + column;
  }
}
