package bayes.runtime.inference;

import bayes.runtime.approximation.LaplaceApproximation;
import bayes.runtime.approximation.ModeOutcome;
import bayes.runtime.approximation.ModeSearch;
import bayes.runtime.density.LogDensity;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.metropolis.IndependenceStep;
import bayes.runtime.state.Resumable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Proposals from a t distribution with the mode and the curvature of the posterior, for as long as
 * they are worth their evaluations: if warmup accepts hardly any, the move is given up, before the
 * draws that are kept.
 */
final class IndependenceMove implements Resumable {
  private static final int STARTS = 4;

  /** The tails of the proposal: heavier than those of the posterior, or a chain sticks in them. */
  private static final double DEGREES_OF_FREEDOM = 5;

  /** Curvature takes two gradients per coordinate: beyond this the move has to be asked for. */
  static final int MOST_COORDINATES_UNASKED = 100;

  private static final double WORTHWHILE = 0.05;
  private static final int TRIALS = 50;

  private final IndependenceStep step;
  private double accepted;
  private int trials;

  private IndependenceMove(IndependenceStep step) {
    this.step = step;
  }

  /** The move for a target; empty if there is no Laplace approximation. */
  static Optional<IndependenceMove> of(Target target, long seed) {
    // Far in the tails of a proposal a density may well fail: that is no trouble of the chain.
    LogDensity density = target.newLogDensity();
    RandomGenerator random = Streams.of(seed).purpose(ImportanceRun.MODE_SEARCH).chain(0);
    ModeOutcome outcome = new ModeSearch(density).find(STARTS, random, () -> false);
    if (!(outcome instanceof ModeOutcome.Found found)) return Optional.empty();
    return found
        .mode()
        .curvature()
        .map(
            curvature ->
                new LaplaceApproximation(found.mode().position(), curvature, DEGREES_OF_FREEDOM))
        .map(proposal -> new IndependenceMove(new IndependenceStep(density, proposal)));
  }

  boolean isWorthwhile() {
    return trials < TRIALS || accepted >= WORTHWHILE * trials;
  }

  double transition(ChainState state, RandomGenerator random, boolean learns) {
    double accept = step.transition(state, random);
    if (learns) {
      accepted += accept;
      trials++;
    }
    return accept;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(accepted);
    out.writeInt(trials);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    accepted = in.readDouble();
    trials = in.readInt();
  }
}
