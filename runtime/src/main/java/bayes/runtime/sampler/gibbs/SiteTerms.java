package bayes.runtime.sampler.gibbs;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;

/**
 * What else the log joint has of sites, beside their urns: terms of continuous latents,
 * observations whose parameters were not integrated out. Follows the sites' values; confined to one
 * thread.
 */
public interface SiteTerms {
  /** Whether a site occurs in any term. */
  boolean mention(int site);

  /**
   * Adds the terms that mention a site to {@code logOut}, for each of its values, all other sites
   * as they stand; up to a constant that is the same for all values.
   */
  void addTo(int site, double[] logOut);

  /** Moves one site. */
  void set(int site, int value);

  /**
   * The terms of a density by its discrete coordinates, in the order of sites. The density has been
   * moved to the position with the sites' values before each sweep.
   */
  static SiteTerms of(LocalDensity density, DiscreteSites sites) {
    return new SiteTerms() {
      @Override
      public boolean mention(int site) {
        return true;
      }

      @Override
      public void addTo(int site, double[] logOut) {
        int coordinate = sites.coordinate(site);
        int lower = sites.lower(site);
        int size = (int) sites.size(site);
        for (int v = 0; v < size; v++) {
          double log = density.logDensity(coordinate, lower + v);
          logOut[v] += Double.isFinite(log) ? log : Double.NEGATIVE_INFINITY;
        }
      }

      @Override
      public void set(int site, int value) {
        density.set(sites.coordinate(site), sites.lower(site) + value);
      }
    };
  }
}
