package bayes.runtime.inference;

import bayes.runtime.approximation.LaplaceApproximation;
import bayes.runtime.approximation.Mode;
import bayes.runtime.approximation.ModeOutcome;
import bayes.runtime.approximation.ModeSearch;
import bayes.runtime.density.LogDensity;
import bayes.runtime.density.TemperedDensity;
import bayes.runtime.random.Streams;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The way from a distribution that can be drawn from to a posterior: from the prior, or, where that
 * is improper or has no sampler, from a t distribution with mode and curvature of the posterior.
 * Immutable; the objects that it makes belong to one thread.
 */
final class TemperingPath {
  /** The number of the purpose "search of the start" among the streams of a seed. */
  private static final int SEARCH = 11;

  private static final int STARTS = 4;
  private static final double FEWEST_DEGREES = 5;

  private final Start start;
  private final Supplier<TemperedDensity> density;
  private final Supplier<Target.PriorSampler> sampler;
  private final Optional<String> whyNoEvidence;
  private final List<double[][]> draws;

  private TemperingPath(
      Start start,
      Supplier<TemperedDensity> density,
      Supplier<Target.PriorSampler> sampler,
      Optional<String> whyNoEvidence,
      List<double[][]> draws) {
    this.start = start;
    this.density = density;
    this.sampler = sampler;
    this.whyNoEvidence = whyNoEvidence;
    this.draws = List.copyOf(draws);
  }

  /** Where a path begins. */
  enum Start {
    PRIOR,
    LAPLACE,
    DRAWS
  }

  /** A path, or why there is none. */
  record Choice(Optional<TemperingPath> path, String whyNot) {}

  /** The path to a target's posterior. */
  static Choice to(Target target, long seed, Cancellation cancellation) {
    if (target.newPriorSampler().isPresent()) return new Choice(Optional.of(fromPrior(target)), "");
    String whyNoPrior = target.whyNoPrior().orElse("the prior cannot be simulated");
    ModeOutcome outcome =
        new ModeSearch(target.newLogDensity())
            .find(STARTS, Streams.of(seed).purpose(SEARCH).chain(0), cancellation::isCancelled);
    if (outcome instanceof ModeOutcome.Found found && found.mode().curvature().isPresent()) {
      return new Choice(Optional.of(fromMode(target, found.mode(), whyNoPrior)), "");
    }
    return new Choice(
        Optional.empty(),
        "there is nothing to start from: "
            + whyNoPrior
            + ", and the posterior has no Laplace approximation");
  }

  private static TemperingPath fromPrior(Target target) {
    return new TemperingPath(
        Start.PRIOR,
        () -> TemperedDensity.ofLikelihood(target.newLogPrior(), target.newLogLikelihood()),
        () -> target.newPriorSampler().orElseThrow(),
        target.whyNoPrior(),
        List.of());
  }

  private static TemperingPath fromMode(Target target, Mode mode, String whyNoPrior) {
    double degrees = Math.max(FEWEST_DEGREES, target.dimension());
    Supplier<LaplaceApproximation> start =
        () -> new LaplaceApproximation(mode.position(), mode.curvature().orElseThrow(), degrees);
    return new TemperingPath(
        Start.LAPLACE,
        () -> TemperedDensity.between(start.get(), target.newLogDensity()),
        () -> {
          LaplaceApproximation approximation = start.get();
          return (RandomGenerator random, double[] out) -> approximation.sample(random, out);
        },
        Optional.of(whyNoPrior),
        List.of());
  }

  /** A path that begins at draws that are known; an island takes those of its number in turn. */
  static TemperingPath from(
      Supplier<LogDensity> start, List<double[][]> draws, Supplier<LogDensity> end) {
    return new TemperingPath(
        Start.DRAWS,
        () -> TemperedDensity.between(start.get(), end.get()),
        () -> {
          throw new IllegalStateException("the draws are known");
        },
        Optional.empty(),
        draws);
  }

  /** Where it begins. */
  Start start() {
    return start;
  }

  /** The densities along the path. */
  TemperedDensity newDensity() {
    return density.get();
  }

  /** Draws from the beginning of the path. */
  Target.PriorSampler newSampler() {
    return sampler.get();
  }

  /** The draws that an island begins with, if they are known. */
  Optional<double[][]> draws(int island) {
    return draws.isEmpty() ? Optional.empty() : Optional.of(draws.get(island));
  }

  /** Why the ratio of the path's ends is not the evidence, if it is not. */
  Optional<String> whyNoEvidence() {
    return whyNoEvidence;
  }
}
