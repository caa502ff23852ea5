package bayes.runtime.inference;

import bayes.runtime.draws.Divergence;
import bayes.runtime.draws.Draws;
import java.util.List;

/**
 * The result of running chains. The draws are those of the chains that are {@link
 * ChainReport#kept()}, in order; there may be none, and {@link #chains()} says why.
 *
 * @param settings the settings of the run
 * @param draws the draws of the kept chains
 * @param chains what became of each chain
 * @param divergences the diverging steps of the kept chains, or of many a part
 */
public record Fit(
    ChainSettings settings, Draws draws, List<ChainReport> chains, List<Divergence> divergences) {
  public Fit {
    chains = List.copyOf(chains);
    divergences = List.copyOf(divergences);
  }

  /** Whether there are draws to look at. */
  public boolean hasDraws() {
    return draws.chains() > 0 && draws.draws() > 0;
  }

  /** The chains that failed. */
  public List<ChainReport> failures() {
    return chains.stream().filter(c -> c.status() == ChainReport.Status.FAILED).toList();
  }

  /** Whether a chain was stopped before its end. */
  public boolean cancelled() {
    return chains.stream().anyMatch(c -> c.status() == ChainReport.Status.CANCELLED);
  }
}
