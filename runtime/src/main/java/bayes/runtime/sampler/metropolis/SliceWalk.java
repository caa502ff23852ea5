package bayes.runtime.sampler.metropolis;

import bayes.runtime.density.LogDensity;
import bayes.runtime.math.Elementary;
import bayes.runtime.sampler.ChainState;
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

  private final LogDensity density;
  private double newLogDensity;
  private long evaluations;

  /** A walk on {@code density}. */
  public SliceWalk(LogDensity density) {
    this.density = density;
  }

  /**
   * Draws every coordinate anew from a slice.
   *
   * @param widths the first width of each coordinate's interval, positive
   * @param distancesOut receives how far each coordinate has moved, which tells a good width
   * @return the average number of evaluations per coordinate
   */
  public double transition(
      ChainState state, double[] widths, RandomGenerator random, double[] distancesOut) {
    evaluations = 0;
    double[] position = state.position();
    newLogDensity = state.logDensity();
    for (int i = 0; i < position.length; i++) {
      double old = position[i];
      move(position, i, widths[i], random);
      distancesOut[i] = Math.abs(position[i] - old);
    }
    state.setLogDensity(newLogDensity);
    return (double) evaluations / Math.max(1, position.length);
  }

  private void move(double[] position, int i, double width, RandomGenerator random) {
    double old = position[i];
    double logDensity = newLogDensity;
    double level = logDensity + Elementary.log(1 - random.nextDouble());
    double lower = old - width * random.nextDouble();
    double upper = lower + width;
    int below = (int) (MOST_WIDTHS * random.nextDouble());
    int above = MOST_WIDTHS - 1 - below;
    while (below-- > 0 && isInside(position, i, lower, level)) lower -= width;
    while (above-- > 0 && isInside(position, i, upper, level)) upper += width;
    for (int shrinks = 0; shrinks < MOST_SHRINKS; shrinks++) {
      double proposed = lower + (upper - lower) * random.nextDouble();
      if (isInside(position, i, proposed, level)) return;
      if (proposed < old) lower = proposed;
      else upper = proposed;
    }
    position[i] = old;
    newLogDensity = logDensity;
  }

  /** Leaves the coordinate at {@code value}, and its log density in {@link #newLogDensity}. */
  private boolean isInside(double[] position, int i, double value, double level) {
    position[i] = value;
    newLogDensity = density.logDensity(position);
    evaluations++;
    // A density that fails there, or is infinite, is outside of every slice.
    return newLogDensity >= level && newLogDensity < Double.POSITIVE_INFINITY;
  }
}
