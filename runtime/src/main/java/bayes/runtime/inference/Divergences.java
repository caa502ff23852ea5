package bayes.runtime.inference;

import bayes.runtime.draws.Divergence;
import bayes.runtime.draws.TermChange;
import bayes.runtime.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Blames the diverging steps of chains on the statements of their target. */
final class Divergences {
  /** The number of the purpose "values of divergences" among the streams of a seed. */
  private static final int VALUES = 41;

  private Divergences() {}

  /**
   * The diverging steps of a chain up to one of its draws, with what is recorded where they began,
   * and the term that changes most.
   *
   * @param chain its number in the run, from 0
   */
  static List<Divergence> of(
      Target target, int chain, List<DivergenceLog.Step> steps, int draws, long seed) {
    List<Divergence> divergences = new ArrayList<>();
    if (steps.isEmpty()) return divergences;
    Recorder recorder = target.newRecorder();
    double[] row = new double[recorder.width()];
    RandomGenerator random = Streams.of(seed).purpose(VALUES).chain(chain);
    for (DivergenceLog.Step step : steps) {
      if (step.draw() > draws) continue;
      recorder.record(step.from(), random, row);
      List<TermChange> changes = target.termChanges(step.from(), step.to());
      divergences.add(
          new Divergence(
              chain + 1,
              step.draw(),
              list(step.from()),
              list(step.to()),
              list(row),
              changes.isEmpty() ? Optional.empty() : Optional.of(changes.get(0))));
    }
    return divergences;
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
