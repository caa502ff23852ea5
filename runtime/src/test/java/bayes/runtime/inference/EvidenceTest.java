package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LogDensity;
import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.inference.ImportanceSettings.Proposal;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The evidence against closed forms, and its standard error against what it is off by. */
final class EvidenceTest {
  private static final int SEEDS = 200;

  private static ImportanceFit fit(Target target, Proposal proposal, int draws, long seed) {
    ImportanceSettings settings =
        ImportanceSettings.of(seed).withDraws(draws).withProposal(proposal);
    return assertInstanceOf(ImportanceOutcome.Sampled.class, Inference.importance(target, settings))
        .fit();
  }

  /** How many standard errors the log evidence is off. */
  private static double off(ImportanceFit fit, double expected) {
    var evidence = assertInstanceOf(Evidence.Estimated.class, fit.evidence());
    return (evidence.logEvidence() - expected) / evidence.standardError();
  }

  /** The share of seeds at which the exact log evidence lies within 1.96 standard errors. */
  private static double coverage(ConjugateModel model, Proposal proposal) {
    long covered =
        IntStream.range(0, SEEDS)
            .filter(
                seed -> Math.abs(off(fit(model, proposal, 500, seed), model.logEvidence())) < 1.96)
            .count();
    return (double) covered / SEEDS;
  }

  @ParameterizedTest
  @EnumSource(
      value = Proposal.class,
      names = {"PRIOR", "LAPLACE", "PATHFINDER"})
  void theStandardErrorIsAsLargeAsTheError(Proposal proposal) {
    double coverage = coverage(new ConjugateModels.GammaPoisson(Fault.NONE), proposal);
    // Binomial(200, 0.95) has standard deviation 0.0154.
    assertEquals(0.95, coverage, 4.5 * 0.0154, proposal.name());
  }

  @Test
  void aLikelihoodThatCountsTwiceIsSeen() {
    assertTrue(coverage(new ConjugateModels.NormalMean(Fault.NO_HALF), Proposal.LAPLACE) < 0.1);
  }

  /** A target of two coordinates with a normalised density: its log evidence is 0. */
  private static Target normalised(LogDensity density) {
    return new DelegatingTarget(new ConjugateModels.NormalInverseGamma(Fault.NONE)) {
      @Override
      public LogDensity newLogDensity() {
        return density;
      }

      @Override
      public Optional<PriorSampler> newPriorSampler() {
        return Optional.empty();
      }
    };
  }

  /** x ~ Normal(0, 1), y ~ Normal(x^2 / 2, 0.5): a banana. */
  private static Target banana() {
    return normalised(
        new LogDensity() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double logDensity(double[] u) {
            return logDensityAndGradient(u, new double[2]);
          }

          @Override
          public double logDensityAndGradient(double[] u, double[] gradientOut) {
            double z = (u[1] - u[0] * u[0] / 2) / 0.5;
            gradientOut[0] = -u[0] + z / 0.5 * u[0];
            gradientOut[1] = -z / 0.5;
            return -0.5 * (u[0] * u[0] + z * z) - Math.log(0.5 * 2 * Math.PI);
          }
        });
  }

  /** Two normal distributions of equal mass, far apart. */
  private static Target apart() {
    return normalised(
        new LogDensity() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double logDensity(double[] u) {
            return logDensityAndGradient(u, new double[2]);
          }

          @Override
          public double logDensityAndGradient(double[] u, double[] gradientOut) {
            double low = -0.5 * ((u[0] + 1) * (u[0] + 1) + u[1] * u[1]) / 0.04;
            double high = -0.5 * ((u[0] - 1) * (u[0] - 1) + u[1] * u[1]) / 0.04;
            double most = Math.max(low, high);
            double sum = Math.exp(low - most) + Math.exp(high - most);
            double share = Math.exp(low - most) / sum;
            gradientOut[0] = -(u[0] + 2 * share - 1) / 0.04;
            gradientOut[1] = -u[1] / 0.04;
            return most + Math.log(sum) - Math.log(2 * 2 * Math.PI * 0.04);
          }
        });
  }

  @Test
  void anAdaptedMixtureFollowsABanana() {
    ImportanceFit adaptive = fit(banana(), Proposal.ADAPTIVE, 10_000, 1);
    assertTrue(adaptive.paretoK() < 0.7, "k " + adaptive.paretoK());
    assertTrue(Math.abs(off(adaptive, 0)) < 4.5, adaptive.evidence() + " ess " + adaptive.ess());
    ImportanceFit laplace = fit(banana(), Proposal.LAPLACE, 10_000, 1);
    assertTrue(adaptive.ess() > 2 * laplace.ess(), adaptive.ess() + " and " + laplace.ess());
  }

  @Test
  void severalPathsFindSeveralModesAndOneLaplaceApproximationDoesNot() {
    for (Proposal proposal : new Proposal[] {Proposal.PATHFINDER, Proposal.ADAPTIVE}) {
      ImportanceFit fit = fit(apart(), proposal, 5000, 1);
      assertTrue(Math.abs(off(fit, 0)) < 4.5, proposal + " is off by " + off(fit, 0));
      assertTrue(fit.ess() > 2500, proposal + " has " + fit.ess());
    }
    // It weights half of the mass only, and cannot know it.
    var half =
        assertInstanceOf(
            Evidence.Estimated.class, fit(apart(), Proposal.LAPLACE, 5000, 1).evidence());
    assertEquals(Math.log(0.5), half.logEvidence(), 0.05);
  }

  @Test
  void autoTakesWhatIsGoodEnough() {
    ImportanceFit fit = fit(banana(), Proposal.AUTO, 2000, 1);
    assertTrue(fit.paretoK() < 0.7, fit.proposal() + " has k " + fit.paretoK());
    assertTrue(
        Math.abs(off(fit, 0)) < 4.5, fit.proposal() + " " + fit.evidence() + " k " + fit.paretoK());
  }
}
