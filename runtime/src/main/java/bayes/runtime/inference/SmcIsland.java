package bayes.runtime.inference;

import bayes.runtime.density.TemperedDensity;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.importance.StratifiedResampling;
import bayes.runtime.sampler.smc.Cooling;
import bayes.runtime.sampler.smc.Frame;
import bayes.runtime.sampler.smc.FramedDensity;
import bayes.runtime.sampler.smc.Memory;
import bayes.runtime.sampler.smc.Move;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One population on its way along a {@link TemperingPath}: weigh, resample, move, until the inverse
 * temperature is one (Del Moral, Doucet and Jasra, JRSS B 68, 2006; Dai, Heng, Jacob and Whiteley,
 * JASA 117, 2022, review it).
 *
 * <p>Every particle has a stream of random numbers for each temperature, so that the result does
 * not depend on who moves it. Resampling keeps the order: relatives stand side by side, and the
 * autocorrelation along the population tells how many of its draws are worth one.
 */
final class SmcIsland {
  private static final double NANO = 1e-9;

  private final SmcSettings settings;
  private final ParticleWorkers workers;
  private final Cancellation cancellation;
  private final Streams streams;
  private final int island;
  private final List<Workspace> workspaces = new ArrayList<>();
  private final int n;
  private final int dimension;
  private final double[][] positions;
  private final ChainState[] states;
  private final double[][] coordinates;
  private final double[] logRatios;
  private final double[] acceptances;
  private final boolean[] diverged;
  private final List<SmcStep> steps = new ArrayList<>();
  private int[] roots;
  private double beta;
  private double scale;
  private int impossible;

  SmcIsland(
      TemperingPath path,
      int dimension,
      SmcSettings settings,
      int island,
      Streams streams,
      ParticleWorkers workers,
      Cancellation cancellation) {
    this.settings = settings;
    this.workers = workers;
    this.cancellation = cancellation;
    this.island = island;
    this.streams = streams.purpose(island);
    this.dimension = dimension;
    n = settings.particles();
    positions = new double[n][dimension];
    states = new ChainState[n];
    coordinates = new double[n][];
    for (int i = 0; i < n; i++) {
      states[i] = new ChainState(dimension);
      coordinates[i] = states[i].position();
    }
    logRatios = new double[n];
    acceptances = new double[n];
    diverged = new boolean[n];
    roots = new int[n];
    for (int i = 0; i < n; i++) roots[i] = i;
    scale = settings.move().firstScale(dimension);
    Frame unit = Frame.of(new double[1][dimension], new double[] {1});
    for (int w = 0; w < workers.count(); w++) {
      TemperedDensity density = path.newDensity();
      FramedDensity framed = new FramedDensity(density, unit);
      workspaces.add(
          new Workspace(density, framed, settings.move().on(framed), sampler(path, island)));
    }
  }

  /** Draws particles, or leaves them where they begin. */
  private Target.PriorSampler sampler(TemperingPath path, int number) {
    Optional<double[][]> known = path.draws(number);
    if (known.isEmpty()) return path.newSampler();
    for (int i = 0; i < n; i++) System.arraycopy(known.get()[i], 0, positions[i], 0, dimension);
    return (random, out) -> {};
  }

  /** What one worker needs. */
  private record Workspace(
      TemperedDensity density, FramedDensity framed, Move move, Target.PriorSampler sampler) {}

  SmcIslandReport run(Progress.Listener listener) {
    long start = System.nanoTime();
    begin();
    Optional<String> failure = Optional.empty();
    if (impossible == n) {
      failure = Optional.of("none of " + n + " draws to start from has a positive likelihood");
    }
    while (failure.isEmpty() && beta < 1) {
      if (!step()) failure = Optional.of("interrupted at inverse temperature " + (float) beta);
      tell(listener);
    }
    double seconds = NANO * (System.nanoTime() - start);
    return new SmcIslandReport(island, steps, failure, impossible, seconds);
  }

  /** Draws the particles from the beginning of the path. */
  private void begin() {
    Streams own = streams.purpose(0);
    workers.forAll(
        n,
        (worker, from, to) -> {
          Workspace workspace = workspaces.get(worker);
          for (int i = from; i < to; i++) {
            workspace.sampler.sample(own.chain(i), positions[i]);
            logRatios[i] = logRatio(workspace, positions[i]);
          }
        });
    for (double ratio : logRatios) if (ratio == Double.NEGATIVE_INFINITY) impossible++;
  }

  /** What cannot be evaluated counts as impossible. */
  private static double logRatio(Workspace workspace, double[] position) {
    double ratio = workspace.density.logRatio(position);
    return Double.isFinite(ratio) ? ratio : Double.NEGATIVE_INFINITY;
  }

  /** One temperature; returns whether it was finished. */
  private boolean step() {
    Streams own = streams.purpose(steps.size() + 1);
    Cooling cooling = Cooling.next(logRatios, beta, settings.essShare());
    double[] weights = cooling.weights();
    Frame frame = Frame.of(positions, weights);
    int[] parents = StratifiedResampling.indices(weights, n, own.purpose(0).chain(0));
    beta = cooling.beta();
    for (Workspace workspace : workspaces) {
      workspace.density.setInverseTemperature(beta);
      workspace.framed.setFrame(frame);
    }
    place(parents, frame);
    RandomGenerator[] random = new RandomGenerator[n];
    for (int i = 0; i < n; i++) random[i] = own.chain(i);
    Memory memory = new Memory(coordinates, logRatios);
    int sweeps = 0;
    long divergences = 0;
    double acceptance = 0;
    boolean enough = dimension == 0;
    while (!enough && sweeps < settings.maxSweeps()) {
      if (cancellation.isCancelled()) return false;
      double accepted = sweep(random, frame);
      acceptance += accepted;
      for (boolean d : diverged) if (d) divergences++;
      scale *= Math.exp(accepted - settings.move().targetAccept());
      sweeps++;
      enough = memory.isEnough(coordinates, logRatios);
    }
    steps.add(
        new SmcStep(
            beta,
            cooling.ess() / n,
            cooling.logMeanWeight(),
            sweeps,
            sweeps == 0 ? 1 : acceptance / sweeps,
            dimension == 0 ? 0 : memory.largest(),
            dimension == 0 ? 0 : memory.ofRatios(),
            enough,
            divergences,
            (int) Arrays.stream(roots).distinct().count()));
    return true;
  }

  /** Puts the survivors in the frame, and evaluates the density there. */
  private void place(int[] parents, Frame frame) {
    int[] newRoots = new int[n];
    double[] newRatios = new double[n];
    double[][] old = new double[n][];
    for (int i = 0; i < n; i++) {
      newRoots[i] = roots[parents[i]];
      newRatios[i] = logRatios[parents[i]];
      old[i] = positions[parents[i]].clone();
    }
    roots = newRoots;
    System.arraycopy(newRatios, 0, logRatios, 0, n);
    workers.forAll(
        n,
        (worker, from, to) -> {
          FramedDensity framed = workspaces.get(worker).framed;
          for (int i = from; i < to; i++) {
            ChainState state = states[i];
            System.arraycopy(old[i], 0, positions[i], 0, dimension);
            frame.toCoordinates(positions[i], state.position());
            state.setLogDensity(
                settings.move().needsGradient()
                    ? framed.logDensityAndGradient(state.position(), state.gradient())
                    : framed.logDensity(state.position()));
          }
        });
  }

  /** Moves every particle once, and weighs it; returns the average acceptance. */
  private double sweep(RandomGenerator[] random, Frame frame) {
    workers.forAll(
        n,
        (worker, from, to) -> {
          Workspace workspace = workspaces.get(worker);
          Move move = workspace.move;
          for (int i = from; i < to; i++) {
            // A particle whose density cannot be told stays where it is.
            boolean canMove = Double.isFinite(states[i].logDensity());
            acceptances[i] = canMove ? move.transition(states[i], scale, random[i]) : 0;
            diverged[i] = canMove && move.divergent();
            frame.toPosition(states[i].position(), positions[i]);
            logRatios[i] = logRatio(workspace, positions[i]);
          }
        });
    double sum = 0;
    for (double a : acceptances) sum += a;
    return sum / n;
  }

  private void tell(Progress.Listener listener) {
    int done = (int) Math.round(Progress.WHOLE * Math.sqrt(Math.sqrt(beta)));
    listener.progressed(
        new Progress(
            island,
            beta < 1 ? Progress.Phase.SAMPLING : Progress.Phase.DONE,
            done,
            Progress.WHOLE,
            0));
  }

  /** Where the particles are. */
  double[][] positions() {
    return positions;
  }

  /** The number of the initial particle that each descends from. */
  int[] roots() {
    return roots;
  }
}
