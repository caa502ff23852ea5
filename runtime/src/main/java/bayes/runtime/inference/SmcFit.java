package bayes.runtime.inference;

import bayes.runtime.draws.Draws;
import java.util.List;
import java.util.Locale;

/**
 * Draws of tempered sequential Monte Carlo, equally weighted: each island is a chain. Its columns
 * are {@code lp__} and {@code ancestor__}, the initial particle that a draw descends from.
 *
 * @param settings the settings of the run
 * @param start where the path of temperatures began: {@code prior} or {@code laplace}
 * @param draws the final particles of the islands that came to their end
 * @param islands what became of each island
 * @param evidence the evidence, or why the model has none
 */
public record SmcFit(
    SmcSettings settings,
    String start,
    Draws draws,
    List<SmcIslandReport> islands,
    Evidence evidence) {
  public SmcFit {
    islands = List.copyOf(islands);
  }

  static String word(TemperingPath.Start start) {
    return start.name().toLowerCase(Locale.ROOT);
  }

  /** The islands that came to their end. */
  public List<SmcIslandReport> finished() {
    return islands.stream().filter(island -> island.failure().isEmpty()).toList();
  }

  /** Whether an island did not come to its end. */
  public boolean cancelled() {
    return finished().size() < settings.islands();
  }

  /** The smallest share of initial particles that have descendants, over the islands. */
  public double ancestorShare() {
    return finished().stream()
        .mapToDouble(i -> (double) last(i).ancestors() / settings.particles())
        .min()
        .orElse(0);
  }

  private static SmcStep last(SmcIslandReport island) {
    return island.steps().get(island.steps().size() - 1);
  }

  /**
   * How far the islands' log evidences are apart, in units of what their weights account for: about
   * 1 if the particles moved enough. NaN of a single island.
   */
  public double disagreement() {
    List<SmcIslandReport> all = finished();
    double mean = all.stream().mapToDouble(SmcIslandReport::logEvidence).average().orElse(0);
    double sum = 0;
    for (SmcIslandReport island : all) {
      double error = island.logEvidenceError(settings.particles());
      double z = (island.logEvidence() - mean) / error;
      // Without any spread of the weights there is none to tell.
      if (error > 0) sum += z * z;
    }
    return Math.sqrt(sum / (all.size() - 1));
  }
}
