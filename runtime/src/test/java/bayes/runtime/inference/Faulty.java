package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import java.util.function.DoubleUnaryOperator;

/** A log density with a fault in its value, or in its value and gradient when asked for both. */
record Faulty(LogDensity density, DoubleUnaryOperator value, DoubleUnaryOperator slope)
    implements LogDensity {
  static LogDensity ofValue(LogDensity density, DoubleUnaryOperator fault) {
    return new Faulty(density, fault, DoubleUnaryOperator.identity());
  }

  static LogDensity ofSlope(LogDensity density, DoubleUnaryOperator fault) {
    return new Faulty(density, DoubleUnaryOperator.identity(), fault);
  }

  @Override
  public int dimension() {
    return density.dimension();
  }

  @Override
  public double logDensity(double[] position) {
    return value.applyAsDouble(density.logDensity(position));
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradientOut) {
    double sum = density.logDensityAndGradient(position, gradientOut);
    for (int i = 0; i < gradientOut.length; i++) {
      gradientOut[i] = slope.applyAsDouble(gradientOut[i]);
    }
    return slope.applyAsDouble(sum);
  }
}
