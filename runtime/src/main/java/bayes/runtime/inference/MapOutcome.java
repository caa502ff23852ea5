package bayes.runtime.inference;

import bayes.runtime.draws.Layout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result of looking for the mode of the posterior density of the <em>constrained</em> values
 * (no Jacobian of the transforms).
 */
public sealed interface MapOutcome {
  /**
   * There is a mode.
   *
   * @param layout what the values are
   * @param values the recorded values at the mode
   * @param standardErrors of each value, from the curvature of the log density at the mode; NaN
   *     where there is none (values that are not real, or do not vary)
   * @param whyNoErrors why all standard errors are NaN, if they are
   * @param logDensity the log joint density of the constrained values at the mode
   * @param position the unconstrained position of the mode
   * @param starts the number of starting points
   * @param agreeing how many of them led to this mode
   */
  record Found(
      Layout layout,
      List<Double> values,
      List<Double> standardErrors,
      Optional<String> whyNoErrors,
      double logDensity,
      List<Double> position,
      int starts,
      int agreeing)
      implements MapOutcome {
    public Found {
      values = List.copyOf(values);
      standardErrors = List.copyOf(standardErrors);
      position = List.copyOf(position);
    }
  }

  /**
   * The density keeps rising towards the edge of the parameters' domain.
   *
   * @param layout what the values are
   * @param values the recorded values where the search was given up
   * @param coordinate the unconstrained coordinate that runs off, from 0
   * @param upward whether it runs to plus infinity
   * @param column the recorded value that follows this coordinate most, if any does
   * @param logDensity the log density there
   */
  record AtBoundary(
      Layout layout,
      List<Double> values,
      int coordinate,
      boolean upward,
      OptionalInt column,
      double logDensity)
      implements MapOutcome {
    public AtBoundary {
      values = List.copyOf(values);
    }

    /** What happens, in words. */
    public String reason() {
      String what =
          column.isPresent()
              ? "`%s` runs off (it has come to %.3g)"
                  .formatted(layout.labels().get(column.getAsInt()), values.get(column.getAsInt()))
              : "unconstrained coordinate %d runs to %s infinity"
                  .formatted(coordinate + 1, upward ? "plus" : "minus");
      return "the density keeps rising as " + what + ": there is no mode inside the domain";
    }
  }

  /**
   * The search failed, with a reason.
   *
   * @param notFinite evaluations that were not finite, explained, if they are to blame
   */
  record Failed(String reason, Optional<NotFinite> notFinite) implements MapOutcome {}
}
