package bayes.runtime.inference;

import java.util.Arrays;
import java.util.List;

/** Where chains start. */
public sealed interface StartPoints {
  /** What run records call it. */
  String word();

  /**
   * Short ascents from random points look for where most of the posterior lies, and each chain
   * starts at a draw around one of these places. A chain for which that fails starts at random.
   */
  record Pathfinder() implements StartPoints {
    @Override
    public String word() {
      return "pathfinder";
    }
  }

  /** Uniform on (-2, 2) in every unconstrained coordinate, as in Stan. */
  record Random() implements StartPoints {
    @Override
    public String word() {
      return "random";
    }
  }

  /**
   * Given positions, the first for the first chain; with more chains than positions they are used
   * again from the first on.
   *
   * @param positions unconstrained, at least one; coordinates that are NaN are drawn as in {@link
   *     Random}
   */
  record Given(List<List<Double>> positions) implements StartPoints {
    public Given {
      positions = positions.stream().map(List::copyOf).toList();
      if (positions.isEmpty()) throw new IllegalArgumentException("there is no position");
    }

    @Override
    public String word() {
      return "given";
    }

    /** Positions as arrays. */
    public static Given of(double[]... positions) {
      return new Given(
          Arrays.stream(positions).map(p -> Arrays.stream(p).boxed().toList()).toList());
    }

    /** The position of chain k, from 0. */
    double[] position(int chain) {
      return positions.get(chain % positions.size()).stream()
          .mapToDouble(Double::doubleValue)
          .toArray();
    }
  }

  /**
   * Groups of chains, of one size, each with one start for all of its chains: with them, nested
   * R-hat tells whether chains have forgotten where they came from.
   *
   * @param count the number of groups, at least 2
   * @param within where groups start
   */
  record Superchains(int count, StartPoints within) implements StartPoints {
    public Superchains {
      if (count < 2) throw new IllegalArgumentException("there must be at least 2 superchains");
    }

    @Override
    public String word() {
      return within.word();
    }

    /** The group of chain {@code chain} of so many, from 0. */
    int group(int chain, int chains) {
      return chain / (chains / count);
    }
  }

  /** The default. */
  static StartPoints standard() {
    return new Pathfinder();
  }
}
