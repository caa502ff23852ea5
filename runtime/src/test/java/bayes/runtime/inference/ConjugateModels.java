package bayes.runtime.inference;

import static org.apache.commons.math3.special.Gamma.logGamma;

import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/** Six models of dimension 1 to 20 with closed forms (Gelman et al., BDA3, chapters 2, 3, 14). */
final class ConjugateModels {
  private static final double LOG_2PI = Math.log(2 * Math.PI);

  private ConjugateModels() {}

  static List<ConjugateModel> all() {
    return List.of(
        new NormalMean(Fault.NONE),
        new BetaBinomial(Fault.NONE),
        new GammaPoisson(Fault.NONE),
        new NormalInverseGamma(Fault.NONE),
        new Regression(Fault.NONE),
        new DirichletMultinomial(Fault.NONE));
  }

  private static double normal(double x, double mean, double variance) {
    return -0.5 * (LOG_2PI + Math.log(variance) + (x - mean) * (x - mean) / variance);
  }

  /** mu ~ normal(0, 2); y ~ normal(mu, 1.5). */
  static final class NormalMean extends ConjugateModel {
    private static final double[] Y = {1.2, 3.1, -0.4, 2.2, 0.9};
    private static final double PRIOR = 4;
    private static final double NOISE = 2.25;

    NormalMean(Fault fault) {
      super(1, 1, fault);
    }

    @Override
    double logPrior(double[] u, double[] gradient) {
      gradient[0] -= u[0] / PRIOR;
      return normal(u[0], 0, PRIOR);
    }

    @Override
    double logLikelihood(double[] u, double[] gradient) {
      double sum = 0;
      for (double y : Y) {
        sum += normal(y, u[0], NOISE);
        gradient[0] += (y - u[0]) / NOISE;
      }
      return sum;
    }

    @Override
    double logJacobian(double[] u, double[] gradient) {
      return 0;
    }

    @Override
    void constrain(double[] u, double[] out) {
      out[0] = u[0];
    }

    @Override
    void samplePrior(RandomGenerator random, double[] out) {
      out[0] = Math.sqrt(PRIOR) * RandomDraws.standardNormal(random);
    }

    @Override
    double[] mean() {
      return new double[] {variance()[0] * Arrays.stream(Y).sum() / NOISE};
    }

    @Override
    double[] variance() {
      return new double[] {1 / (1 / PRIOR + Y.length / NOISE)};
    }

    @Override
    double[] mode() {
      return mean();
    }

    /** By Bayes' rule at the posterior mean. */
    @Override
    double logEvidence() {
      double[] m = mean();
      double[] ignored = new double[1];
      return logPrior(m, ignored) + logLikelihood(m, ignored) - normal(m[0], m[0], variance()[0]);
    }
  }

  /** p ~ beta(2, 3); 4 of 14; p = logistic(u). */
  static final class BetaBinomial extends ConjugateModel {
    private static final double A = 2;
    private static final double B = 3;
    private static final int K = 4;
    private static final int N = 14;

    BetaBinomial(Fault fault) {
      super(1, 1, fault);
    }

    private static double p(double[] u) {
      return 1 / (1 + Math.exp(-u[0]));
    }

    private static double powers(double[] u, double[] gradient, double a, double b) {
      double p = p(u);
      gradient[0] += a * (1 - p) - b * p;
      return a * Math.log(p) + b * Math.log1p(-p);
    }

    private static double logBeta(double a, double b) {
      return logGamma(a) + logGamma(b) - logGamma(a + b);
    }

    @Override
    double logPrior(double[] u, double[] gradient) {
      return powers(u, gradient, A - 1, B - 1) - logBeta(A, B);
    }

    @Override
    double logLikelihood(double[] u, double[] gradient) {
      return powers(u, gradient, K, N - K) - logBeta(K + 1, N - K + 1) - Math.log(N + 1);
    }

    @Override
    double logJacobian(double[] u, double[] gradient) {
      return powers(u, gradient, 1, 1);
    }

    @Override
    void constrain(double[] u, double[] out) {
      out[0] = p(u);
    }

    @Override
    void samplePrior(RandomGenerator random, double[] out) {
      out[0] =
          Math.log(RandomDraws.gamma(random, A, 1)) - Math.log(RandomDraws.gamma(random, B, 1));
    }

    @Override
    double[] mean() {
      return new double[] {(A + K) / (A + B + N)};
    }

    @Override
    double[] variance() {
      double m = mean()[0];
      return new double[] {m * (1 - m) / (A + B + N + 1)};
    }

    @Override
    double[] mode() {
      return new double[] {(A + K - 1) / (A + B + N - 2)};
    }

    @Override
    double logEvidence() {
      return logBeta(A + K, B + N - K)
          - logBeta(A, B)
          - logBeta(K + 1, N - K + 1)
          - Math.log(N + 1);
    }
  }

  /** rate ~ gamma(3, 0.5); y ~ poisson(rate); rate = exp(u). */
  static final class GammaPoisson extends ConjugateModel {
    private static final double A = 3;
    private static final double B = 0.5;
    private static final int[] Y = {4, 7, 2};
    private static final double SUM = Arrays.stream(Y).sum();

    GammaPoisson(Fault fault) {
      super(1, 1, fault);
    }

    private static double terms(double[] u, double[] gradient, double power, double rate) {
      gradient[0] += power - rate * Math.exp(u[0]);
      return power * u[0] - rate * Math.exp(u[0]);
    }

    private static double logFactorials() {
      return Arrays.stream(Y).mapToDouble(y -> logGamma(y + 1)).sum();
    }

    @Override
    double logPrior(double[] u, double[] gradient) {
      return terms(u, gradient, A - 1, B) + A * Math.log(B) - logGamma(A);
    }

    @Override
    double logLikelihood(double[] u, double[] gradient) {
      return terms(u, gradient, SUM, Y.length) - logFactorials();
    }

    @Override
    double logJacobian(double[] u, double[] gradient) {
      gradient[0] += 1;
      return u[0];
    }

    @Override
    void constrain(double[] u, double[] out) {
      out[0] = Math.exp(u[0]);
    }

    @Override
    void samplePrior(RandomGenerator random, double[] out) {
      out[0] = Math.log(RandomDraws.gamma(random, A, B));
    }

    @Override
    double[] mean() {
      return new double[] {(A + SUM) / (B + Y.length)};
    }

    @Override
    double[] variance() {
      return new double[] {mean()[0] / (B + Y.length)};
    }

    @Override
    double[] mode() {
      return new double[] {(A + SUM - 1) / (B + Y.length)};
    }

    @Override
    double logEvidence() {
      return A * Math.log(B)
          - logGamma(A)
          + logGamma(A + SUM)
          - (A + SUM) * Math.log(B + Y.length)
          - logFactorials();
    }
  }

  /** v ~ inverse gamma(3, 4); mu ~ normal(1, v / 2); y ~ normal(mu, v); v = exp(u[1]). */
  static final class NormalInverseGamma extends ConjugateModel {
    private static final double A = 3;
    private static final double B = 4;
    private static final double M = 1;
    private static final double K = 2;
    private static final double[] Y = {2.9, 0.2, 1.7, 4.1, 2.4, 3.3, 1.1, 2.0};
    private static final int N = Y.length;
    private static final double MEAN = Arrays.stream(Y).average().orElseThrow();
    private static final double SQUARES = Arrays.stream(Y).map(y -> (y - MEAN) * (y - MEAN)).sum();
    private static final double AN = A + N / 2.0;
    private static final double KN = K + N;
    private static final double MN = (K * M + N * MEAN) / KN;
    private static final double BN = B + SQUARES / 2 + K * N * (MEAN - M) * (MEAN - M) / (2 * KN);

    NormalInverseGamma(Fault fault) {
      super(2, 2, fault);
    }

    @Override
    double logPrior(double[] u, double[] gradient) {
      double v = Math.exp(u[1]);
      double d = u[0] - M;
      gradient[0] -= K * d / v;
      gradient[1] += -(A + 1) + B / v - 0.5 + K * d * d / (2 * v);
      return A * Math.log(B) - logGamma(A) - (A + 1) * u[1] - B / v + normal(u[0], M, v / K);
    }

    @Override
    double logLikelihood(double[] u, double[] gradient) {
      double v = Math.exp(u[1]);
      double sum = 0;
      for (double y : Y) {
        double d = y - u[0];
        sum += normal(y, u[0], v);
        gradient[0] += d / v;
        gradient[1] += -0.5 + d * d / (2 * v);
      }
      return sum;
    }

    @Override
    double logJacobian(double[] u, double[] gradient) {
      gradient[1] += 1;
      return u[1];
    }

    @Override
    void constrain(double[] u, double[] out) {
      out[0] = u[0];
      out[1] = Math.exp(u[1]);
    }

    @Override
    void samplePrior(RandomGenerator random, double[] out) {
      double v = 1 / RandomDraws.gamma(random, A, B);
      out[0] = M + Math.sqrt(v / K) * RandomDraws.standardNormal(random);
      out[1] = Math.log(v);
    }

    @Override
    double[] mean() {
      return new double[] {MN, BN / (AN - 1)};
    }

    @Override
    double[] variance() {
      return new double[] {
        BN / (KN * (AN - 1)), BN * BN / ((AN - 1) * (AN - 1) * (AN - 2)),
      };
    }

    @Override
    double[] mode() {
      return new double[] {MN, BN / (AN + 1.5)};
    }

    @Override
    double logEvidence() {
      return logGamma(AN)
          - logGamma(A)
          + A * Math.log(B)
          - AN * Math.log(BN)
          + 0.5 * Math.log(K / KN)
          - 0.5 * N * LOG_2PI;
    }
  }

  /** 20 coefficients ~ normal(0, 3); y ~ normal(X beta, 1), correlated columns. */
  static final class Regression extends ConjugateModel {
    private static final int D = 20;
    private static final int N = 40;
    private static final double PRIOR = 9;
    private final double[][] x = new double[N][D];
    private final double[] y = new double[N];
    private final double[] mean;
    private final RealMatrix covariance;
    private final double logDeterminant;

    Regression(Fault fault) {
      super(D, D, fault);
      RandomGenerator random = Streams.of(7).chain(0);
      for (int i = 0; i < N; i++) {
        double common = RandomDraws.standardNormal(random);
        y[i] = RandomDraws.standardNormal(random);
        for (int j = 0; j < D; j++) {
          x[i][j] = 0.6 * common + 0.8 * RandomDraws.standardNormal(random);
          y[i] += x[i][j] * (j % 3 - 1);
        }
      }
      RealMatrix design = new Array2DRowRealMatrix(x);
      RealMatrix precision =
          design
              .transpose()
              .multiply(design)
              .add(MatrixUtils.createRealIdentityMatrix(D).scalarMultiply(1 / PRIOR));
      CholeskyDecomposition cholesky = new CholeskyDecomposition(precision);
      covariance = cholesky.getSolver().getInverse();
      logDeterminant = -Math.log(cholesky.getDeterminant());
      mean = covariance.operate(design.transpose().operate(y));
    }

    @Override
    double logPrior(double[] u, double[] gradient) {
      double sum = 0;
      for (int j = 0; j < D; j++) {
        sum += normal(u[j], 0, PRIOR);
        gradient[j] -= u[j] / PRIOR;
      }
      return sum;
    }

    @Override
    double logLikelihood(double[] u, double[] gradient) {
      double sum = 0;
      for (int i = 0; i < N; i++) {
        double residual = y[i];
        for (int j = 0; j < D; j++) residual -= x[i][j] * u[j];
        sum += -0.5 * (LOG_2PI + residual * residual);
        for (int j = 0; j < D; j++) gradient[j] += residual * x[i][j];
      }
      return sum;
    }

    @Override
    double logJacobian(double[] u, double[] gradient) {
      return 0;
    }

    @Override
    void constrain(double[] u, double[] out) {
      System.arraycopy(u, 0, out, 0, D);
    }

    @Override
    void samplePrior(RandomGenerator random, double[] out) {
      for (int j = 0; j < D; j++) out[j] = Math.sqrt(PRIOR) * RandomDraws.standardNormal(random);
    }

    @Override
    double[] mean() {
      return mean.clone();
    }

    @Override
    double[] variance() {
      double[] variance = new double[D];
      for (int j = 0; j < D; j++) variance[j] = covariance.getEntry(j, j);
      return variance;
    }

    @Override
    double[] mode() {
      return mean();
    }

    @Override
    double logEvidence() {
      double atMean = logPrior(mean, new double[D]) + logLikelihood(mean, new double[D]);
      return atMean + 0.5 * (D * LOG_2PI + logDeterminant);
    }
  }

  /** theta ~ dirichlet(1.5, ...); counts ~ multinomial; theta = softmax(u, 0). */
  static final class DirichletMultinomial extends ConjugateModel {
    private static final double[] ALPHA = {1.5, 2, 1.2, 3, 2.5};
    private static final double[] COUNTS = {3, 11, 0, 5, 8};
    private static final int K = 5;

    DirichletMultinomial(Fault fault) {
      super(K - 1, K, fault);
    }

    private double powers(double[] u, double[] gradient, double[] powers, double added) {
      double[] theta = new double[K];
      constrain(u, theta);
      double total = 0;
      for (double power : powers) total += power + added;
      double sum = 0;
      for (int k = 0; k < K; k++) {
        sum += (powers[k] + added) * Math.log(theta[k]);
        if (k < K - 1) gradient[k] += powers[k] + added - total * theta[k];
      }
      return sum;
    }

    private static double logBeta(double[] a, double[] b) {
      double total = 0;
      double sum = 0;
      for (int k = 0; k < K; k++) {
        total += a[k] + b[k];
        sum += logGamma(a[k] + b[k]);
      }
      return sum - logGamma(total);
    }

    private static double logCoefficient() {
      double[] ones = new double[K];
      Arrays.fill(ones, 1);
      double n = Arrays.stream(COUNTS).sum();
      return -logBeta(COUNTS, ones) - logGamma(n + K) + logGamma(n + 1);
    }

    @Override
    double logPrior(double[] u, double[] gradient) {
      return powers(u, gradient, ALPHA, -1) - logBeta(ALPHA, new double[K]);
    }

    @Override
    double logLikelihood(double[] u, double[] gradient) {
      return powers(u, gradient, COUNTS, 0) + logCoefficient();
    }

    @Override
    double logJacobian(double[] u, double[] gradient) {
      return powers(u, gradient, new double[K], 1);
    }

    @Override
    void constrain(double[] u, double[] out) {
      double most = 0;
      for (double value : u) most = Math.max(most, value);
      double sum = 0;
      for (int k = 0; k < K; k++) {
        out[k] = Math.exp((k < K - 1 ? u[k] : 0) - most);
        sum += out[k];
      }
      for (int k = 0; k < K; k++) out[k] /= sum;
    }

    @Override
    void samplePrior(RandomGenerator random, double[] out) {
      double[] logs = new double[K];
      for (int k = 0; k < K; k++) logs[k] = Math.log(RandomDraws.gamma(random, ALPHA[k], 1));
      for (int k = 0; k < K - 1; k++) out[k] = logs[k] - logs[K - 1];
    }

    private static double total() {
      return Arrays.stream(ALPHA).sum() + Arrays.stream(COUNTS).sum();
    }

    @Override
    double[] mean() {
      double[] mean = new double[K];
      for (int k = 0; k < K; k++) mean[k] = (ALPHA[k] + COUNTS[k]) / total();
      return mean;
    }

    @Override
    double[] variance() {
      double[] variance = mean();
      for (int k = 0; k < K; k++) variance[k] *= (1 - variance[k]) / (total() + 1);
      return variance;
    }

    @Override
    double[] mode() {
      double[] mode = new double[K];
      for (int k = 0; k < K; k++) mode[k] = (ALPHA[k] + COUNTS[k] - 1) / (total() - K);
      return mode;
    }

    @Override
    double logEvidence() {
      return logBeta(ALPHA, COUNTS) - logBeta(ALPHA, new double[K]) + logCoefficient();
    }
  }
}
