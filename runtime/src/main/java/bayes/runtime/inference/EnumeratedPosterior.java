package bayes.runtime.inference;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.sampler.gibbs.Urns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * The posterior of discrete coordinates alone, known because each of their states has been looked
 * at: a target without coordinates, whose log density is the log evidence, log Σ_s p(s, data), and
 * whose recorder draws a state s with its probability p(s | data) before it records.
 *
 * <p>Immutable; looking at the states is done once, when it is made.
 */
public final class EnumeratedPosterior extends DelegatingTarget {
  /** The most states that are looked at. */
  public static final int MOST_STATES = 1 << 16;

  private final DiscreteSites sites;
  private final double logEvidence;
  private final double[] probabilities;
  private final double[] cumulative;

  private EnumeratedPosterior(
      Target target, double logEvidence, double[] probabilities, double[] cumulative) {
    super(target);
    this.sites = target.discreteSites();
    this.logEvidence = logEvidence;
    this.probabilities = probabilities;
    this.cumulative = cumulative;
  }

  /** Whether a target has nothing but discrete coordinates, with few enough states. */
  public static boolean isPossible(Target target) {
    DiscreteSites sites = target.discreteSites();
    return sites.count() == target.dimension() && states(sites) <= MOST_STATES;
  }

  /** The number of states, or {@code Long.MAX_VALUE} if they are more than can be counted. */
  public static long states(DiscreteSites sites) {
    long states = 1;
    for (int i = 0; i < sites.count(); i++) {
      long size = sites.size(i);
      if (size > Long.MAX_VALUE / states) return Long.MAX_VALUE;
      states *= size;
    }
    return states;
  }

  /**
   * Looks at all states of a target.
   *
   * @throws IllegalArgumentException if that {@linkplain #isPossible is not possible}
   */
  public static EnumeratedPosterior of(Target target) {
    if (!isPossible(target)) throw new IllegalArgumentException("too many states");
    DiscreteSites sites = target.discreteSites();
    LogDensity density = target.newLogDensity();
    double[] logs = new double[(int) states(sites)];
    double[] position = new double[sites.count()];
    double largest = Double.NEGATIVE_INFINITY;
    for (int state = 0; state < logs.length; state++) {
      place(sites, state, position);
      logs[state] = density.logDensity(position);
      if (Double.isNaN(logs[state])) logs[state] = Double.NEGATIVE_INFINITY;
      largest = Math.max(largest, logs[state]);
    }
    double[] probabilities = new double[logs.length];
    double sum = 0;
    for (int state = 0; state < logs.length; state++) {
      if (logs[state] > Double.NEGATIVE_INFINITY) {
        probabilities[state] = Math.exp(logs[state] - largest);
      }
      sum += probabilities[state];
    }
    double[] cumulative = new double[logs.length];
    double before = 0;
    for (int state = 0; state < logs.length; state++) {
      probabilities[state] /= sum;
      before += probabilities[state];
      cumulative[state] = before;
    }
    return new EnumeratedPosterior(
        target,
        largest > Double.NEGATIVE_INFINITY ? largest + Math.log(sum) : largest,
        probabilities,
        cumulative);
  }

  /** The state of a number: the last site moves first. */
  private static void place(DiscreteSites sites, int state, double[] position) {
    int rest = state;
    for (int i = sites.count() - 1; i >= 0; i--) {
      int size = (int) sites.size(i);
      position[sites.coordinate(i)] = sites.lower(i) + rest % size;
      rest /= size;
    }
  }

  /** The log probability (density) of the data. */
  public double logEvidence() {
    return logEvidence;
  }

  /**
   * The posterior probabilities of a site's values, from {@link DiscreteSites#lower} on: without
   * error, however small.
   */
  public double[] probabilities(int site) {
    double[] all = new double[(int) sites.size(site)];
    int stride = 1;
    for (int i = site + 1; i < sites.count(); i++) stride *= (int) sites.size(i);
    for (int state = 0; state < probabilities.length; state++) {
      all[state / stride % all.length] += probabilities[state];
    }
    return all;
  }

  /**
   * The posterior mean of a function of the state, without error.
   *
   * @param ofPosition of the values of the sites, which it does not keep
   */
  public double expectation(ToDoubleFunction<double[]> ofPosition) {
    double[] position = new double[sites.count()];
    double sum = 0;
    for (int state = 0; state < probabilities.length; state++) {
      if (probabilities[state] == 0) continue;
      place(sites, state, position);
      sum += probabilities[state] * ofPosition.applyAsDouble(position);
    }
    return sum;
  }

  @Override
  public int dimension() {
    return 0;
  }

  @Override
  public DiscreteSites discreteSites() {
    return DiscreteSites.none();
  }

  @Override
  public Optional<LocalDensity> newLocalDensity() {
    return Optional.empty();
  }

  @Override
  public Optional<Urns> urns() {
    return Optional.empty();
  }

  @Override
  public Optional<LocalDensity> newUrnTerms() {
    return Optional.empty();
  }

  @Override
  public LogDensity newLogDensity() {
    return new KnownEvidence();
  }

  @Override
  public LogDensity newLogDensityWithoutJacobian() {
    return new KnownEvidence();
  }

  @Override
  public LogDensity newLogLikelihood() {
    return new KnownEvidence();
  }

  @Override
  public Recorder newRecorder() {
    return new OfDrawnStates(target().newRecorder());
  }

  @Override
  public Optional<PriorSampler> newPriorSampler() {
    return Optional.of((random, position) -> {});
  }

  /** A number, as a density without coordinates. */
  private final class KnownEvidence implements LogDensity {
    @Override
    public int dimension() {
      return 0;
    }

    @Override
    public double logDensity(double[] position) {
      return logEvidence;
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradientOut) {
      return logEvidence;
    }
  }

  /** Draws a state for each row. */
  private final class OfDrawnStates implements Recorder {
    private final Recorder recorder;
    private final double[] position = new double[sites.count()];

    OfDrawnStates(Recorder recorder) {
      this.recorder = recorder;
    }

    @Override
    public List<RecordedVariable> variables() {
      return recorder.variables();
    }

    @Override
    public int width() {
      return recorder.width();
    }

    @Override
    public void record(double[] none, RandomGenerator random, double[] rowOut) {
      double u = random.nextDouble() * cumulative[cumulative.length - 1];
      int found = Arrays.binarySearch(cumulative, u);
      int state = found < 0 ? -found - 1 : found + 1;
      while (probabilities[state] == 0) state++;
      place(sites, state, position);
      recorder.record(position, random, rowOut);
    }
  }
}
