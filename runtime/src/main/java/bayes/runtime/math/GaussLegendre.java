package bayes.runtime.math;

/**
 * The rule of Gauss and Legendre on [0, 1], exact for polynomials of degree 2 n - 1: nodes at the
 * roots of the n-th Legendre polynomial P, with weights 1 / ((1 - z^2) P'(z)^2) for z on [-1, 1].
 */
final class GaussLegendre {
  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /** The rule with {@code n} nodes, by Newton's method from Tricomi's guesses. */
  static GaussLegendre of(int n) {
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double z = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 1;
      for (int iteration = 0; iteration < 8; iteration++) {
        double last = 1;
        double value = z;
        for (int k = 2; k <= n; k++) {
          double next = ((2 * k - 1) * z * value - (k - 1) * last) / k;
          last = value;
          value = next;
        }
        slope = n * (z * value - last) / (z * z - 1);
        z -= value / slope;
      }
      nodes[i] = 0.5 * (1 - z);
      weights[i] = 1 / ((1 - z * z) * slope * slope);
    }
    return new GaussLegendre(nodes, weights);
  }

  int size() {
    return nodes.length;
  }

  double node(int i) {
    return nodes[i];
  }

  double weight(int i) {
    return weights[i];
  }
}
