package bayes.runtime.inference;

import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import java.util.List;
import java.util.Map;

/**
 * The results of all methods as runs, which can be written, read back, summarised and judged. Each
 * method has a file of its own, that says which facts a run of it records.
 */
public final class FinishedRun {
  private FinishedRun() {}

  /** The kept chains of a fit; those that failed are told among the results. */
  public static Run of(Fit fit, Provenance provenance) {
    return FinishedChains.of(fit, provenance);
  }

  /** Independent draws of a posterior that is known in closed form. */
  public static Run of(Fit fit, ExactPosterior posterior, Provenance provenance) {
    return FinishedExact.of(fit, posterior, provenance);
  }

  /** Weighted draws, as one chain. */
  public static Run of(ImportanceFit fit, Provenance provenance) {
    return FinishedImportance.of(fit, provenance);
  }

  /** Populations of particles, an island per chain. */
  public static Run of(SmcFit fit, Provenance provenance) {
    return FinishedSmc.of(fit, provenance);
  }

  /** Draws from an approximation, as one chain. */
  public static Run of(ApproximationFit fit, Provenance provenance) {
    return FinishedApproximation.of(fit, provenance);
  }

  /**
   * Draws of an earlier run that new data have moved.
   *
   * @param from the earlier run
   * @param name of its folder
   * @param paretoK of the weights that the new data would give to its draws at once
   * @param disagreement of the islands' evidences
   */
  public static Run ofUpdate(
      SmcFit fit,
      RunRecord from,
      String name,
      double paretoK,
      double disagreement,
      Provenance provenance) {
    return FinishedSmc.ofUpdate(fit, from, name, paretoK, disagreement, provenance);
  }

  /** A mode, as one chain of one draw. */
  public static Run of(MapOutcome.Found mode, MapSettings settings, Provenance provenance) {
    return FinishedMode.of(mode, settings, provenance);
  }

  /** Where the search for a mode ran off, as one chain of one draw that is not to be relied on. */
  public static Run of(MapOutcome.AtBoundary edge, MapSettings settings, Provenance provenance) {
    return FinishedMode.of(edge, settings, provenance);
  }

  /** A run of a method with its facts. */
  static Run run(
      String method,
      long seed,
      Map<String, Object> settings,
      Map<String, Object> results,
      List<ChainRecord> chains,
      Draws draws,
      Provenance provenance) {
    RunRecord record =
        new RunRecord(
            provenance.programVersion(),
            method,
            seed,
            provenance.with(settings),
            provenance.modelFile(),
            provenance.data(),
            chains,
            results);
    return new Run(record, draws, provenance.modelFiles());
  }
}
