package bayes.compiler;

import bayes.runtime.density.LogDensity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the coordinates of a posterior are among those of another one of the same model, with more
 * data: each latent's element by its label. Immutable.
 */
final class CoordinateMap {
  private final int[] places;

  private CoordinateMap(int[] places) {
    this.places = places;
  }

  /**
   * The places of coordinates in a posterior of more data, which has all their labels.
   *
   * @param before the labels of the coordinates, of their latents and elements
   * @param after those of the other posterior
   */
  static CoordinateMap of(List<String> before, List<String> after) {
    int[] places = new int[before.size()];
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < after.size(); i++) numbers.put(after.get(i), i);
    for (int i = 0; i < places.length; i++) places[i] = numbers.getOrDefault(before.get(i), -1);
    return new CoordinateMap(places);
  }

  /** Whether the other posterior has all coordinates. */
  boolean isWhole() {
    for (int place : places) if (place < 0) return false;
    return true;
  }

  /** Takes these coordinates from a position of the other posterior. */
  void take(double[] position, double[] out) {
    for (int i = 0; i < places.length; i++) out[i] = position[places[i]];
  }

  /** A density of these coordinates as one of the positions of the other posterior. */
  LogDensity lift(LogDensity density, int dimension) {
    double[] mine = new double[places.length];
    double[] slope = new double[places.length];
    return new LogDensity() {
      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public double logDensity(double[] position) {
        take(position, mine);
        return density.logDensity(mine);
      }

      @Override
      public double logDensityAndGradient(double[] position, double[] gradientOut) {
        take(position, mine);
        double value = density.logDensityAndGradient(mine, slope);
        Arrays.fill(gradientOut, 0);
        for (int i = 0; i < places.length; i++) gradientOut[places[i]] = slope[i];
        return value;
      }
    };
  }
}
