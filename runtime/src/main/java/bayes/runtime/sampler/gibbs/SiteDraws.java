package bayes.runtime.sampler.gibbs;

import java.util.random.RandomGenerator;

/**
 * A way of drawing sites from their exact conditionals, chosen by what the sites' balls look like.
 */
interface SiteDraws {
  /**
   * Draws the sites {@code from} to {@code to}, without the last, one after the other, and moves
   * their balls.
   */
  void sweep(int from, int to, int[] values, RandomGenerator random);

  /**
   * Writes the weights of a site's values as {@link #sweep} has them; its balls have been taken
   * out. Its value is undefined afterwards.
   */
  void weigh(int site, int[] values, ScaledWeights weights);
}
