package bayes.runtime.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.math.Elementary;
import bayes.runtime.math.ErrorFunctions;
import bayes.runtime.math.GammaFunctions;
import bayes.runtime.math.IncompleteFunctions;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Draws against their distribution functions (Kolmogorov's statistic) and probabilities (chi
 * squared), at fixed seeds and a false alarm rate of 1e-6 each.
 */
class RandomDrawsTest {
  private static final int DRAWS = 100_000;

  /** Kolmogorov's sqrt(n) D is above it with probability 2 exp(-2 x^2) = 1e-6. */
  private static final double KOLMOGOROV = 2.694;

  private record Reals(
      String name, ToDoubleFunction<RandomGenerator> draw, DoubleUnaryOperator distribution) {
    double statistic() {
      RandomGenerator random = Streams.of(20240).chain(name.length());
      double[] p = new double[DRAWS];
      Arrays.setAll(p, i -> distribution.applyAsDouble(draw.applyAsDouble(random)));
      Arrays.sort(p);
      double most = 0;
      for (int i = 0; i < DRAWS; i++) {
        most = Math.max(most, Math.max((i + 1.0) / DRAWS - p[i], p[i] - (double) i / DRAWS));
        assertTrue(p[i] >= 0 && p[i] <= 1);
      }
      return most * Math.sqrt(DRAWS);
    }
  }

  private record Ints(
      String name, ToIntFunction<RandomGenerator> draw, IntToDoubleFunction logMass) {
    /** The probability of so large a chi squared over cells of ten expected draws or more. */
    double tailProbability(int low, int high) {
      RandomGenerator random = Streams.of(20240).chain(name.length());
      int[] counts = new int[high - low + 1];
      for (int i = 0; i < DRAWS; i++) {
        int k = draw.applyAsInt(random);
        counts[Math.min(Math.max(k, low), high) - low]++;
      }
      double chi = 0;
      int cells = 0;
      double expected = 0;
      double observed = 0;
      double restExpected = DRAWS;
      double restObserved = DRAWS;
      for (int k = low; k <= high; k++) {
        expected += DRAWS * Math.exp(logMass.applyAsDouble(k));
        observed += counts[k - low];
        if (expected >= 10 && restExpected - expected >= 10) {
          chi += (observed - expected) * (observed - expected) / expected;
          restExpected -= expected;
          restObserved -= observed;
          cells++;
          expected = 0;
          observed = 0;
        }
      }
      chi += (restObserved - restExpected) * (restObserved - restExpected) / restExpected;
      return IncompleteFunctions.regularizedGammaQ(cells / 2.0, chi / 2);
    }
  }

  private static Reals gamma(double shape, double rate) {
    return new Reals(
        "gamma " + shape + " " + rate,
        r -> RandomDraws.gamma(r, shape, rate),
        x -> IncompleteFunctions.regularizedGammaP(shape, rate * x));
  }

  private static Reals beta(double a, double b) {
    return new Reals(
        "beta " + a + " " + b,
        r -> RandomDraws.beta(r, a, b),
        x -> IncompleteFunctions.regularizedBeta(x, a, b));
  }

  private static Reals studentT(double df) {
    return new Reals(
        "student t " + df,
        r -> RandomDraws.studentT(r, df, 1, 2),
        x -> {
          double t = (x - 1) / 2;
          double tail = IncompleteFunctions.regularizedBeta(df / (df + t * t), df / 2, 0.5) / 2;
          return t < 0 ? tail : 1 - tail;
        });
  }

  private static Stream<Reals> reals() {
    return Stream.of(
        new Reals("uniform", r -> RandomDraws.uniform(r, -1, 3), x -> (x + 1) / 4),
        new Reals("standard normal", RandomDraws::standardNormal, ErrorFunctions::invProbit),
        new Reals(
            "normal", r -> RandomDraws.normal(r, 2, 3), x -> ErrorFunctions.invProbit((x - 2) / 3)),
        new Reals(
            "log-normal",
            r -> RandomDraws.logNormal(r, 1, 0.5),
            x -> ErrorFunctions.invProbit((Math.log(x) - 1) / 0.5)),
        new Reals("exponential", r -> RandomDraws.exponential(r, 2), x -> -Math.expm1(-2 * x)),
        new Reals(
            "cauchy",
            r -> RandomDraws.cauchy(r, 1, 2),
            x -> 0.5 + Math.atan((x - 1) / 2) / Math.PI),
        studentT(1.5),
        studentT(7),
        gamma(0.01, 1),
        gamma(0.6, 2),
        gamma(1, 1),
        gamma(3.5, 0.1),
        gamma(2000, 5),
        new Reals(
            "inverse gamma",
            r -> RandomDraws.inverseGamma(r, 0.7, 3),
            x -> IncompleteFunctions.regularizedGammaQ(0.7, 3 / x)),
        beta(0.02, 2),
        beta(0.5, 3),
        beta(8, 2.5));
  }

  @TestFactory
  Stream<DynamicTest> realDrawsFollowTheirDistribution() {
    return reals()
        .map(
            reals ->
                DynamicTest.dynamicTest(
                    reals.name,
                    () -> {
                      double statistic = reals.statistic();
                      assertTrue(statistic < KOLMOGOROV, () -> "sqrt(n) D = " + statistic);
                    }));
  }

  @Test
  void saboteurHasTheWrongScale() {
    Reals wide =
        new Reals("normal", r -> 1.05 * RandomDraws.standardNormal(r), ErrorFunctions::invProbit);
    assertTrue(wide.statistic() > KOLMOGOROV);
  }

  private static Ints poisson(double rate) {
    return new Ints(
        "poisson " + rate,
        r -> RandomDraws.poisson(r, rate),
        k -> k * Math.log(rate) - rate - GammaFunctions.lgamma(k + 1));
  }

  private static Ints binomial(int n, double p) {
    return new Ints(
        "binomial " + n + " " + p,
        r -> RandomDraws.binomial(r, n, p),
        k -> GammaFunctions.lchoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  }

  private static Ints negativeBinomial(double mean, double d) {
    return new Ints(
        "negative binomial " + mean + " " + d,
        r -> RandomDraws.negativeBinomial(r, mean, d),
        k ->
            GammaFunctions.lgamma(k + d)
                - GammaFunctions.lgamma(d)
                - GammaFunctions.lgamma(k + 1)
                + d * Math.log(d / (d + mean))
                + k * Math.log(mean / (d + mean)));
  }

  private static final double[] WEIGHTS = {9, 1, 0, 4, 2.5, 2.5, 0, 9};

  private static Stream<Ints> ints() {
    double[] logits = Arrays.stream(WEIGHTS).map(w -> Elementary.log(w) + 900).toArray();
    IntToDoubleFunction logShare = k -> k >= 1 && k <= 5 ? Math.log(WEIGHTS[k] / 10) : -1e9;
    return Stream.of(
        poisson(0.3),
        poisson(9.5),
        poisson(11),
        poisson(300),
        binomial(1, 0.2),
        binomial(20, 0.3),
        binomial(20, 0.9),
        binomial(500, 0.4),
        binomial(1000, 0.995),
        negativeBinomial(3, 0.8),
        negativeBinomial(150, 20),
        new Ints(
            "bernoulli",
            r -> RandomDraws.bernoulli(r, 0.3),
            k -> k == 1 ? Math.log(0.3) : k == 0 ? Math.log(0.7) : -1e9),
        new Ints("categorical", r -> RandomDraws.categorical(r, WEIGHTS, 1, 5), logShare),
        new Ints(
            "categorical logit", r -> RandomDraws.categoricalLogit(r, logits, 1, 5), logShare));
  }

  @TestFactory
  Stream<DynamicTest> intDrawsFollowTheirProbabilities() {
    return ints()
        .map(
            ints ->
                DynamicTest.dynamicTest(
                    ints.name,
                    () -> {
                      double probability = ints.tailProbability(0, 1200);
                      assertTrue(probability > 1e-6, () -> "tail probability " + probability);
                    }));
  }

  @Test
  void saboteurHasTheWrongRate() {
    Ints wrong = new Ints("poisson", r -> RandomDraws.poisson(r, 11.2), poisson(11).logMass);
    assertTrue(wrong.tailProbability(0, 1200) < 1e-6);
  }

  @Test
  void dirichletMarginalsAreBeta() {
    double[] alpha = {7, 0.4, 1.1, 2.5, 7};
    double[] y = new double[4];
    Reals first =
        new Reals(
            "dirichlet",
            r -> {
              RandomDraws.dirichlet(r, alpha, 1, 3, y, 1);
              assertEquals(1, y[1] + y[2] + y[3], 1e-14);
              return y[1];
            },
            x -> IncompleteFunctions.regularizedBeta(x, 0.4, 3.6));
    assertTrue(first.statistic() < KOLMOGOROV);
    double[] tiny = new double[50];
    Arrays.fill(tiny, 1e-4);
    double[] corner = new double[50];
    RandomDraws.dirichlet(Streams.of(1).chain(0), tiny, 0, 50, corner, 0);
    for (double v : corner) {
      assertTrue(v > 0);
    }
  }

  @Test
  void multinomialMarginalsAreBinomial() {
    double[] weights = {3, 0, 1, 6, 0};
    int[] counts = new int[5];
    Ints third =
        new Ints(
            "multinomial",
            r -> {
              RandomDraws.multinomial(r, 40, weights, 0, 5, counts, 0);
              assertEquals(40, Arrays.stream(counts).sum());
              assertEquals(0, counts[1] + counts[4]);
              return counts[2];
            },
            binomial(40, 0.1).logMass);
    assertTrue(third.tailProbability(0, 40) > 1e-6);
  }

  @Test
  void largeRatesAreRightOnAverage() {
    RandomGenerator random = Streams.of(5).chain(0);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      sum += RandomDraws.poisson(random, 1e9) - 1e9;
    }
    assertEquals(0, sum / 10_000, 5 * Math.sqrt(1e9 / 10_000));
  }

  @Test
  void invalidParameters() {
    RandomGenerator r = Streams.of(1).chain(0);
    assertEquals(Double.NaN, RandomDraws.normal(r, 0, -1));
    assertEquals(Double.NaN, RandomDraws.gamma(r, 0, 1));
    assertEquals(Double.NaN, RandomDraws.gamma(r, Double.NaN, 1));
    assertEquals(Double.NaN, RandomDraws.inverseGamma(r, 1, -1));
    assertEquals(Double.NaN, RandomDraws.beta(r, -1, 1));
    assertEquals(Double.NaN, RandomDraws.studentT(r, 0, 0, 1));
    assertEquals(Double.NaN, RandomDraws.cauchy(r, 0, -1));
    assertEquals(Double.NaN, RandomDraws.uniform(r, 1, 0));
    assertEquals(Double.NaN, RandomDraws.exponential(r, 0));
    assertEquals(RandomDraws.INVALID, RandomDraws.poisson(r, -1));
    assertEquals(RandomDraws.INVALID, RandomDraws.poisson(r, 1e18));
    assertEquals(RandomDraws.INVALID, RandomDraws.binomial(r, -1, 0.5));
    assertEquals(RandomDraws.INVALID, RandomDraws.binomial(r, 3, Double.NaN));
    assertEquals(RandomDraws.INVALID, RandomDraws.negativeBinomial(r, 1, 0));
    assertEquals(RandomDraws.INVALID, RandomDraws.bernoulli(r, 1.5));
    assertEquals(RandomDraws.INVALID, RandomDraws.categorical(r, new double[] {0, 0}, 0, 2));
    assertEquals(RandomDraws.INVALID, RandomDraws.categorical(r, new double[] {1, -1}, 0, 2));
    double nothing = Double.NEGATIVE_INFINITY;
    assertEquals(
        RandomDraws.INVALID,
        RandomDraws.categoricalLogit(r, new double[] {nothing, nothing}, 0, 2));
    int[] counts = new int[2];
    RandomDraws.multinomial(r, 3, new double[] {1, Double.NaN}, 0, 2, counts, 0);
    assertEquals(RandomDraws.INVALID, counts[0]);
    double[] y = new double[2];
    RandomDraws.dirichlet(r, new double[] {1, 0}, 0, 2, y, 0);
    assertEquals(Double.NaN, y[0]);
    assertEquals(Double.NaN, y[1]);
  }

  @Test
  void degenerateButValidParameters() {
    RandomGenerator r = Streams.of(1).chain(0);
    assertEquals(3, RandomDraws.normal(r, 3, 0));
    assertEquals(0, RandomDraws.poisson(r, 0));
    assertEquals(0, RandomDraws.binomial(r, 0, 0.5));
    assertEquals(7, RandomDraws.binomial(r, 7, 1));
    assertEquals(0, RandomDraws.binomial(r, 7, 0));
    assertEquals(1, RandomDraws.bernoulli(r, 1));
    assertEquals(0, RandomDraws.bernoulli(r, 0));
    for (int i = 0; i < 100; i++) {
      assertTrue(RandomDraws.gamma(r, 1e-6, 1) > 0);
      double p = RandomDraws.beta(r, 1e-6, 1e-6);
      assertTrue(p > 0 && p < 1);
    }
  }

  /** A seed keeps its meaning: a digest of the first draws of seed 1 is written down. */
  @Test
  void drawsOfASeedAreFixed() {
    RandomGenerator r = Streams.of(1).chain(0);
    long bits = 0;
    for (int i = 0; i < 1000; i++) {
      bits = bits * 31 + Double.doubleToLongBits(RandomDraws.standardNormal(r));
      bits = bits * 31 + Double.doubleToLongBits(RandomDraws.gamma(r, 0.5, 1));
      bits = bits * 31 + Double.doubleToLongBits(RandomDraws.exponential(r, 1));
      bits = bits * 31 + RandomDraws.poisson(r, 4);
      bits = bits * 31 + RandomDraws.poisson(r, 40);
      bits = bits * 31 + RandomDraws.binomial(r, 100, 0.4);
    }
    assertEquals(-6874354295198510104L, bits);
  }
}
