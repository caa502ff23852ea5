package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LogDensity;
import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.inference.ImportanceSettings.Proposal;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What importance sampling and the search for the mode say when there is nothing to find. */
class OutcomesTest {
  private static final ConjugateModel NORMAL = new ConjugateModels.NormalMean(Fault.NONE);

  /** A one-dimensional density from its log and the derivative of it. */
  private record Curve(UnaryOperator<Double> log, UnaryOperator<Double> slope)
      implements LogDensity {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double logDensity(double[] position) {
      return log.apply(position[0]);
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradientOut) {
      gradientOut[0] = slope.apply(position[0]);
      return log.apply(position[0]);
    }
  }

  private static Target with(Curve curve) {
    return new DelegatingTarget(NORMAL) {
      @Override
      public LogDensity newLogDensity() {
        return curve;
      }

      @Override
      public LogDensity newLogDensityWithoutJacobian() {
        return curve;
      }
    };
  }

  private static MapOutcome mode(Curve curve) {
    return Inference.mode(with(curve), MapSettings.of(5), new Cancellation());
  }

  @Test
  void theEvidenceOfAnImproperPriorIsRefused() {
    Target improper =
        new DelegatingTarget(NORMAL) {
          @Override
          public Optional<PriorSampler> newPriorSampler() {
            return Optional.empty();
          }

          @Override
          public Optional<String> whyNoPrior() {
            return Optional.of("`mu ~ Flat()` at 4:1 is improper");
          }
        };
    ImportanceSettings settings = ImportanceSettings.of(1).withDraws(500);
    var sampled =
        assertInstanceOf(ImportanceOutcome.Sampled.class, Inference.importance(improper, settings));
    var undefined = assertInstanceOf(Evidence.Undefined.class, sampled.fit().evidence());
    assertEquals("`mu ~ Flat()` at 4:1 is improper", undefined.reason());
    var failed =
        assertInstanceOf(
            ImportanceOutcome.Failed.class,
            Inference.importance(improper, settings.withProposal(Proposal.PRIOR)));
    assertTrue(failed.reason().contains("improper"), failed.reason());
  }

  @Test
  void withoutAModeImportanceSamplingProposesOtherwise() {
    Curve rising = new Curve(u -> u, u -> 1.0);
    ImportanceSettings settings = ImportanceSettings.of(1).withDraws(500);
    var sampled =
        assertInstanceOf(
            ImportanceOutcome.Sampled.class, Inference.importance(with(rising), settings));
    assertNotEquals(Proposal.LAPLACE, sampled.fit().proposal());
    assertInstanceOf(
        ImportanceOutcome.Failed.class,
        Inference.importance(with(rising), settings.withProposal(Proposal.LAPLACE)));
  }

  @Test
  void aDensityOfExponentialShapeHasItsModeAtTheBoundary() {
    // Exponential(1) of exp(u): the gradient vanishes towards minus infinity, without a mode.
    var edge =
        assertInstanceOf(
            MapOutcome.AtBoundary.class, mode(new Curve(u -> -Math.exp(u), u -> -Math.exp(u))));
    assertEquals(0, edge.coordinate());
    assertEquals(false, edge.upward());
    assertTrue(edge.reason().startsWith("the density keeps rising as `x[1]` runs off"));
  }

  @Test
  void anUnboundedDensityHasNoMode() {
    var edge = assertInstanceOf(MapOutcome.AtBoundary.class, mode(new Curve(u -> u, u -> 1.0)));
    assertEquals(true, edge.upward());
  }

  @Test
  void theHigherOfTwoModesIsFound() {
    // A mixture of normal(-3, 1) with weight 0.3 and normal(3, 1) with weight 0.7.
    UnaryOperator<Double> left = u -> 0.3 * Math.exp(-0.5 * (u + 3) * (u + 3));
    UnaryOperator<Double> right = u -> 0.7 * Math.exp(-0.5 * (u - 3) * (u - 3));
    Curve mixture =
        new Curve(
            u -> Math.log(left.apply(u) + right.apply(u)),
            u ->
                (-(u + 3) * left.apply(u) - (u - 3) * right.apply(u))
                    / (left.apply(u) + right.apply(u)));
    var found = assertInstanceOf(MapOutcome.Found.class, mode(mixture));
    assertEquals(3, found.position().get(0), 1e-6);
    assertTrue(found.agreeing() < found.starts());
  }

  @Test
  void standardErrorsAreThoseOfTheCurvature() {
    var normal =
        assertInstanceOf(
            MapOutcome.Found.class, Inference.mode(NORMAL, MapSettings.of(5), new Cancellation()));
    assertEquals(Math.sqrt(NORMAL.variance()[0]), normal.standardErrors().get(0), 1e-6);
    // A gamma density of shape a has curvature (a - 1) / mode^2 at its mode.
    ConjugateModel gamma = new ConjugateModels.GammaPoisson(Fault.NONE);
    var found =
        assertInstanceOf(
            MapOutcome.Found.class, Inference.mode(gamma, MapSettings.of(5), new Cancellation()));
    double shape = gamma.mean()[0] * gamma.mean()[0] / gamma.variance()[0];
    assertEquals(gamma.mode()[0] / Math.sqrt(shape - 1), found.standardErrors().get(0), 1e-5);
  }

  @Test
  void aKinkIsNoMode() {
    var outcome = mode(new Curve(u -> -Math.abs(u - 0.3), u -> -Math.signum(u - 0.3)));
    assertInstanceOf(MapOutcome.Failed.class, outcome);
  }
}
