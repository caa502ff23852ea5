package bayes.runtime.inference;

/**
 * How far a chain has come.
 *
 * @param chain the number of the chain, from 0
 * @param phase what it is doing
 * @param iteration the iterations done, of both phases together
 * @param total the iterations that it will make, of both phases together
 * @param divergences the divergent transitions since the end of warmup
 */
public record Progress(int chain, Phase phase, int iteration, int total, int divergences) {
  /** The total of methods that do not know their number of iterations. */
  public static final int WHOLE = 100;

  /** The part of a chain's run. */
  public enum Phase {
    WARMUP,
    SAMPLING,
    DONE
  }

  /** Receives progress, from the threads of the chains, at most a few hundred times per chain. */
  public interface Listener {
    /** Called after some of the iterations, and when a chain is done. Must return quickly. */
    void progressed(Progress progress);

    /** A listener that does nothing. */
    static Listener none() {
      return progress -> {};
    }
  }
}
