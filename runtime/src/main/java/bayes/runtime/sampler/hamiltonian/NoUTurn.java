package bayes.runtime.sampler.hamiltonian;

import bayes.runtime.density.LogDensity;
import bayes.runtime.math.Elementary;
import bayes.runtime.sampler.ChainState;
import java.util.random.RandomGenerator;

/**
 * The No-U-Turn sampler with multinomial selection: Hoffman and Gelman, JMLR 15 (2014), as revised
 * by Betancourt, "A conceptual introduction to Hamiltonian Monte Carlo" (2017), appendix A, with
 * the checks across subtrees of Stan 2.21 and later.
 *
 * <p>A trajectory is doubled, forward or backward in time at random, until it turns back on itself,
 * diverges, or has been doubled {@code maxDepth} times. Subtrees are tracked on a stack (see {@link
 * SpanStack}) rather than by recursion, and the point is chosen while the points pass by, so that a
 * leapfrog step costs a gradient and three short passes and allocates nothing.
 */
public final class NoUTurn {
  /** An energy error beyond this is a divergence, as in Stan. */
  public static final double MAX_ENERGY_ERROR = 1000;

  private final LogDensity density;
  private final int maxDepth;
  private final PhasePoint forward;
  private final PhasePoint backward;
  private final double[] momentum;
  private final double[] before;
  private final Span tree;
  private final SpanStack subtree;
  private final Selection sample;
  private final Selection proposal;
  private double acceptSum;

  /** A sampler of {@code density} whose trajectories have fewer than 2^maxDepth steps. */
  public NoUTurn(LogDensity density, int maxDepth) {
    if (maxDepth < 1 || maxDepth > 20) {
      throw new IllegalArgumentException("maximum tree depth " + maxDepth + " is not in 1 to 20");
    }
    int dimension = density.dimension();
    this.density = density;
    this.maxDepth = maxDepth;
    forward = new PhasePoint(dimension);
    backward = new PhasePoint(dimension);
    momentum = new double[dimension];
    before = new double[dimension];
    tree = new Span(dimension);
    subtree = new SpanStack(dimension, maxDepth);
    sample = new Selection(dimension);
    proposal = new Selection(dimension);
  }

  /**
   * One transition. {@code state} must hold the log density and gradient of its position, and does
   * so afterwards.
   */
  public void transition(
      ChainState state, Metric metric, double stepSize, RandomGenerator random, NutsInfo info) {
    transition(state, metric, stepSize, maxDepth, random, info);
  }

  /** As {@link #transition}, with trajectories of fewer than 2^depthLimit steps. */
  public void transition(
      ChainState state,
      Metric metric,
      double stepSize,
      int depthLimit,
      RandomGenerator random,
      NutsInfo info) {
    int most = Math.min(depthLimit, maxDepth);
    double initialEnergy = PhasePoint.sampleMomentum(random, momentum) - state.logDensity();
    forward.set(state, metric, momentum, initialEnergy);
    backward.set(forward);
    tree.setTree(momentum);
    sample.begin(forward);
    acceptSum = 0;
    info.nLeapfrog = 0;
    info.divergent = false;
    int depth = 0;
    while (depth < most) {
      boolean goesForward = random.nextBoolean();
      PhasePoint end = goesForward ? forward : backward;
      double signedStep = goesForward ? stepSize : -stepSize;
      if (!buildSubtree(end, depth, metric, signedStep, initialEnergy, random, info)) break;
      depth++;
      sample.absorbBiased(proposal, random);
      Span grown = subtree.whole();
      boolean turning = goesForward ? tree.append(grown) : tree.prepend(grown);
      if (turning) break;
    }
    sample.moveTo(state);
    info.treeDepth = depth;
    info.acceptStat = acceptSum / info.nLeapfrog;
    info.stepSize = stepSize;
    info.energy = sample.energy();
  }

  /** Moves {@code end} by 2^depth steps; returns whether none of them diverged or turned. */
  private boolean buildSubtree(
      PhasePoint end,
      int depth,
      Metric metric,
      double signedStep,
      double initialEnergy,
      RandomGenerator random,
      NutsInfo info) {
    subtree.clear();
    proposal.clear();
    int nPoints = 1 << depth;
    for (int index = 0; index < nPoints; index++) {
      System.arraycopy(end.position, 0, before, 0, before.length);
      end.leapfrog(density, metric, signedStep);
      info.nLeapfrog++;
      double logWeight = initialEnergy - end.energy;
      // Written so that NaN counts as a divergence; an infinite density is a failed evaluation.
      if (!(logWeight >= -MAX_ENERGY_ERROR) || logWeight == Double.POSITIVE_INFINITY) {
        info.divergeAlong(before, end.position);
        return false;
      }
      double relative = Elementary.exp(logWeight);
      acceptSum += Math.min(1, relative);
      proposal.offer(end, logWeight, relative, random);
      if (subtree.add(index, end.momentum)) return false;
    }
    return true;
  }
}
