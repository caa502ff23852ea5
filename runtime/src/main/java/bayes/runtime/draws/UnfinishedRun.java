package bayes.runtime.draws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that has begun and is not finished, as its folder tells.
 *
 * @param provenance what it is made of
 * @param options how it was asked for, in words that whoever began it understands
 * @param heading what its chains have in common, once they have begun
 */
public record UnfinishedRun(
    Provenance provenance, List<String> options, Optional<Journal.Heading> heading) {
  public UnfinishedRun {
    options = List.copyOf(options);
  }

  /** The record of the run, which has no results yet. */
  RunRecord record(Journal.Heading of) {
    return new RunRecord(
        provenance.programVersion(),
        of.method(),
        of.seed(),
        provenance.with(of.settings()),
        provenance.modelFile(),
        provenance.data(),
        List.of(),
        Map.of());
  }
}
