package bayes.runtime.inference;

/**
 * What all Markov chain methods have in common.
 *
 * @param chains the number of chains, at least 1
 * @param warmup iterations per chain that adapt and are not kept
 * @param adaptive whether a method that can tell may end its warmup earlier, when its estimates are
 *     stable, or later, when they are not
 * @param draws iterations per chain that are kept, at least 1
 * @param seed determines every random number of the run, whatever the number of threads
 * @param threads the most chains that run at the same time, at least 1
 * @param start where chains start
 */
public record RunSettings(
    int chains,
    int warmup,
    boolean adaptive,
    int draws,
    long seed,
    int threads,
    StartPoints start) {
  private static final int CHAINS = 4;
  private static final int ITERATIONS = 1000;

  public RunSettings {
    if (chains < 1) throw new IllegalArgumentException("the number of chains must be at least 1");
    if (warmup < 0) throw new IllegalArgumentException("the warmup must not be negative");
    if (draws < 1) throw new IllegalArgumentException("the number of draws must be at least 1");
    if (threads < 1) throw new IllegalArgumentException("the number of threads must be at least 1");
    if (start instanceof StartPoints.Superchains groups && chains % groups.count() != 0) {
      throw new IllegalArgumentException(
          chains + " chains cannot be divided into " + groups.count() + " superchains of one size");
    }
  }

  /** Chains that start where it is best, with a warmup of this very length. */
  public RunSettings(int chains, int warmup, int draws, long seed, int threads) {
    this(chains, warmup, false, draws, seed, threads, StartPoints.standard());
  }

  /** Four chains of 1000 draws on all processors, with an adaptive warmup of nominally 1000. */
  public static RunSettings defaults(long seed) {
    return new RunSettings(
        CHAINS,
        ITERATIONS,
        true,
        ITERATIONS,
        seed,
        Runtime.getRuntime().availableProcessors(),
        StartPoints.standard());
  }

  /** These settings with another number of chains. */
  public RunSettings withChains(int newChains) {
    return new RunSettings(newChains, warmup, adaptive, draws, seed, threads, start);
  }

  /** These settings with a warmup of this very length. */
  public RunSettings withWarmup(int newWarmup) {
    return new RunSettings(chains, newWarmup, false, draws, seed, threads, start);
  }

  /** These settings with another number of draws per chain. */
  public RunSettings withDraws(int newDraws) {
    return new RunSettings(chains, warmup, adaptive, newDraws, seed, threads, start);
  }

  /** These settings with another seed. */
  public RunSettings withSeed(long newSeed) {
    return new RunSettings(chains, warmup, adaptive, draws, newSeed, threads, start);
  }

  /** These settings with another number of threads. */
  public RunSettings withThreads(int newThreads) {
    return new RunSettings(chains, warmup, adaptive, draws, seed, newThreads, start);
  }

  /** These settings with chains that start elsewhere. */
  public RunSettings withStart(StartPoints newStart) {
    return new RunSettings(chains, warmup, adaptive, draws, seed, threads, newStart);
  }
}
