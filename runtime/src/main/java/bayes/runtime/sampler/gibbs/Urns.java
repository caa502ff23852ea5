package bayes.runtime.sampler.gibbs;

import java.util.List;

/**
 * Discrete latents under Dirichlet rows that have been integrated out: sites s = 0..n-1 with values
 * 0..support(s)-1, and families of urns whose balls lie where the sites' values say. The joint
 * probability of all sites' values is, but for a constant,
 *
 * <pre>
 *   prod over families, prod over rows r   Gamma(A_r) / Gamma(A_r + N_r)
 *                                          prod over columns c   Gamma(a_rc + n_rc) / Gamma(a_rc)
 * </pre>
 *
 * where n_rc is the number of balls in row r and column c, N_r that of the row, a_rc the prior
 * counts and A_r their sum (the Polya urn: S. L. Lauritzen, "Extremal Families and Systems of
 * Sufficient Statistics", 1988; for topics T. L. Griffiths and M. Steyvers, PNAS 101, 2004).
 *
 * <p>A mixture, a topic model, a hidden Markov model or a model of annotators each are a few lines:
 * with sites z, the topic of a token is a ball in the row of its document and the column z, its
 * word one in the row z and the column of the word; a state is a ball in the row of the state
 * before it and its own column.
 *
 * @param supports the number of values of each site, at least 1, in the order of coordinates
 * @param families the arrays of Dirichlet rows
 */
public record Urns(int[] supports, List<UrnFamily> families) {
  /**
   * Checks that every ball lies in its family, whatever the sites' values.
   *
   * @throws IllegalArgumentException if one does not
   */
  public Urns {
    supports = supports.clone();
    families = List.copyOf(families);
    for (int s = 0; s < supports.length; s++) {
      if (supports[s] < 1) throw new IllegalArgumentException("site " + s + " has no value");
    }
    for (UrnFamily family : families) family.check(supports);
  }

  /** The number of sites. */
  public int count() {
    return supports.length;
  }

  /** The number of values of a site. */
  public int support(int site) {
    return supports[site];
  }
}
