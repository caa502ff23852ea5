package bayes.runtime.random;

import java.util.random.RandomGenerator;

/**
 * The random numbers of one run: a seed, split into independent streams by number. A stream depends
 * on the seed and its own number only, never on how many others there are or on the order in which
 * they are asked for.
 */
public final class Streams {
  /** Separates streams for purposes other than chains from those of the chains. */
  private static final long PURPOSE_SALT = 0x6A09E667F3BCC909L;

  private final long seed;

  private Streams(long seed) {
    this.seed = seed;
  }

  /** The streams of a seed. */
  public static Streams of(long seed) {
    return new Streams(seed);
  }

  public long seed() {
    return seed;
  }

  /** The random numbers of chain number k, from 0. */
  public RandomGenerator chain(int k) {
    return resumableChain(k);
  }

  /** The same numbers as of {@link #chain}, from a generator whose state can be saved. */
  public LxmGenerator resumableChain(int k) {
    return new LxmGenerator(mix(mix(seed) + k));
  }

  /**
   * Streams for something else than the chains of the run (a purpose has a number of its own), with
   * chains of their own.
   */
  public Streams purpose(int number) {
    return new Streams(mix(mix(seed ^ PURPOSE_SALT) + number));
  }

  /**
   * A bijection of 64 bits that changes half of them for any change of its argument (MurmurHash3).
   */
  static long mix(long z) {
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }
}
