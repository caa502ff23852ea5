package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bayes.runtime.density.LogDensity;
import bayes.runtime.density.TemperedDensity;
import bayes.runtime.inference.ConjugateModel.Fault;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TemperedDensityTest {
  private static final double[] BETAS = {0, 1e-6, 0.3, 1};

  @Test
  void isPriorAndPartOfTheLikelihood() {
    RandomGenerator random = new Random(1);
    for (ConjugateModel model : ConjugateModels.all()) {
      TemperedDensity tempered =
          TemperedDensity.ofLikelihood(model.newLogPrior(), model.newLogLikelihood());
      double[] at = random.doubles(model.dimension(), -1, 1).toArray();
      double whole = model.newLogDensity().logDensity(at);
      double likelihood = model.newLogLikelihood().logDensity(at);
      assertEquals(likelihood, tempered.logRatio(at));
      for (double beta : BETAS) {
        tempered.setInverseTemperature(beta);
        assertEquals(whole - (1 - beta) * likelihood, tempered.logDensity(at), 1e-9);
        requireGradient(tempered, at);
      }
    }
  }

  @Test
  void isBetweenTwoDensities() {
    ConjugateModel model = new ConjugateModels.Regression(Fault.NONE);
    LogDensity start = model.newLogPrior();
    LogDensity end = model.newLogDensity();
    TemperedDensity tempered = TemperedDensity.between(start, end);
    double[] at = new Random(2).doubles(model.dimension(), -1, 1).toArray();
    assertEquals(end.logDensity(at) - start.logDensity(at), tempered.logRatio(at), 1e-12);
    for (double beta : BETAS) {
      tempered.setInverseTemperature(beta);
      double expected = (1 - beta) * start.logDensity(at) + beta * end.logDensity(at);
      assertEquals(expected, tempered.logDensity(at), 1e-9);
      requireGradient(tempered, at);
    }
  }

  @Test
  void whatIsImpossibleHasAPriorAllTheSame() {
    TemperedDensity tempered = TemperedDensity.ofLikelihood(constant(-2), constant(-1 / 0.0));
    assertEquals(Double.NEGATIVE_INFINITY, tempered.logDensity(new double[1]));
    tempered.setInverseTemperature(0);
    assertEquals(-2, tempered.logDensity(new double[1]));
    TemperedDensity between = TemperedDensity.between(constant(-1 / 0.0), constant(-3));
    assertEquals(-3, between.logDensity(new double[1]));
    assertEquals(-3, between.logDensityAndGradient(new double[1], new double[1]));
    between.setInverseTemperature(0.5);
    assertEquals(Double.NEGATIVE_INFINITY, between.logDensity(new double[1]));
  }

  @Test
  void aTemperatureLiesBetweenPriorAndPosterior() {
    TemperedDensity tempered = TemperedDensity.ofLikelihood(constant(0), constant(0));
    assertThrows(IllegalArgumentException.class, () -> tempered.setInverseTemperature(1.5));
    assertThrows(IllegalArgumentException.class, () -> tempered.setInverseTemperature(Double.NaN));
  }

  private static void requireGradient(LogDensity density, double[] at) {
    double[] gradient = new double[at.length];
    assertEquals(density.logDensity(at), density.logDensityAndGradient(at, gradient), 1e-9);
    double step = 1e-5;
    for (int i = 0; i < at.length; i++) {
      double[] moved = at.clone();
      moved[i] += step;
      double above = density.logDensity(moved);
      moved[i] -= 2 * step;
      double slope = (above - density.logDensity(moved)) / (2 * step);
      assertEquals(slope, gradient[i], 1e-5 * (1 + Math.abs(slope)));
    }
  }

  private static LogDensity constant(double value) {
    return new LogDensity() {
      @Override
      public int dimension() {
        return 1;
      }

      @Override
      public double logDensity(double[] position) {
        return value;
      }

      @Override
      public double logDensityAndGradient(double[] position, double[] gradientOut) {
        gradientOut[0] = 0;
        return value;
      }
    };
  }
}
