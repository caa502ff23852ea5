package bayes.runtime.calibration;

import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.Target;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The posterior mode under test, read as its users read it: each value is normal around the mode,
 * with the standard error from the curvature; a value without one is the mode for certain.
 */
public final class ModeMethod implements CalibratedMethod {
  private static final int DRAWS = 1000;

  /** The mode from the usual number of starts. */
  public ModeMethod() {}

  @Override
  public String name() {
    return "map";
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public boolean gainsByEffort() {
    return false;
  }

  @Override
  public Outcome fit(Target posterior, long seed, int effort, Cancellation cancellation) {
    MapOutcome outcome = Inference.mode(posterior, MapSettings.of(seed), cancellation);
    if (outcome instanceof MapOutcome.Failed failed) return new Outcome.Failed(failed.reason());
    if (outcome instanceof MapOutcome.AtBoundary edge) return new Outcome.Failed(edge.reason());
    MapOutcome.Found found = (MapOutcome.Found) outcome;
    int width = found.layout().width();
    double[] rows = new double[DRAWS * width];
    RandomGenerator random = Streams.of(seed).chain(0);
    for (int i = 0; i < rows.length; i++) {
      double error = found.standardErrors().get(i % width);
      double scale = error > 0 ? error : 0;
      rows[i] = found.values().get(i % width) + scale * RandomDraws.standardNormal(random);
    }
    Draws draws = Draws.of(found.layout(), List.of(), DRAWS, List.of(rows), List.of(new double[0]));
    return new Outcome.Drawn(draws, Optional.empty());
  }
}
