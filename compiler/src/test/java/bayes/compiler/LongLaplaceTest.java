package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.inference.ApproximationFit;
import bayes.runtime.inference.ApproximationOutcome;
import bayes.runtime.inference.ApproximationSettings;
import bayes.runtime.inference.ApproximationSettings.Kind;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.report.Summary;
import bayes.runtime.report.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Modes and Laplace approximations of more coordinates than a Hessian is computed for. */
final class LongLaplaceTest {
  private static final int N = 1100;
  private static final int DRAWS = 1000;

  /** Student with so many degrees of freedom that it is normal, and the plan does not know it. */
  private static final String NORMALS =
      """
      data n : int;
      data y : real[n];
      x[i in 1..n] ~ Normal(0, 2);
      observe y[i in 1..n] ~ StudentT(1e9, x[i], 0.5);
      """;

  private static BoundModel bound() {
    double[] y = IntStream.range(0, N).mapToDouble(i -> (i % 11) - 5).toArray();
    return Model.compile(NORMALS).bind(Data.builder().put("n", N).put("y", y).build());
  }

  private static ApproximationFit fit() {
    var settings = ApproximationSettings.of(Kind.LAPLACE, 7).withDraws(DRAWS);
    return assertInstanceOf(
            ApproximationOutcome.Approximated.class, bound().approximation(settings))
        .fit();
  }

  /** Normal, to rounding: mean y / (1 + 0.5^2 / 2^2), variance 1 / (1 / 2^2 + 1 / 0.5^2). */
  @Test
  void drawsHaveTheMeanAndTheWidthOfEachCoordinate() {
    Draws draws = fit().draws();
    double variance = 1 / (0.25 + 4);
    double squares = 0;
    for (int i = 0; i < N; i++) {
      double mean = ((i % 11) - 5) * 4 * variance;
      double sum = 0;
      for (double value : draws.chains(i)[0]) {
        sum += value - mean;
        squares += (value - mean) * (value - mean);
      }
      // The climb ends where it gains little: as close to the mode as draws can tell.
      assertEquals(0, sum / DRAWS, Math.sqrt(variance) * (5 / Math.sqrt(DRAWS) + 0.1));
    }
    assertEquals(1, squares / (N * (double) DRAWS) / variance, 0.02);
  }

  @Test
  void theRunSaysThatCoordinatesAreIndependent() {
    Run run =
        FinishedRun.of(fit(), new Provenance("test", "x.bayes", Map.of("x.bayes", ""), List.of()));
    assertEquals("each_coordinate", run.record().results().get("curvature"));
    Verdict verdict = Verdict.of(run.record(), run.draws(), Summary.of(run));
    assertTrue(
        verdict.findings().stream().anyMatch(finding -> finding.code().equals("curvature")),
        verdict.toString());
  }

  @Test
  void theModeHasNoErrorsAndSaysWhy() {
    var mode = assertInstanceOf(MapOutcome.Found.class, bound().mode(MapSettings.of(1)));
    assertEquals("more than 1000 unconstrained coordinates", mode.whyNoErrors().orElseThrow());
    assertEquals(1, mode.starts());
    for (int i = 0; i < N; i++) {
      assertEquals(((i % 11) - 5) / (1 + 1.0 / 16), mode.values().get(i), 0.05);
    }
  }
}
