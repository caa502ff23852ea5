package bayes.runtime.inference;

import bayes.runtime.sampler.smc.Move;

/**
 * The settings of tempered sequential Monte Carlo.
 *
 * @param islands independent populations, at least 1; their disagreement measures the error
 * @param particles of each island, at least 20
 * @param seed determines every random number of the run, whatever the number of threads
 * @param threads the most threads that move particles at the same time, at least 1
 * @param essShare the effective size of the weights at each temperature, as a share of the
 *     particles, between 0 and 1; the temperatures follow from it
 * @param move how particles move at each temperature
 * @param maxSweeps the most moves of each particle at a temperature, at least 1; as long as the
 *     particles remember where they were, there are more
 */
public record SmcSettings(
    int islands,
    int particles,
    long seed,
    int threads,
    double essShare,
    Move.Kind move,
    int maxSweeps) {
  private static final int ISLANDS = 4;
  private static final int PARTICLES = 1000;
  private static final int FEWEST = 20;
  private static final double ESS_SHARE = 0.5;
  private static final int MAX_SWEEPS = 30;

  public SmcSettings {
    if (islands < 1) throw new IllegalArgumentException("there must be at least 1 island");
    if (particles < FEWEST) {
      throw new IllegalArgumentException(
          "the number of particles, which is that of the draws, must be at least " + FEWEST);
    }
    if (threads < 1) throw new IllegalArgumentException("the number of threads must be at least 1");
    if (!(essShare > 0 && essShare < 1)) {
      throw new IllegalArgumentException("the effective share must lie between 0 and 1");
    }
    if (maxSweeps < 1) throw new IllegalArgumentException("there must be at least 1 sweep");
  }

  /** Four islands of 1000 particles that move by NUTS, on all processors. */
  public static SmcSettings of(long seed) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new SmcSettings(
        ISLANDS, PARTICLES, seed, threads, ESS_SHARE, Move.Kind.NUTS, MAX_SWEEPS);
  }

  /** These settings with another number of islands. */
  public SmcSettings withIslands(int newIslands) {
    return new SmcSettings(newIslands, particles, seed, threads, essShare, move, maxSweeps);
  }

  /** These settings with another number of particles. */
  public SmcSettings withParticles(int newParticles) {
    return new SmcSettings(islands, newParticles, seed, threads, essShare, move, maxSweeps);
  }

  /** These settings with another number of threads. */
  public SmcSettings withThreads(int newThreads) {
    return new SmcSettings(islands, particles, seed, newThreads, essShare, move, maxSweeps);
  }

  /** These settings with other moves. */
  public SmcSettings withMove(Move.Kind newMove) {
    return new SmcSettings(islands, particles, seed, threads, essShare, newMove, maxSweeps);
  }

  /** These settings with another bound on the moves at a temperature. */
  public SmcSettings withMaxSweeps(int newMaxSweeps) {
    return new SmcSettings(islands, particles, seed, threads, essShare, move, newMaxSweeps);
  }
}
