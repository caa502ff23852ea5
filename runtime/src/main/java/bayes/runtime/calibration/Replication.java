package bayes.runtime.calibration;

import bayes.runtime.draws.Layout;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.Recorder;
import bayes.runtime.random.Streams;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One simulation, and what a method makes of it: a function of its number and the settings. */
final class Replication {
  /** What a stream of random numbers is for. */
  private static final int SIMULATING = 1;

  private static final int INFERRING = 2;
  private static final int RANKING = 3;

  /** A chain is made at most this many times as long as asked for. */
  private static final int MOST_EFFORT = 16;

  private final Experiment experiment;
  private final CalibratedMethod method;
  private final CalibrationSettings settings;
  private final int number;
  private final Cancellation cancellation;

  Replication(
      Experiment experiment,
      CalibratedMethod method,
      CalibrationSettings settings,
      int number,
      Cancellation cancellation) {
    this.experiment = experiment;
    this.method = method;
    this.settings = settings;
    this.number = number;
    this.cancellation = cancellation;
  }

  /** What came of a simulation. */
  sealed interface Result {
    /**
     * The rank of each value.
     *
     * @param varies whether some draw of it differs from the truth
     */
    record Ranked(Layout layout, int[] ranks, boolean[] varies, Optional<String> doubt)
        implements Result {}

    /** There are no draws. */
    record Failed(String reason) implements Result {}

    /** It was stopped. */
    record Cancelled() implements Result {}
  }

  Result run() {
    if (cancellation.isCancelled()) return new Result.Cancelled();
    Experiment.Simulated simulated = experiment.simulate(number, random(SIMULATING));
    RecordingTarget posterior = new RecordingTarget(simulated.posterior());
    long seed = random(INFERRING).nextLong();
    for (int effort = 1; ; effort *= 2) {
      CalibratedMethod.Outcome outcome = method.fit(posterior, seed, effort, cancellation);
      if (cancellation.isCancelled()) return new Result.Cancelled();
      if (outcome instanceof CalibratedMethod.Outcome.Failed failed) {
        return new Result.Failed(failed.reason());
      }
      CalibratedMethod.Outcome.Drawn drawn = (CalibratedMethod.Outcome.Drawn) outcome;
      IndependentDraws draws = new IndependentDraws(drawn.draws());
      double effective = draws.effective();
      boolean isEnough =
          effective >= (double) IndependentDraws.EFFECTIVE_PER_RANKED * settings.ranked();
      if (!isEnough && method.gainsByEffort() && effort < MOST_EFFORT) continue;
      Optional<String> doubt =
          isEnough
              ? drawn.doubt()
              : Optional.of(
                  drawn
                      .doubt()
                      .orElse(
                          "fewer effective draws than twice the %d that are ranked"
                              .formatted(settings.ranked())));
      return rank(posterior, simulated, draws, doubt);
    }
  }

  private Result rank(
      RecordingTarget posterior,
      Experiment.Simulated simulated,
      IndependentDraws draws,
      Optional<String> doubt) {
    RandomGenerator random = random(RANKING);
    Recorder recorder = posterior.newRecorder();
    double[] row = new double[recorder.width()];
    recorder.record(simulated.truth(), random, row);
    Truth.write(simulated.values(), Layout.of(recorder.variables()), row);
    double[][] among = draws.take(settings.ranked(), random);
    int[] ranks = new int[row.length];
    boolean[] varies = new boolean[row.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = Rank.of(row[i], among[i], random);
      varies[i] = !Rank.isTied(row[i], among[i]);
    }
    return new Result.Ranked(Layout.of(recorder.variables()), ranks, varies, doubt);
  }

  private RandomGenerator random(int purpose) {
    return Streams.of(settings.seed()).purpose(purpose).chain(number);
  }
}
