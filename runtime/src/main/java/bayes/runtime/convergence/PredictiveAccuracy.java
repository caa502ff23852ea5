package bayes.runtime.convergence;

import bayes.runtime.math.Elementary;
import bayes.runtime.math.ErrorFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well a model predicts each observation from the others, estimated from one posterior: the
 * expected log pointwise predictive density by Pareto-smoothed importance sampling (PSIS-LOO), and
 * by the widely applicable information criterion (WAIC).
 *
 * <p>A. Vehtari, A. Gelman and J. Gabry, "Practical Bayesian model evaluation using leave-one-out
 * cross-validation and WAIC", Statistics and Computing 27 (2017). Values agree with R's loo 2.5.1.
 *
 * @param draws the number of draws in all
 * @param points one per observation
 */
public record PredictiveAccuracy(int draws, List<Point> points) {
  /** Above this, the WAIC of an observation is not to be relied on. */
  public static final double WAIC_LIMIT = 0.4;

  private static final int QUANTILES = 1000;

  public PredictiveAccuracy {
    points = List.copyOf(points);
  }

  /**
   * An observation.
   *
   * @param elpd its log density given the others, log p(y_i | y_-i)
   * @param mcse the Monte Carlo standard error of that
   * @param p how much it gains from being among the data: its part of the effective number of
   *     parameters
   * @param k the Pareto shape of its weights
   * @param ess the effective number of draws behind it
   * @param elpdWaic log p(y_i | y_-i) by WAIC
   * @param pWaic the posterior variance of its log likelihood
   */
  public record Point(
      String label,
      double elpd,
      double mcse,
      double p,
      double k,
      double ess,
      double elpdWaic,
      double pWaic) {}

  /** A sum over the observations with its standard error. */
  public record Estimate(double value, double standardError) {}

  /** The accuracy from log likelihoods; draws of several chains tell how much they are worth. */
  public static PredictiveAccuracy of(PointwiseLogLikelihood likelihood) {
    List<Point> points =
        IntStream.range(0, likelihood.size())
            .parallel()
            .mapToObj(i -> point(likelihood, i))
            .toList();
    return new PredictiveAccuracy(likelihood.chains() * likelihood.draws(), points);
  }

  private static Point point(PointwiseLogLikelihood likelihood, int i) {
    double[] values = likelihood.values().get(i);
    double most = Arrays.stream(values).max().orElse(Double.NaN);
    double efficiency = efficiency(new Chains(likelihood.byChain(i)), most, values.length);
    ParetoSmoothing smoothed =
        ParetoSmoothing.smooth(Arrays.stream(values).map(v -> -v).toArray(), efficiency);
    double[] weights = smoothed.logWeights();
    double elpd = logSumExp(values, weights);
    double lpd = logSumExp(values, null) - Math.log(values.length);
    double pWaic = Moments.variance(values);
    return new Point(
        likelihood.labels().get(i),
        elpd,
        mcse(values, weights, elpd) / Math.sqrt(efficiency),
        lpd - elpd,
        isConstant(values) ? Double.NEGATIVE_INFINITY : smoothed.k(),
        smoothed.ess() * efficiency,
        lpd - pWaic,
        pWaic);
  }

  /** What no latent changes is predicted without any error. */
  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == values[0]);
  }

  /** How many independent draws a draw is worth for the mean of the likelihood. */
  private static double efficiency(Chains chains, double most, int draws) {
    double ess = EffectiveSampleSize.of(chains.map(v -> Elementary.exp(v - most)));
    return Double.isNaN(ess) ? 1 : ess / draws;
  }

  private static double logSumExp(double[] a, double @Nullable [] b) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < a.length; i++) most = Math.max(most, b == null ? a[i] : a[i] + b[i]);
    if (Double.isInfinite(most)) return most;
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Elementary.exp((b == null ? a[i] : a[i] + b[i]) - most);
    }
    return most + Elementary.log(sum);
  }

  /**
   * The standard error of {@code elpd} from independent draws: the spread of the logarithm of the
   * part above 0 of a normal distribution with the mean and variance of the weighted likelihood.
   */
  private static double mcse(double[] values, double[] weights, double elpd) {
    double relative = 0;
    for (int s = 0; s < values.length; s++) {
      double deviation = Elementary.expm1(values[s] - elpd);
      double weighted = Elementary.exp(weights[s]) * deviation;
      relative += weighted * weighted;
    }
    double sd = Math.sqrt(relative);
    double[] logs =
        IntStream.rangeClosed(1, QUANTILES)
            .mapToDouble(r -> 1 + sd * normalQuantile((r - 0.375) / (QUANTILES + 0.25)))
            .filter(z -> z > 0)
            .map(Elementary::log)
            .toArray();
    return Math.sqrt(Moments.variance(logs));
  }

  private static double normalQuantile(double p) {
    return ErrorFunctions.probit(p);
  }

  /** The expected log pointwise predictive density, by PSIS-LOO. */
  public Estimate elpd() {
    return sum(Point::elpd);
  }

  /** The effective number of parameters, by PSIS-LOO. */
  public Estimate effectiveParameters() {
    return sum(Point::p);
  }

  /** The expected log pointwise predictive density, by WAIC. */
  public Estimate elpdWaic() {
    return sum(Point::elpdWaic);
  }

  /** The effective number of parameters, by WAIC. */
  public Estimate effectiveParametersWaic() {
    return sum(Point::pWaic);
  }

  /** The Monte Carlo standard error of {@link #elpd()}. */
  public double mcse() {
    return Math.sqrt(points.stream().mapToDouble(p -> p.mcse() * p.mcse()).sum());
  }

  /** The largest Pareto shape at which an observation's estimate is reliable. */
  public double limit() {
    return ParetoSmoothing.threshold(draws);
  }

  /** The observations whose Pareto shape is above {@link #limit()}, the worst first. */
  public List<Point> unreliable() {
    return points.stream()
        .filter(p -> !(p.k() <= limit()))
        .sorted((a, b) -> Double.compare(b.k(), a.k()))
        .toList();
  }

  /** The observations of which WAIC cannot be relied on. */
  public List<Point> unreliableWaic() {
    return points.stream().filter(p -> !(p.pWaic() <= WAIC_LIMIT)).toList();
  }

  /**
   * How much more this model is expected to predict than another one of the same observations: the
   * sum of the differences of their {@code elpd}, and its standard error.
   */
  public Estimate over(PredictiveAccuracy other) {
    if (other.points.size() != points.size()) {
      throw new IllegalArgumentException("the models have other observations");
    }
    return sum(
        IntStream.range(0, points.size())
            .mapToDouble(i -> points.get(i).elpd() - other.points.get(i).elpd())
            .toArray());
  }

  private Estimate sum(ToDoubleFunction<Point> value) {
    return sum(points.stream().mapToDouble(value).toArray());
  }

  private static Estimate sum(double[] values) {
    double sum = Arrays.stream(values).sum();
    double error = Math.sqrt(values.length * Moments.variance(values));
    return new Estimate(sum, values.length < 2 ? Double.NaN : error);
  }
}
