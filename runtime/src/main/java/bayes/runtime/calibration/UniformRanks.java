package bayes.runtime.calibration;

import bayes.runtime.math.GammaFunctions;
import bayes.runtime.math.IncompleteFunctions;
import java.util.Arrays;

/**
 * What ranks look like that are uniform on 0, ..., L: the distribution of their empirical
 * distribution function (ECDF), and tests against it.
 *
 * <p>Of N uniform ranks, the number C_i below i is binomial with N trials and probability z_i = i /
 * (L + 1), and C_1, ..., C_L is a Markov chain: C_{i+1} - C_i, given C_i, is binomial with N - C_i
 * trials and probability (z_{i+1} - z_i) / (1 - z_i). So the probability that it stays between
 * bounds at all points at once is a sum over its paths, which gives bands of exact simultaneous
 * coverage and exact p values (T. Säilynoja, P. Bürkner and A. Vehtari, "Graphical test for
 * discrete uniformity and its applications in goodness-of-fit evaluation and multiple sample
 * comparison", Statistics and Computing 32, 2022, section 2.2). Immutable.
 */
public final class UniformRanks {
  /** Bins of the chi-squared test hold at least this many ranks, on average. */
  private static final int FULL_BIN = 10;

  private static final int MOST_BINS = 20;

  /** Smaller differences from one are rounding errors of the sum over paths. */
  private static final double ROUNDING = 1e-10;

  private static final double UNDERFLOW = 1e-280;
  private static final int BISECTIONS = 40;

  private final int count;
  private final int ranked;
  private final double[] logFactorials;

  /** For each point the probability of each count. */
  private final double[][] masses;

  /** Bounds of the ECDF, as counts below 1, ..., L; both belong to the band. */
  public record Band(int[] lower, int[] upper) {}

  /**
   * The uniform distribution of {@code count} ranks on 0, ..., {@code ranked}.
   *
   * @param count N, at least 1
   * @param ranked L, at least 1
   */
  public UniformRanks(int count, int ranked) {
    if (count < 1 || ranked < 1) throw new IllegalArgumentException("no ranks");
    this.count = count;
    this.ranked = ranked;
    logFactorials = new double[count + 1];
    for (int n = 2; n <= count; n++) logFactorials[n] = GammaFunctions.lgamma(n + 1.0);
    masses = new double[ranked][count + 1];
    for (int i = 0; i < ranked; i++) {
      double probability = (i + 1.0) / (ranked + 1);
      for (int c = 0; c <= count; c++) masses[i][c] = binomial(count, c, probability);
    }
  }

  /** How many ranks lie below 1, ..., L. */
  public int[] counts(int[] ranks) {
    int[] below = new int[ranked + 1];
    for (int rank : ranks) below[rank]++;
    for (int i = 1; i <= ranked; i++) below[i] += below[i - 1];
    return Arrays.copyOf(below, ranked);
  }

  /** The p value of the largest pointwise deviation of the ECDF, by simultaneous coverage. */
  public double ecdfPValue(int[] ranks) {
    int[] counts = counts(ranks);
    double level = 1;
    for (int i = 0; i < ranked; i++) {
      double[] mass = masses[i];
      double below = 0;
      for (int c = 0; c < counts[i]; c++) below += mass[c];
      double above = 0;
      for (int c = count; c > counts[i]; c--) above += mass[c];
      double at = mass[counts[i]];
      level = Math.min(level, 2 * (Math.min(below, above) + at));
    }
    double outside = 1 - coverage(band(level * (1 + ROUNDING)));
    double atMost = Math.min(1, ranked * level);
    return outside < ROUNDING ? atMost : Math.min(outside, 1);
  }

  /** The narrowest band of this shape that holds the whole ECDF with this probability at least. */
  public Band simultaneousBand(double probability) {
    double covers = (1 - probability) / ranked;
    double falls = 1;
    for (int i = 0; i < BISECTIONS && falls > covers * (1 + 1e-3); i++) {
      double middle = Math.sqrt(covers * falls);
      if (coverage(band(middle)) >= probability) covers = middle;
      else falls = middle;
    }
    return band(covers);
  }

  /** At each point, the counts with either tail's probability, themselves included, of level/2. */
  private Band band(double level) {
    int[] lower = new int[ranked];
    int[] upper = new int[ranked];
    for (int i = 0; i < ranked; i++) {
      double[] mass = masses[i];
      int low = 0;
      double tail = mass[0];
      while (2 * tail <= level && low < count) tail += mass[++low];
      int high = count;
      tail = mass[count];
      while (2 * tail <= level && high > 0) tail += mass[--high];
      lower[i] = low;
      upper[i] = high;
    }
    return new Band(lower, upper);
  }

  /** The probability that the ECDF stays within a band at all points. */
  double coverage(Band band) {
    double[] reached = {1};
    int first = 0;
    for (int i = 0; i < ranked; i++) {
      int low = band.lower[i];
      int high = band.upper[i];
      if (high < low) return 0;
      double[] next = new double[high - low + 1];
      double before = (double) i / (ranked + 1);
      double step = 1.0 / (ranked + 1) / (1 - before);
      for (int j = 0; j < reached.length; j++) {
        if (reached[j] > 0) spread(reached[j], first + j, step, low, next);
      }
      reached = next;
      first = low;
    }
    return Arrays.stream(reached).sum();
  }

  /** Adds a binomial increment to {@code from} ranks that are below already. */
  private void spread(double weight, int from, double probability, int low, double[] next) {
    int trials = count - from;
    int k = Math.max(0, low - from);
    double odds = probability / (1 - probability);
    double mass = 0;
    for (; k <= trials; k++) {
      int at = from + k - low;
      if (at >= next.length) return;
      // The ratio of neighbours is cheap, but does not lead away from what has underflown.
      mass =
          mass > UNDERFLOW ? mass * odds * (trials - k + 1) / k : binomial(trials, k, probability);
      next[at] += weight * mass;
    }
  }

  private double binomial(int trials, int successes, double probability) {
    return Math.exp(
        logFactorials[trials]
            - logFactorials[successes]
            - logFactorials[trials - successes]
            + successes * Math.log(probability)
            + (trials - successes) * Math.log1p(-probability));
  }

  /** The number of bins of a histogram: each is an equal number of ranks, full enough. */
  public int bins() {
    int most = Math.max(1, Math.min(MOST_BINS, count / FULL_BIN));
    int bins = 1;
    for (int b = 2; b <= most; b++) if ((ranked + 1) % b == 0) bins = b;
    return bins;
  }

  /** The numbers of ranks in equal bins; the number of bins divides L + 1. */
  public int[] histogram(int[] ranks, int bins) {
    int[] histogram = new int[bins];
    for (int rank : ranks) histogram[(int) ((long) rank * bins / (ranked + 1))]++;
    return histogram;
  }

  /** The p value of the chi-squared test on {@link #bins()} bins; 1 if there is only one. */
  public double chiSquaredPValue(int[] ranks) {
    int bins = bins();
    if (bins < 2) return 1;
    double expected = (double) count / bins;
    double sum = 0;
    for (int n : histogram(ranks, bins)) sum += (n - expected) * (n - expected) / expected;
    return IncompleteFunctions.regularizedGammaQ((bins - 1) / 2.0, sum / 2);
  }
}
