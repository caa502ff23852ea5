package bayes.runtime.sampler.metropolis;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.math.Elementary;
import java.util.random.RandomGenerator;

/**
 * Updates discrete coordinates one after the other. A site of few values is drawn from its
 * conditional distribution given all else (Gibbs sampling: Geman and Geman, IEEE PAMI 6, 1984), for
 * which the terms that mention it are evaluated at each of its values. A site of many values, or of
 * infinitely many, makes steps of random sizes, up or down alike, each accepted or not by the
 * Metropolis rule.
 */
public final class SiteUpdates {
  /** The largest number of values of a site that are all evaluated. */
  public static final int MOST_VALUES = 256;

  /** A step is of 1 to 2^j, where j is uniform below this. */
  private static final int SCALES = 12;

  /** The number of steps of a site of many values in one update. */
  private static final int STEPS = 4;

  private final DiscreteSites sites;
  private final double[] weights;

  /** Updates of these sites. */
  public SiteUpdates(DiscreteSites sites) {
    this.sites = sites;
    int most = 0;
    for (int site = 0; site < sites.count(); site++) {
      if (sites.size(site) <= MOST_VALUES) most = Math.max(most, (int) sites.size(site));
    }
    this.weights = new double[most];
  }

  /**
   * Updates every site of {@code position}, at which {@code density} stands, and of both; returns
   * how many have changed.
   */
  public int sweep(LocalDensity density, double[] position, RandomGenerator random) {
    int changed = 0;
    for (int site = 0; site < sites.count(); site++) {
      int coordinate = sites.coordinate(site);
      double value =
          sites.size(site) <= MOST_VALUES
              ? drawn(density, site, position[coordinate], random)
              : walked(density, site, position[coordinate], random);
      if (value == position[coordinate]) continue;
      position[coordinate] = value;
      density.set(coordinate, value);
      changed++;
    }
    return changed;
  }

  /** A draw from the conditional distribution; the current value if no other is possible. */
  private double drawn(LocalDensity density, int site, double current, RandomGenerator random) {
    int coordinate = sites.coordinate(site);
    int lower = sites.lower(site);
    int size = (int) sites.size(site);
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < size; k++) {
      double logDensity = density.logDensity(coordinate, lower + k);
      weights[k] = Double.isFinite(logDensity) ? logDensity : Double.NEGATIVE_INFINITY;
      largest = Math.max(largest, weights[k]);
    }
    if (largest == Double.NEGATIVE_INFINITY) return current;
    double total = 0;
    for (int k = 0; k < size; k++) {
      total += Elementary.exp(weights[k] - largest);
      weights[k] = total;
    }
    double u = random.nextDouble() * total;
    for (int k = 0; k < size; k++) if (u < weights[k]) return lower + k;
    return current;
  }

  private double walked(LocalDensity density, int site, double start, RandomGenerator random) {
    int coordinate = sites.coordinate(site);
    double value = start;
    double logDensity = density.logDensity(coordinate, value);
    for (int repeat = 0; repeat < STEPS; repeat++) {
      int step = 1 + random.nextInt(1 << random.nextInt(SCALES));
      double proposal = random.nextBoolean() ? value + step : value - step;
      if (proposal < sites.lower(site) || proposal > sites.upper(site)) continue;
      double proposed = density.logDensity(coordinate, proposal);
      if (random.nextDouble() < Acceptance.probability(proposed, logDensity)) {
        value = proposal;
        logDensity = proposed;
      }
    }
    return value;
  }
}
