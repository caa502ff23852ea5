package bayes.runtime.random;

import bayes.runtime.math.Elementary;
import java.util.random.RandomGenerator;

/**
 * Standard normal draws by the ziggurat of 128 layers of equal area. J. A. Doornik, "An improved
 * ziggurat method to generate normal random samples" (2005); the layer and the position within it
 * come from different bits of one random long.
 */
final class NormalZiggurat {
  private static final int LAYERS = 128;

  /** Where the tail begins, and the area of each layer, of the density exp(-x^2/2). */
  private static final double TAIL = 3.442619855899;

  private static final double AREA = 9.91256303526217e-3;

  /** The layers' right edges, falling; the first one stands for the base and its tail. */
  private static final double[] EDGE = edges();

  private NormalZiggurat() {}

  private static double[] edges() {
    double[] edge = new double[LAYERS + 1];
    double height = density(TAIL);
    edge[0] = AREA / height;
    edge[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      height += AREA / edge[i - 1];
      edge[i] = Math.sqrt(-2 * Elementary.log(height));
    }
    edge[LAYERS] = 0;
    return edge;
  }

  private static double density(double x) {
    return Elementary.exp(-0.5 * x * x);
  }

  static double draw(RandomGenerator r) {
    while (true) {
      long bits = r.nextLong();
      int layer = (int) bits & (LAYERS - 1);
      double x = ((bits >> 11) + 0.5) * 0x1p-52 * EDGE[layer];
      if (Math.abs(x) < EDGE[layer + 1]) {
        return x;
      }
      if (layer == 0) {
        return tail(r, bits < 0);
      }
      double low = density(EDGE[layer]);
      double high = density(EDGE[layer + 1]);
      if (low + RandomDraws.openUniform(r) * (high - low) < density(x)) {
        return x;
      }
    }
  }

  /** Beyond the tail's begin, by rejection from an exponential (Marsaglia 1964). */
  private static double tail(RandomGenerator r, boolean negative) {
    while (true) {
      double x = -Elementary.log(RandomDraws.openUniform(r)) / TAIL;
      double y = -Elementary.log(RandomDraws.openUniform(r));
      if (y + y >= x * x) {
        return negative ? -TAIL - x : TAIL + x;
      }
    }
  }
}
