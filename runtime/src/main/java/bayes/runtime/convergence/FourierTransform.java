package bayes.runtime.convergence;

/**
 * The discrete Fourier transform of lengths that are powers of two, in place (Cooley and Tukey).
 */
final class FourierTransform {
  private FourierTransform() {}

  static void forward(double[] re, double[] im) {
    int n = re.length;
    reverseBits(re, im);
    for (int size = 2; size <= n; size *= 2) {
      int half = size / 2;
      for (int k = 0; k < half; k++) {
        double angle = -2 * Math.PI * k / size;
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        for (int i = k; i < n; i += size) {
          int j = i + half;
          double x = re[j] * c - im[j] * s;
          double y = re[j] * s + im[j] * c;
          re[j] = re[i] - x;
          im[j] = im[i] - y;
          re[i] += x;
          im[i] += y;
        }
      }
    }
  }

  private static void reverseBits(double[] re, double[] im) {
    int n = re.length;
    int bits = Integer.numberOfTrailingZeros(n);
    for (int i = 1; i < n; i++) {
      int j = Integer.reverse(i) >>> (32 - bits);
      if (j > i) {
        double x = re[i];
        re[i] = re[j];
        re[j] = x;
        double y = im[i];
        im[i] = im[j];
        im[j] = y;
      }
    }
  }
}
