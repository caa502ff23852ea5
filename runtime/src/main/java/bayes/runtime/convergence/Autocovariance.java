package bayes.runtime.convergence;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The mean over chains of the autocovariance, with the divisor n: lag by lag while few are asked
 * for, from then on by a fast Fourier transform of each chain.
 */
final class Autocovariance {
  /** The number of lags that are summed directly; a transform costs about as much as these. */
  private static final int DIRECT_LAGS = 64;

  private final double[][] centred;
  private final int length;
  private double @Nullable [] transformed;

  Autocovariance(Chains chains) {
    length = chains.length();
    centred = new double[chains.count()][];
    for (int c = 0; c < centred.length; c++) {
      double mean = Moments.mean(chains.draws()[c]);
      centred[c] = Arrays.stream(chains.draws()[c]).map(x -> x - mean).toArray();
    }
  }

  double at(int lag) {
    if (lag >= DIRECT_LAGS) {
      if (transformed == null) {
        transformed = byTransform();
      }
      return transformed[lag];
    }
    double sum = 0;
    for (double[] x : centred) {
      double a = 0;
      double b = 0;
      int i = 0;
      for (; i + 1 < length - lag; i += 2) {
        a += x[i] * x[i + lag];
        b += x[i + 1] * x[i + 1 + lag];
      }
      if (i < length - lag) {
        a += x[i] * x[i + lag];
      }
      sum += a + b;
    }
    return sum / length / centred.length;
  }

  /** Two chains at a time, as real and imaginary part: only the sum of their spectra is needed. */
  private double[] byTransform() {
    int size = Integer.highestOneBit(2 * length - 1) << 1;
    double[] power = new double[size];
    for (int c = 0; c < centred.length; c += 2) {
      double[] re = Arrays.copyOf(centred[c], size);
      double[] im = c + 1 < centred.length ? Arrays.copyOf(centred[c + 1], size) : new double[size];
      FourierTransform.forward(re, im);
      for (int k = 0; k < size; k++) {
        power[k] += re[k] * re[k] + im[k] * im[k];
      }
    }
    // Spectra of real chains are even, those of the cross terms odd: the real part drops the
    // latter.
    double[] imaginary = new double[size];
    FourierTransform.forward(power, imaginary);
    double scale = 1.0 / size / length / centred.length;
    return Arrays.stream(power, 0, length).map(v -> v * scale).toArray();
  }
}
