package bayes.compiler.calibration;

import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.Target;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A plain random walk whose accept step can be wrong. */
record RandomWalk(Acceptance acceptance) implements CalibratedMethod {
  private static final int WARMUP = 500;
  private static final int DRAWS = 1000;
  private static final int EACH = 4;
  private static final double STEP = 1;

  /** What becomes of a proposal. */
  enum Acceptance {
    RIGHT,
    /** The root of the ratio of densities, not the ratio. */
    ROOT,
    /** Where a proposal is rejected, the draw before is not counted once more. */
    COUNTS_MOVES_ONLY
  }

  @Override
  public String name() {
    return "random walk, " + acceptance;
  }

  @Override
  public Outcome fit(Target target, long seed, int effort, Cancellation cancellation) {
    RandomGenerator random = Streams.of(seed).chain(0);
    LogDensity density = target.newLogDensity();
    double[] position = new double[target.dimension()];
    double here = density.logDensity(position);
    double[] proposal = new double[position.length];
    Recorder recorder = target.newRecorder();
    int width = recorder.width();
    double[] rows = new double[effort * DRAWS * width];
    double[] row = new double[width];
    int steps = 0;
    for (int draws = 0; draws < effort * DRAWS; ) {
      for (int i = 0; i < proposal.length; i++) {
        proposal[i] = position[i] + STEP * RandomDraws.standardNormal(random);
      }
      double there = density.logDensity(proposal);
      double logRatio = acceptance == Acceptance.ROOT ? (there - here) / 2 : there - here;
      boolean isAccepted = Math.log(random.nextDouble()) < logRatio;
      if (isAccepted) {
        System.arraycopy(proposal, 0, position, 0, position.length);
        here = there;
      }
      if (acceptance == Acceptance.COUNTS_MOVES_ONLY && !isAccepted) continue;
      steps++;
      if (steps < WARMUP || steps % EACH != 0) continue;
      recorder.record(position, random, row);
      System.arraycopy(row, 0, rows, draws * width, width);
      draws++;
    }
    Draws draws =
        Draws.of(
            Layout.of(recorder.variables()),
            List.of(),
            effort * DRAWS,
            List.of(rows),
            List.of(new double[0]));
    return new Outcome.Drawn(draws, Optional.empty());
  }
}
