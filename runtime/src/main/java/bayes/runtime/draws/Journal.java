package bayes.runtime.draws;

import bayes.runtime.state.Resumable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where chains write what they do while they do it, so that a run that was cut off can go on. What
 * is written, and when, does not change what the chains do; what cannot be written is told
 * elsewhere and does not stop them.
 */
public interface Journal {
  /**
   * What the chains of a run have in common.
   *
   * @param method as in {@link RunRecord}
   * @param seed of the run
   * @param settings of the method by name
   * @param draws that each chain is to make
   * @param columns what is written of each draw
   */
  record Heading(
      String method, long seed, Map<String, Object> settings, int draws, ChainColumns columns) {
    public Heading {
      settings = new LinkedHashMap<>(settings);
    }
  }

  /** Called once, before the chains begin or go on. */
  void begin(Heading heading);

  /** The pages of a chain, by its number from 0. */
  Chain chain(int number);

  /** A journal that keeps nothing. */
  static Journal none() {
    return NoJournal.INSTANCE;
  }

  /** The pages of one chain; confined to its thread. */
  interface Chain {
    /** Where the chain goes on; empty if it begins. */
    Optional<SavedChain> saved();

    /** Tells what warmup has adapted, before the first draw. */
    void adapted(ChainRecord record);

    /** Adds a draw. */
    void draw(double[] samplerRow, double[] row);

    /** Adds the state between two iterations, if it is some time since the last. */
    void passed(Resumable state);

    /** Adds the state of a chain that stops between two iterations, to go on another time. */
    void stopped(Resumable state);

    /** Ends the pages: the chain has made its last draw, or cannot go on. */
    void ended();
  }

  /**
   * A chain as it was saved.
   *
   * @param state what {@link Resumable#save} wrote
   * @param draws the draws that it had made
   * @param samplerRows the sampler's columns of these draws, row after row
   * @param rows their values, row after row
   */
  record SavedChain(byte[] state, int draws, double[] samplerRows, double[] rows) {}
}
