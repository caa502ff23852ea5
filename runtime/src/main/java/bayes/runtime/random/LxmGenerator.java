package bayes.runtime.random;

import bayes.runtime.state.Resumable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * The generator L64X128Mix of the LXM family: a linear congruential generator of 64 bits and a
 * xor-based one of 128 bits side by side, whose states are added and mixed (Steele and Vigna, "LXM:
 * better splittable pseudorandom number generators (and almost as fast)", Proc. ACM Program. Lang.
 * 5, OOPSLA, 2021, figure 1). With the state (s, x0, x1) and an odd constant a of its own,
 *
 * <pre>
 *   result = mix(s + x0)
 *   s      = 0xD1342543DE82EF95 s + a
 *   x1 ^= x0;  x0 = rotl(x0, 24) ^ x1 ^ (x1 &lt;&lt; 16);  x1 = rotl(x1, 37)
 * </pre>
 *
 * The period is 2^64 (2^128 - 1). Its numbers are those of the JDK's {@code L64X128MixRandom} of
 * the same seed; unlike there, the state can be saved.
 */
public final class LxmGenerator implements RandomGenerator, Resumable {
  private static final long MULTIPLIER = 0xD1342543DE82EF95L;

  /** The fractions of the golden ratio and of the silver ratio, as odd numbers of 64 bits. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final long SILVER = 0x6A09E667F3BCC909L;

  private long a;
  private long s;
  private long x0;
  private long x1;

  /** The generator of a seed; neighbouring seeds give unrelated numbers. */
  public LxmGenerator(long seed) {
    long z = seed ^ SILVER;
    a = mix(z, 33, 0xFF51AFD7ED558CCDL, 33, 0xC4CEB9FE1A85EC53L, 33) | 1;
    s = 1;
    x0 = stafford(z);
    // Zeros would stay zeros, but of two different arguments the bijection makes at most one.
    x1 = stafford(z + GOLDEN);
  }

  @Override
  public long nextLong() {
    long result = mix(s + x0, 32, 0xDABA0B6EB09322E3L, 32, 0xDABA0B6EB09322E3L, 32);
    s = MULTIPLIER * s + a;
    long y = x1 ^ x0;
    x0 = Long.rotateLeft(x0, 24) ^ y ^ (y << 16);
    x1 = Long.rotateLeft(y, 37);
    return result;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(a);
    out.writeLong(s);
    out.writeLong(x0);
    out.writeLong(x1);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    a = in.readLong();
    s = in.readLong();
    x0 = in.readLong();
    x1 = in.readLong();
  }

  /** The mixing of 64 bits that D. Stafford numbered 13. */
  private static long stafford(long z) {
    return mix(z, 30, 0xBF58476D1CE4E5B9L, 27, 0x94D049BB133111EBL, 31);
  }

  /** A bijection of 64 bits by shifts and multiplications, in which every bit matters to all. */
  private static long mix(long z, int first, long m1, int second, long m2, int third) {
    z = (z ^ (z >>> first)) * m1;
    z = (z ^ (z >>> second)) * m2;
    return z ^ (z >>> third);
  }
}
