package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.HeldSites;
import bayes.runtime.inference.SwitchedNormal.BlockFault;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients for the continuous coordinates and draws of the discrete ones, in turn. */
class BlocksTest {
  /** An error of 5 standard errors has probability below 1e-6, for each of 8 comparisons. */
  private static final double STANDARD_ERRORS = 5;

  private static final RunSettings RUN = RunSettings.defaults(20261124).withDraws(4000);

  @ParameterizedTest
  @EnumSource
  void agreesWithTheExactMomentsUnlessABlockIsWrong(BlockFault fault) {
    SwitchedNormal model = new SwitchedNormal(fault);
    Fit fit = Inference.sample(model, NutsSettings.of(RUN));
    MonteCarlo.Agreement agreement = MonteCarlo.agreement(model, fit.draws());
    if (fault == BlockFault.NONE) {
      assertTrue(agreement.worstError() < STANDARD_ERRORS, agreement.toString());
      assertTrue(agreement.smallestEss() > 400, agreement.toString());
    } else {
      assertTrue(agreement.worstError() > STANDARD_ERRORS, agreement.toString());
    }
  }

  @Test
  void drawsDoNotDependOnThreads() {
    SwitchedNormal model = new SwitchedNormal(BlockFault.NONE);
    NutsSettings one = NutsSettings.of(RUN.withDraws(50).withThreads(1));
    NutsSettings three = NutsSettings.of(RUN.withDraws(50).withThreads(3));
    double[][] expected = Inference.sample(model, one).draws().chains(3);
    double[][] actual = Inference.sample(model, three).draws().chains(3);
    for (int chain = 0; chain < expected.length; chain++) {
      assertArrayEquals(expected[chain], actual[chain]);
    }
  }

  /**
   * The scales that warmup learns are those of the continuous coordinates given the discrete ones:
   * of y given z and x it is 0.5, and over the posterior 1.18.
   */
  @Test
  void warmupLearnsTheConditionalScales() {
    Fit fit = Inference.sample(new SwitchedNormal(BlockFault.NONE), NutsSettings.of(RUN));
    for (ChainReport chain : fit.chains()) {
      var learnt = (Adaptation.Hamiltonian) chain.adaptation().orElseThrow();
      double scale = Math.sqrt(learnt.inverseMetric().get(0));
      assertEquals(0.9, scale, 0.25, learnt.toString());
    }
  }

  @Test
  void whatIsHeldIsNoCoordinate() {
    SwitchedNormal model = new SwitchedNormal(BlockFault.NONE);
    DiscreteSites sites = model.discreteSites();
    HeldSites held = new HeldSites(model.newLogDensity(), sites);
    double[] position = {0.3, -0.8, 2, 5};
    held.hold(position);
    double[] gradient = new double[2];
    double[] whole = new double[4];
    double expected = model.newLogDensity().logDensityAndGradient(position, whole);
    assertEquals(2, held.dimension());
    assertEquals(expected, held.logDensityAndGradient(new double[] {0.3, -0.8}, gradient));
    assertArrayEquals(new double[] {whole[0], whole[1]}, gradient);
    double[] completed = new double[4];
    held.complete(new double[] {1, 2}, completed);
    assertArrayEquals(new double[] {1, 2, 2, 5}, completed);
  }

  /** Discrete coordinates never leave their support, and move. */
  @Test
  void sitesStayWholeNumbersWithinTheirBounds() {
    SwitchedNormal model = new SwitchedNormal(BlockFault.NONE);
    Kernel kernel = new BlocksKernel(model.newLogDensity(), model, NutsSettings.of(RUN));
    var random = Streams.of(3).chain(0);
    kernel.begin(new ChainStart(new StartPoints.Random(), java.util.List::of, 0), random);
    ChainState state = kernel.state();
    int moved = 0;
    for (int i = 0; i < 200; i++) {
      double before = state.position()[2];
      kernel.warmup(random);
      double after = state.position()[2];
      if (before != after) moved++;
      OptionalInt value = IntStream.rangeClosed(0, 2).filter(k -> k == after).findFirst();
      assertTrue(value.isPresent(), "z = " + after);
      assertTrue(state.position()[3] >= 0 && state.position()[3] % 1 == 0);
    }
    assertTrue(moved > 30, moved + " moves");
  }
}
