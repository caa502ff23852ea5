package bayes.runtime.sampler.tempering;

import bayes.runtime.density.TemperedDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.smc.Frame;
import bayes.runtime.sampler.smc.FramedDensity;
import bayes.runtime.sampler.smc.Move;
import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * Replicas on a ladder of temperatures: each moves at its temperature, then neighbours swap, those
 * of even and of odd rungs in turn, so that replicas travel instead of diffusing (non-reversible
 * parallel tempering: Syed et al. 2022, algorithm 1). The lowest rung, at the start of the path, is
 * drawn anew each time.
 */
public final class Replicas implements Resumable {
  private static final int FEWEST_RUNGS = 3;
  private static final int MOST_RUNGS = 60;
  private static final int ATTEMPTS = 100;

  /** A frame of fewer positions than this would be worse than none. */
  private static final int FEWEST_POSITIONS = 30;

  private final TemperedDensity density;
  private final FramedDensity framed;
  private final Move move;
  private final Move.Kind kind;
  private final BiConsumer<RandomGenerator, double[]> start;
  private final int dimension;
  private final ChainState scratch;
  private Ladder ladder;
  private List<Rung> rungs = new ArrayList<>();
  private double[][] positions = {};
  private double[] ratios = {};
  private int[] replicas = {};
  private int[] lastEnd = {};
  private SteppingStones stones;
  private boolean isOdd;
  private int roundTrips;
  private double coldAcceptance;
  private double swapAcceptance;

  /**
   * Replicas on a path.
   *
   * @param start draws from the beginning of the path
   */
  public Replicas(
      TemperedDensity density,
      Move.Kind kind,
      int rungs,
      BiConsumer<RandomGenerator, double[]> start) {
    this.density = density;
    this.kind = kind;
    this.start = start;
    dimension = density.dimension();
    framed = new FramedDensity(density, Frame.unit(dimension));
    move = kind.on(framed);
    scratch = new ChainState(dimension);
    ladder = Ladder.first(rungs);
    stones = new SteppingStones(ladder);
  }

  /** Draws a replica for each rung; returns whether draws with a likelihood were found. */
  public boolean begin(RandomGenerator random) {
    int n = ladder.rungs();
    positions = new double[n][dimension];
    ratios = new double[n];
    replicas = new int[n];
    lastEnd = new int[n];
    for (int k = 0; k < n; k++) {
      rungs.add(new Rung(kind, dimension));
      replicas[k] = k;
      ratios[k] = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < ATTEMPTS && ratios[k] == Double.NEGATIVE_INFINITY; i++) {
        start.accept(random, positions[k]);
        ratios[k] = ratio(positions[k]);
      }
      if (k > 0 && ratios[k] == Double.NEGATIVE_INFINITY) return false;
    }
    return true;
  }

  private double ratio(double[] position) {
    double ratio = density.logRatio(position);
    return Double.isFinite(ratio) ? ratio : Double.NEGATIVE_INFINITY;
  }

  /** One iteration: every replica moves, then neighbours swap. */
  public void iterate(RandomGenerator random, boolean learns) {
    start.accept(random, positions[0]);
    ratios[0] = ratio(positions[0]);
    for (int k = 1; k < ladder.rungs(); k++) {
      density.setInverseTemperature(ladder.beta(k));
      Rung rung = rungs.get(k);
      double accepted = rung.move(density, framed, move, positions[k], scratch, random);
      ratios[k] = ratio(positions[k]);
      if (learns) rung.learn(accepted, positions[k]);
      coldAcceptance = accepted;
    }
    if (!learns) stones.add(ratios);
    swap(random);
    for (int end : new int[] {0, ladder.rungs() - 1}) visit(end);
    isOdd = !isOdd;
  }

  private void swap(RandomGenerator random) {
    double sum = 0;
    int pairs = 0;
    for (int k = 0; k + 1 < ladder.rungs(); k++) {
      double rise = ladder.beta(k + 1) - ladder.beta(k);
      double difference = ratios[k] - ratios[k + 1];
      double accept = difference >= 0 ? 1 : Math.exp(rise * difference);
      ladder.learn(k, accept);
      sum += accept;
      pairs++;
      boolean isTurn = k % 2 == (isOdd ? 1 : 0);
      if (isTurn && random.nextDouble() < accept) exchange(k);
    }
    swapAcceptance = pairs == 0 ? 1 : sum / pairs;
  }

  private void exchange(int k) {
    double[] position = positions[k];
    positions[k] = positions[k + 1];
    positions[k + 1] = position;
    double ratio = ratios[k];
    ratios[k] = ratios[k + 1];
    ratios[k + 1] = ratio;
    int replica = replicas[k];
    replicas[k] = replicas[k + 1];
    replicas[k + 1] = replica;
  }

  /** A replica that comes back to the lowest rung from the highest has made a round trip. */
  private void visit(int rung) {
    int replica = replicas[rung];
    if (rung == 0 && lastEnd[replica] == 1) roundTrips++;
    lastEnd[replica] = rung == 0 ? -1 : lastEnd[replica] == 0 ? 0 : 1;
  }

  /**
   * Ends a round of warmup: temperatures with equal rejection rates, as many as {@code wanted} or,
   * if that is 0, as many as the barrier asks for; scales and frames from what was seen.
   */
  public void tune(int wanted) {
    int n = wanted > 0 ? wanted : ladder.bestRungs(FEWEST_RUNGS, MOST_RUNGS);
    Ladder tuned = ladder.tuned(n);
    List<Rung> next = new ArrayList<>();
    double[][] newPositions = new double[n][];
    double[] newRatios = new double[n];
    for (int k = 0; k < n; k++) {
      int from = ladder.nearest(tuned.beta(k));
      // A prior draw is no state of a colder rung.
      if (k > 0 && from == 0) from = 1;
      next.add(rungs.get(from).successor(Math.max(FEWEST_POSITIONS, 3 * dimension)));
      newPositions[k] = positions[from].clone();
      newRatios[k] = ratios[from];
    }
    rungs = next;
    positions = newPositions;
    ratios = newRatios;
    forget(tuned);
  }

  /** Begins to count anew, on a ladder: after warmup, what counts are draws. */
  private void forget(Ladder next) {
    ladder = next;
    stones = new SteppingStones(ladder);
    replicas = new int[ladder.rungs()];
    lastEnd = new int[ladder.rungs()];
    for (int k = 0; k < replicas.length; k++) replicas[k] = k;
    roundTrips = 0;
  }

  /** Keeps the ladder, and forgets what its swaps told. */
  public void settle() {
    forget(ladder.forgetful());
  }

  /** The position at the end of the path, not a copy. */
  public double[] cold() {
    return positions[positions.length - 1];
  }

  /** The acceptance statistic of the last move there. */
  public double coldAcceptance() {
    return coldAcceptance;
  }

  /** The average probability of the last swaps. */
  public double swapAcceptance() {
    return swapAcceptance;
  }

  /** The temperatures, and how swaps went. */
  public Ladder ladder() {
    return ladder;
  }

  /** Round trips of replicas since the end of warmup. */
  public int roundTrips() {
    return roundTrips;
  }

  /** The log evidence from the draws. */
  public SteppingStones stones() {
    return stones;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    ladder.save(out);
    stones.save(out);
    for (Rung rung : rungs) rung.save(out);
    for (double[] position : positions) StateArrays.save(position, out);
    StateArrays.save(ratios, out);
    StateArrays.save(replicas, out);
    StateArrays.save(lastEnd, out);
    out.writeBoolean(isOdd);
    out.writeInt(roundTrips);
    out.writeDouble(coldAcceptance);
    out.writeDouble(swapAcceptance);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    ladder = Ladder.restored(in);
    stones = SteppingStones.restored(ladder, in);
    int n = ladder.rungs();
    rungs = new ArrayList<>();
    for (int k = 0; k < n; k++) rungs.add(Rung.restored(kind, dimension, in));
    positions = new double[n][dimension];
    for (double[] position : positions) StateArrays.restore(position, in);
    ratios = new double[n];
    StateArrays.restore(ratios, in);
    replicas = new int[n];
    StateArrays.restore(replicas, in);
    lastEnd = new int[n];
    StateArrays.restore(lastEnd, in);
    isOdd = in.readBoolean();
    roundTrips = in.readInt();
    coldAcceptance = in.readDouble();
    swapAcceptance = in.readDouble();
  }
}
