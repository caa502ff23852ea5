package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.inference.ApproximationOutcome.Approximated;
import bayes.runtime.inference.ApproximationSettings.Kind;
import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.report.ReportOptions;
import bayes.runtime.report.Summary;
import bayes.runtime.report.TextReport;
import bayes.runtime.report.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Approximations where they are exact, where they are nearly so, and where they are not. */
final class ApproximationTest {
  private static ApproximationFit fit(Target target, Kind kind, long seed) {
    var outcome =
        Inference.approximation(target, ApproximationSettings.of(kind, seed), new Cancellation());
    return assertInstanceOf(Approximated.class, outcome).fit();
  }

  /** A target of one coordinate, which is recorded as it is. */
  private static Target target(LogDensity density) {
    return new DelegatingTarget(new ConjugateModels.NormalMean(Fault.NONE)) {
      @Override
      public LogDensity newLogDensity() {
        return density;
      }
    };
  }

  /** The Cauchy distribution: no normal distribution covers its tails. */
  private static Target cauchy() {
    return target(
        new LogDensity() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double logDensity(double[] x) {
            return -Math.log1p(x[0] * x[0]);
          }

          @Override
          public double logDensityAndGradient(double[] x, double[] gradientOut) {
            gradientOut[0] = -2 * x[0] / (1 + x[0] * x[0]);
            return logDensity(x);
          }
        });
  }

  private static Run run(ApproximationFit fit) {
    return FinishedRun.of(fit, new Provenance("test", "x.bayes", Map.of("x.bayes", ""), List.of()));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aNormalPosteriorIsItsOwnApproximation(Kind kind) {
    var model = new ConjugateModels.NormalMean(Fault.NONE);
    ApproximationFit fit = fit(model, kind, 1);
    assertTrue(fit.paretoK() < 0.1, "k " + fit.paretoK());
    Run run = run(fit);
    Summary summary = Summary.of(run);
    assertEquals(Summary.DrawsKind.APPROXIMATE, summary.kind());
    double sd = Math.sqrt(model.variance()[0]);
    var quantity = summary.quantities().get(0);
    assertEquals(model.mean()[0], quantity.mean(), 4.5 * sd / Math.sqrt(2000));
    assertEquals(sd, quantity.sd(), 4.5 * sd / Math.sqrt(2 * 2000));
    assertTrue(quantity.isReliable());
    assertEquals(Verdict.Outcome.GOOD, Verdict.of(run, summary).outcome());
  }

  @Test
  void aWrongGradientShows() {
    // The mode is right, but the curvature is not: the approximation is four times too narrow.
    var model = new ConjugateModels.GammaPoisson(Fault.NONE);
    Target wrong =
        new DelegatingTarget(model) {
          @Override
          public LogDensity newLogDensity() {
            LogDensity right = model.newLogDensity();
            return new LogDensity() {
              @Override
              public int dimension() {
                return 1;
              }

              @Override
              public double logDensity(double[] x) {
                return right.logDensity(x);
              }

              @Override
              public double logDensityAndGradient(double[] x, double[] gradientOut) {
                double value = right.logDensityAndGradient(x, gradientOut);
                gradientOut[0] *= 16;
                return value;
              }
            };
          }
        };
    assertTrue(fit(wrong, Kind.LAPLACE, 1).paretoK() > 0.7);
    assertTrue(fit(model, Kind.LAPLACE, 1).paretoK() < 0.7);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void tailsThatItDoesNotCoverAreTold(Kind kind) {
    Run run = run(fit(cauchy(), kind, 1));
    Summary summary = Summary.of(run);
    assertFalse(summary.quantities().get(0).isReliable());
    Verdict verdict = Verdict.of(run, summary);
    assertEquals(Verdict.Outcome.BAD, verdict.outcome());
    assertEquals("pareto_k", verdict.findings().get(0).code());
    String text = TextReport.of(summary, ReportOptions.plain());
    assertTrue(text.contains("!"), text);
  }

  @Test
  void quickIsTheCloserOne() {
    var model = new ConjugateModels.DirichletMultinomial(Fault.NONE);
    double laplace = fit(model, Kind.LAPLACE, 3).paretoK();
    double pathfinder = fit(model, Kind.PATHFINDER, 3).paretoK();
    assertEquals(Math.min(laplace, pathfinder), fit(model, Kind.QUICK, 3).paretoK());
  }

  @Test
  void theSameSeedGivesTheSameDraws() {
    var model = new ConjugateModels.Regression(Fault.NONE);
    assertEquals(
        fit(model, Kind.PATHFINDER, 5).draws().value(0, 17, 0),
        fit(model, Kind.PATHFINDER, 5).draws().value(0, 17, 0));
  }
}
