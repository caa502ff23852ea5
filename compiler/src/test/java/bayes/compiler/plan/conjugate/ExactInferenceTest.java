package bayes.compiler.plan.conjugate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.inference.ExactPosterior.Marginal;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Figures, draws and evidence of posteriors in closed form. */
class ExactInferenceTest {
  private static final RunSettings RUN = RunSettings.defaults(11).withThreads(1);

  private static ExactInference exact(String text, Data data) {
    return Model.compile(text).bind(data).exact().orElseThrow(() -> new AssertionError(text));
  }

  private static Marginal marginal(ExactInference exact, String label) {
    return exact.figures().marginals().stream()
        .filter(m -> m.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static double[] pooled(Fit fit, String label) {
    int column = fit.draws().layout().column(label).orElseThrow();
    return Arrays.stream(fit.draws().chains(column)).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Mean and sd of draws against what they should be, within 4.5 standard errors. */
  private static void assertDraws(Fit fit, String label, double mean, double sd) {
    double[] values = pooled(fit, label);
    double n = values.length;
    double found = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - found) * (x - found)).sum();
    double fourth = Arrays.stream(values).map(x -> Math.pow(x - found, 4)).sum() / n;
    double variance = squares / (n - 1);
    assertEquals(mean, found, 4.5 * sd / Math.sqrt(n), label);
    double errorOfVariance = Math.sqrt((fourth - variance * variance) / n);
    assertEquals(sd * sd, variance, 4.5 * errorOfVariance, label);
  }

  private static final String DIRICHLET =
      """
      set S = {"a", "b", "c"};
      data c : int<lower=0>[S];
      q ~ Dirichlet(S, 0.5);
      observe c ~ Multinomial(5, q);
      """;

  @Test
  void sharesOfASimplexAreBetaOnes() {
    ExactInference exact = exact(DIRICHLET, Data.builder().put("c", new int[] {2, 0, 3}).build());
    Marginal first = marginal(exact, "q[\"a\"]");
    assertEquals("Beta(a: 2.5, b: 4)", first.distribution());
    assertEquals(2.5 / 6.5, first.mean(), 1e-12);
    assertEquals(Math.sqrt(2.5 * 4 / 6.5 / 6.5 / 7.5), first.sd(), 1e-12);
    assertEquals("Beta(a: 0.5, b: 6)", marginal(exact, "q[\"b\"]").distribution());
    Fit fit = exact.sample(RUN);
    assertDraws(fit, "q[\"a\"]", first.mean(), first.sd());
    assertEquals(
        1,
        pooled(fit, "q[\"a\"]")[7] + pooled(fit, "q[\"b\"]")[7] + pooled(fit, "q[\"c\"]")[7],
        1e-12);
    // A figure that is a little off is found out.
    assertThrows(
        AssertionError.class, () -> assertDraws(fit, "q[\"a\"]", first.mean() + 0.02, first.sd()));
    assertThrows(
        AssertionError.class, () -> assertDraws(fit, "q[\"a\"]", first.mean(), 1.1 * first.sd()));
  }

  private static final String NORMALS =
      """
      data y : real[4];
      v ~ InverseGamma(3, 1.5);
      m ~ Normal(0.5, sqrt(v / 0.8));
      observe y ~ Normal(mean: m, variance: v);
      """;

  @Test
  void aMeanOfUnknownVarianceIsATVariable() {
    ExactInference exact =
        exact(NORMALS, Data.builder().put("y", new double[] {1, 2, 4, -1}).build());
    double b = 1.5 + 0.5 * 13 + 0.5 * 0.8 * 4 / 4.8;
    Marginal v = marginal(exact, "v");
    Marginal m = marginal(exact, "m");
    assertEquals(b / 4, v.mean(), 1e-12);
    assertEquals(b / 4 / Math.sqrt(3), v.sd(), 1e-12);
    assertEquals((0.4 + 6) / 4.8, m.mean(), 1e-12);
    assertEquals(Math.sqrt(b / 5 / 4.8 * 10 / 8), m.sd(), 1e-12);
    Fit fit = exact.sample(RUN);
    assertDraws(fit, "v", v.mean(), v.sd());
    assertDraws(fit, "m", m.mean(), m.sd());
  }

  private static final String TREE =
      """
      data y : real[2, 3];
      mu ~ Normal(1, 2);
      theta[i in 1..2] ~ Normal(mu, 0.5);
      for i in 1..2, j in 1..3 { observe y[i, j] ~ Normal(theta[i], 1.5); }
      let gap = theta[1] - theta[2];
      generate next ~ Normal(theta[1], 1.5);
      """;

  private static final Data TREE_DATA =
      Data.builder().put("y", new double[][] {{1, 2, 4}, {-1, 0, 3.5}}).build();

  @Test
  void aTreeAgreesWithSampling() {
    Fit exact = exact(TREE, TREE_DATA).sample(RUN);
    Fit sampled =
        Model.compile(SourceText.of("tree.bayes", TREE), Imports.NONE, PlanOptions.asWritten())
            .bind(TREE_DATA)
            .sample(NutsSettings.of(RUN));
    for (String label : new String[] {"mu", "theta[1]", "theta[2]", "next"}) {
      double[][] one = exact.draws().chains(exact.draws().layout().column(label).orElseThrow());
      double[][] other =
          sampled.draws().chains(sampled.draws().layout().column(label).orElseThrow());
      double error = Math.hypot(Convergence.mcseMean(one), Convergence.mcseMean(other));
      assertEquals(mean(other), mean(one), 4.5 * error, label);
      double errorOfSd = Math.hypot(Convergence.mcseSd(one), Convergence.mcseSd(other));
      assertEquals(sd(other), sd(one), 4.5 * errorOfSd, label);
    }
    Marginal mu = marginal(exact(TREE, TREE_DATA), "theta[1]");
    assertDraws(exact, "theta[1]", mu.mean(), mu.sd());
  }

  private static double mean(double[][] draws) {
    return Arrays.stream(draws).flatMapToDouble(Arrays::stream).average().orElseThrow();
  }

  private static double sd(double[][] draws) {
    double mean = mean(draws);
    return Math.sqrt(
        Arrays.stream(draws)
            .flatMapToDouble(Arrays::stream)
            .map(x -> (x - mean) * (x - mean))
            .average()
            .orElseThrow());
  }

  @Test
  void noDataLeaveThePrior() {
    String text =
        """
        set Row;
        data y : real[Row];
        data n : int<lower=0>[Row];
        m ~ Normal(1, 2);
        r ~ Gamma(2, 3);
        observe y ~ Normal(m, 1);
        observe n ~ Poisson(r);
        """;
    ExactInference none =
        exact(
            text,
            Data.builder().put("Row", 0).put("y", new double[0]).put("n", new int[0]).build());
    assertEquals(0, none.logEvidence(), 1e-14);
    assertEquals(1, marginal(none, "m").mean(), 1e-14);
    assertEquals(2, marginal(none, "m").sd(), 1e-14);
    assertEquals("Gamma(shape: 2, rate: 3)", marginal(none, "r").distribution());
  }

  /** Data far from zero and close to each other: the spread keeps its digits. */
  @Test
  void largeOffsetsLoseNoDigits() {
    String text =
        """
        data y : real[1000];
        data shift : real;
        m ~ Normal(shift, 10);
        observe y ~ Normal(m, 0.5);
        """;
    Random random = new Random(5);
    double[] near = new double[1000];
    double[] far = new double[1000];
    double shift = 1 << 30;
    for (int i = 0; i < near.length; i++) {
      // Multiples of a power of two, so that the shift itself rounds nothing.
      near[i] = Math.rint(random.nextGaussian() * 1024) / 1024;
      far[i] = near[i] + shift;
    }
    double expected =
        exact(text, Data.builder().put("y", near).put("shift", 0.0).build()).logEvidence();
    double found =
        exact(text, Data.builder().put("y", far).put("shift", shift).build()).logEvidence();
    assertEquals(expected, found, 1e-10 * Math.abs(expected));
  }

  /** A latent that is integrated out by request, under one that stays: by differences. */
  @Test
  void partlyIntegratedModelsHaveGradients() {
    String text =
        """
        set G = 1..3;
        data n : int<lower=0>[G];
        data x : int<lower=0>[G];
        a ~ Gamma(2, 0.5);
        b ~ Gamma(2, 0.5);
        @marginalize
        p[g in G] ~ Beta(a, b);
        for g in G { observe x[g] ~ Binomial(n[g], p[g]); }
        """;
    Data data =
        Data.builder().put("n", new int[] {5, 9, 20}).put("x", new int[] {1, 4, 19}).build();
    BothWays.Bound bound = BothWays.of(text).bind(data);
    assertEquals(2, bound.dimension());
    double[] at = {0.3, -0.4};
    double a = Math.exp(0.3);
    double b = Math.exp(-0.4);
    double expected = 0;
    int[] n = {5, 9, 20};
    int[] x = {1, 4, 19};
    for (int g = 0; g < 3; g++) {
      expected += lchoose(n[g], x[g]) + lbeta(a + x[g], b + n[g] - x[g]) - lbeta(a, b);
    }
    for (double value : new double[] {a, b}) {
      expected += 2 * Math.log(0.5) + Math.log(value) - 0.5 * value + Math.log(value);
    }
    assertEquals(expected, bound.logDensity(at), 1e-10 * Math.abs(expected));
    double[] gradient = bound.gradient(at);
    for (int i = 0; i < 2; i++) {
      double h = 1e-5;
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += h;
      down[i] -= h;
      double slope = (bound.logDensity(up) - bound.logDensity(down)) / (2 * h);
      assertEquals(slope, gradient[i], 1e-7 * Math.max(1, Math.abs(slope)));
    }
    double[] row = bound.record(at, 3).of("p");
    assertTrue(Arrays.stream(row).allMatch(p -> p > 0 && p < 1), Arrays.toString(row));
  }

  private static double lbeta(double a, double b) {
    return org.apache.commons.math3.special.Beta.logBeta(a, b);
  }

  private static double lchoose(int n, int k) {
    return org.apache.commons.math3.util.CombinatoricsUtils.binomialCoefficientLog(n, k);
  }

  private static final String TAGS =
      """
      set Tag = {"a", "b"};
      set Sentence;
      data tag : Tag[Sentence][]%s;
      start ~ Dirichlet(Tag, 1);
      next[t in Tag] ~ Dirichlet(Tag, 1);
      for s in Sentence, n in 1..len(tag[s]) {
        observe tag[s, n] ~ Categorical(n == 1 ? start : next[tag[s, n - 1]]);
      }
      """;

  private static Data tags(List<List<String>> tags) {
    return Data.builder().put("tag", tags).build();
  }

  /** Which row a tag is drawn from is a choice that data make. */
  @Test
  void rowsThatDataChooseAreIntegratedOut() {
    Data data = tags(List.of(List.of("a", "a", "b"), List.of("b")));
    for (String mark : List.of("", "?")) {
      ExactInference exact = exact(TAGS.formatted(mark), data);
      // Once a and once b from the start, and from a; each is 1/2 1/3 under a uniform prior.
      assertEquals(Math.log(1. / 36), exact.logEvidence(), 1e-12, mark);
      if (mark.isEmpty()) {
        assertEquals("Beta(a: 2, b: 2)", marginal(exact, "next[\"a\", \"b\"]").distribution());
      }
    }
  }

  /** A planted fault: another sentence has another evidence. */
  @Test
  void otherTagsHaveAnotherEvidence() {
    Data data = tags(List.of(List.of("a", "a", "a"), List.of("b")));
    assertEquals(Math.log(1. / 18), exact(TAGS.formatted(""), data).logEvidence(), 1e-12);
  }
}
