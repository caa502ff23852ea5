package bayes.runtime.sampler.metropolis;

import bayes.runtime.density.LocalDensity;
import bayes.runtime.math.Elementary;
import java.util.random.RandomGenerator;

/**
 * Slice sampling of single components: for each coordinate in turn a level below the density is
 * drawn, and then a point of the slice above that level, from an interval that is stepped out
 * around the current point and shrunk towards it (Neal, Annals of Statistics 31, 2003, figures 3
 * and 5). Nothing is rejected, and a scale that is ten times too large or too small costs a few
 * evaluations instead of the mixing.
 */
public final class SliceWalk {
  /** The interval is never stepped out to more than this many widths. */
  private static final int MOST_WIDTHS = 64;

  /** An interval that has been shrunk this often is at the resolution of doubles. */
  private static final int MOST_SHRINKS = 200;

  private final LocalDensity density;
  private long evaluations;

  /** A walk on {@code density}, of which only the terms of the moving component are evaluated. */
  public SliceWalk(LocalDensity density) {
    this.density = density;
  }

  /**
   * Draws every coordinate that has a width, the first ones, anew from a slice.
   *
   * @param position where the density stands; moves with it
   * @param widths the first width of each coordinate's interval, positive
   * @param distancesOut receives how far each coordinate has moved, which tells a good width
   * @return the average number of evaluations per coordinate
   */
  public double transition(
      double[] position, double[] widths, RandomGenerator random, double[] distancesOut) {
    evaluations = 0;
    for (int i = 0; i < widths.length; i++) {
      double old = position[i];
      position[i] = moved(i, old, widths[i], random);
      distancesOut[i] = Math.abs(position[i] - old);
      density.set(i, position[i]);
    }
    return (double) evaluations / Math.max(1, widths.length);
  }

  private double moved(int i, double old, double width, RandomGenerator random) {
    double level = logDensity(i, old) + Elementary.log(1 - random.nextDouble());
    double lower = old - width * random.nextDouble();
    double upper = lower + width;
    int below = (int) (MOST_WIDTHS * random.nextDouble());
    int above = MOST_WIDTHS - 1 - below;
    while (below-- > 0 && isInside(i, lower, level)) lower -= width;
    while (above-- > 0 && isInside(i, upper, level)) upper += width;
    for (int shrinks = 0; shrinks < MOST_SHRINKS; shrinks++) {
      double proposed = lower + (upper - lower) * random.nextDouble();
      if (isInside(i, proposed, level)) return proposed;
      if (proposed < old) lower = proposed;
      else upper = proposed;
    }
    return old;
  }

  /** A density that fails there, or is infinite, is outside of every slice. */
  private boolean isInside(int i, double value, double level) {
    double logDensity = logDensity(i, value);
    return logDensity >= level && logDensity < Double.POSITIVE_INFINITY;
  }

  private double logDensity(int i, double value) {
    evaluations++;
    return density.logDensity(i, value);
  }
}
