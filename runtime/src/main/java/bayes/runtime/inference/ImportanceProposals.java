package bayes.runtime.inference;

import bayes.runtime.approximation.LaplaceApproximation;
import bayes.runtime.approximation.LowRankNormal;
import bayes.runtime.approximation.ModeOutcome;
import bayes.runtime.approximation.ModeSearch;
import bayes.runtime.approximation.Multipath;
import bayes.runtime.approximation.NormalMixture;
import bayes.runtime.convergence.ParetoSmoothing;
import bayes.runtime.convergence.WeightedTails;
import bayes.runtime.density.LogDensity;
import bayes.runtime.inference.ImportanceSettings.Proposal;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.importance.MixtureAdaptation;
import bayes.runtime.sampler.importance.StudentMixture;
import bayes.runtime.sampler.metropolis.IndependentProposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes the proposals of importance sampling, and chooses one of them. */
final class ImportanceProposals {
  /** The numbers of purposes among the streams of a seed. */
  private static final int PILOTS = 7;

  private static final int ADAPTATION = 8;

  private static final int STARTS = 4;

  /** The components of an adaptive mixture, at least. */
  private static final int COMPONENTS = 12;

  /** How far out those are that have no path of their own. */
  private static final double SPREAD = 2;

  private static final int PILOT_DRAWS = 1000;

  /** With a Pareto k up to this, estimates converge fast: a proposal that needs no improvement. */
  private static final double GOOD = 0.5;

  /** Dense scale matrices of more coordinates than this learn too little from their draws. */
  private static final int LARGEST_DENSE = 200;

  private final Target target;
  private final LogDensity density;
  private final ImportanceSettings settings;
  private final Cancellation cancellation;
  private final Streams streams;
  private final double degreesOfFreedom;
  private final List<String> reasons = new ArrayList<>();
  private Optional<NormalMixture> paths = Optional.empty();

  ImportanceProposals(
      Target target, LogDensity density, ImportanceSettings settings, Cancellation cancellation) {
    this.target = target;
    this.density = density;
    this.settings = settings;
    this.cancellation = cancellation;
    streams = Streams.of(settings.seed());
    degreesOfFreedom = settings.degreesOfFreedom(target.dimension());
  }

  /** Draws positions and knows their log ratios of target to proposal. */
  interface Source {
    Proposal proposal();

    void sample(RandomGenerator random, double[] positionOut);

    /** The log ratio, given the log joint density. */
    double logRatio(double[] position, double logDensity);
  }

  private record Independent(Proposal proposal, IndependentProposal distribution)
      implements Source {
    @Override
    public void sample(RandomGenerator random, double[] positionOut) {
      distribution.sample(random, positionOut);
    }

    @Override
    public double logRatio(double[] position, double logDensity) {
      return logDensity - distribution.logDensity(position);
    }
  }

  private record Prior(Target.PriorSampler prior, LogDensity likelihood) implements Source {
    @Override
    public Proposal proposal() {
      return Proposal.PRIOR;
    }

    @Override
    public void sample(RandomGenerator random, double[] positionOut) {
      prior.sample(random, positionOut);
    }

    @Override
    public double logRatio(double[] position, double logDensity) {
      return likelihood.logDensity(position);
    }
  }

  /** The proposal of the settings; of {@link Proposal#AUTO}, the best. Empty if there is none. */
  Optional<Source> choose() {
    if (settings.proposal() != Proposal.AUTO) return make(settings.proposal());
    if (target.dimension() == 0) return prior();
    Optional<Pilot> best = Optional.empty();
    for (Proposal proposal : List.of(Proposal.LAPLACE, Proposal.PATHFINDER, Proposal.PRIOR)) {
      best = better(best, proposal);
    }
    if (best.isEmpty() || best.get().k() > GOOD) best = better(best, Proposal.ADAPTIVE);
    return best.map(Pilot::source);
  }

  /** Why there is no proposal. */
  String whyNone() {
    return String.join("; ", reasons);
  }

  /** What some draws tell of a proposal. */
  private record Pilot(Source source, double k, double ess) {
    /** A good k is good enough: then more effective draws are better. */
    boolean isBetterThan(Pilot other) {
      if (k <= GOOD && other.k <= GOOD) return ess > other.ess;
      return k < other.k;
    }
  }

  private Optional<Pilot> better(Optional<Pilot> best, Proposal proposal) {
    Optional<Pilot> pilot = make(proposal).flatMap(this::pilot);
    if (pilot.isEmpty()) return best;
    return best.isEmpty() || pilot.get().isBetterThan(best.get()) ? pilot : best;
  }

  private Optional<Pilot> pilot(Source source) {
    RandomGenerator random = streams.purpose(PILOTS).chain(source.proposal().ordinal());
    double[] logRatios = new double[PILOT_DRAWS];
    double[] position = new double[target.dimension()];
    for (int i = 0; i < logRatios.length; i++) {
      source.sample(random, position);
      double logRatio = source.logRatio(position, density.logDensity(position));
      boolean isFailure = Double.isNaN(logRatio) || logRatio == Double.POSITIVE_INFINITY;
      logRatios[i] = isFailure ? Double.NEGATIVE_INFINITY : logRatio;
    }
    double ess = ParetoSmoothing.smooth(logRatios).ess();
    if (Double.isNaN(ess)) {
      reasons.add("no draw from the " + source.proposal() + " proposal has a positive density");
      return Optional.empty();
    }
    return Optional.of(new Pilot(source, new WeightedTails(logRatios).k(), ess));
  }

  private Optional<Source> make(Proposal proposal) {
    return switch (proposal) {
      case AUTO -> choose();
      case PRIOR -> prior();
      case LAPLACE -> laplace();
      case PATHFINDER ->
          paths().map(p -> new Independent(proposal, p.withDegreesOfFreedom(degreesOfFreedom)));
      case ADAPTIVE -> adaptive();
    };
  }

  private Optional<Source> prior() {
    Optional<Target.PriorSampler> prior = target.newPriorSampler();
    if (prior.isEmpty()) reasons.add(target.whyNoPrior().orElse("the prior cannot be simulated"));
    return prior.map(p -> new Prior(p, target.newLogLikelihood()));
  }

  private Optional<Source> laplace() {
    RandomGenerator random = streams.purpose(ImportanceRun.MODE_SEARCH).chain(0);
    ModeOutcome outcome = new ModeSearch(density).find(STARTS, random, cancellation::isCancelled);
    if (outcome instanceof ModeOutcome.Found found && found.mode().curvature().isPresent()) {
      return Optional.of(
          new Independent(
              Proposal.LAPLACE,
              new LaplaceApproximation(
                  found.mode().position(), found.mode().curvature().get(), degreesOfFreedom)));
    }
    reasons.add("the posterior has no Laplace approximation: " + whyNot(outcome));
    return Optional.empty();
  }

  static String whyNot(ModeOutcome outcome) {
    if (outcome instanceof ModeOutcome.NotFound notFound) return notFound.reason();
    if (outcome instanceof ModeOutcome.AtBoundary) return "its density has no mode inside";
    return "there are more than " + ModeSearch.LARGEST_CURVATURE + " coordinates";
  }

  private Optional<NormalMixture> paths() {
    if (paths.isPresent()) return paths;
    paths =
        new Multipath(density, cancellation::isCancelled)
            .find(streams.purpose(ApproximationRun.PATHS));
    if (paths.isEmpty()) {
      reasons.add("no path of ascent passes a normal distribution that can be drawn from");
    }
    return paths;
  }

  private Optional<Source> adaptive() {
    int n = target.dimension();
    if (n > LARGEST_DENSE) {
      reasons.add("an adaptive proposal learns at most " + LARGEST_DENSE + " coordinates");
      return Optional.empty();
    }
    Optional<NormalMixture> first = paths();
    if (first.isEmpty()) return Optional.empty();
    RandomGenerator random = streams.purpose(ADAPTATION).chain(0);
    double degrees = Double.isInfinite(degreesOfFreedom) ? Math.max(5, n) : degreesOfFreedom;
    List<double[]> means = new ArrayList<>();
    List<double[]> scales = new ArrayList<>();
    for (LowRankNormal component : first.get().components()) {
      means.add(component.mean());
      scales.add(component.scaleMatrix());
    }
    // Components at the same place stay together: others around them can go their own ways.
    for (int paths = means.size(); means.size() < COMPONENTS; ) {
      double[] mean = new double[n];
      first.get().components().get(means.size() % paths).sample(random, SPREAD, mean);
      means.add(mean);
      scales.add(scales.get(scales.size() % paths).clone());
    }
    StudentMixture mixture =
        StudentMixture.of(degrees, means.toArray(double[][]::new), scales.toArray(double[][]::new));
    return Optional.of(
        new Independent(
            Proposal.ADAPTIVE,
            new MixtureAdaptation(density).adapt(mixture, random, cancellation::isCancelled)));
  }
}
