package bayes.compiler.discrete;

import bayes.compiler.BoundModel;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LogDensity;
import java.util.Arrays;

/**
 * The exact posterior of a model with few discrete latents: all of their states, each weighted by
 * its density, summed over a fine grid of the continuous coordinates.
 */
final class Enumeration {
  private final DiscreteSites sites;
  private final LogDensity density;
  private final int continuous;
  private final double reach;
  private final int points;
  private final double[] position;
  private final double[][] shares;
  private final double[] means;
  private double largest = Double.NEGATIVE_INFINITY;
  private double total;

  /**
   * Sums over all states.
   *
   * @param reach the grid is from -reach to reach in each continuous coordinate
   * @param points of the grid along each
   */
  Enumeration(BoundModel model, double reach, int points) {
    this.sites = model.discreteSites();
    this.density = model.newLogDensity();
    this.continuous = sites.continuous(model.dimension());
    this.reach = reach;
    this.points = points;
    this.position = new double[model.dimension()];
    this.shares = new double[sites.count()][];
    for (int site = 0; site < sites.count(); site++) shares[site] = new double[size(site)];
    this.means = new double[continuous];
    visit(0);
  }

  private int size(int site) {
    return (int) Math.min(sites.size(site), 60);
  }

  private void visit(int coordinate) {
    if (coordinate == position.length) {
      weigh();
    } else if (coordinate < continuous) {
      for (int i = 0; i < points; i++) {
        position[coordinate] = reach * (2.0 * i / (points - 1) - 1);
        visit(coordinate + 1);
      }
    } else {
      int site = coordinate - continuous;
      for (int k = 0; k < size(site); k++) {
        position[coordinate] = sites.lower(site) + k;
        visit(coordinate + 1);
      }
    }
  }

  private void weigh() {
    double logDensity = density.logDensity(position);
    if (logDensity == Double.NEGATIVE_INFINITY) return;
    if (logDensity > largest) {
      double factor = Math.exp(largest - logDensity);
      total *= factor;
      for (double[] share : shares) for (int k = 0; k < share.length; k++) share[k] *= factor;
      for (int i = 0; i < continuous; i++) means[i] *= factor;
      largest = logDensity;
    }
    double weight = Math.exp(logDensity - largest);
    total += weight;
    for (int site = 0; site < shares.length; site++) {
      shares[site][(int) position[continuous + site] - sites.lower(site)] += weight;
    }
    for (int i = 0; i < continuous; i++) means[i] += weight * position[i];
  }

  /** The probabilities of a site's values. */
  double[] probabilities(int site) {
    return Arrays.stream(shares[site]).map(share -> share / total).toArray();
  }

  /** The mean of a continuous coordinate. */
  double mean(int coordinate) {
    return means[coordinate] / total;
  }
}
