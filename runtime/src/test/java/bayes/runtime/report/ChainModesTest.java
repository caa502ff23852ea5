package bayes.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.draws.Draws;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chains that stick or explore another mode are told from each other, and from chains that mix. */
final class ChainModesTest {
  private static <T extends ModeFinding> T only(Class<T> kind, Draws draws) {
    List<Finding> findings = ChainModes.findings(draws, List.of());
    assertEquals(1, findings.size(), findings.toString());
    return assertInstanceOf(kind, findings.get(0));
  }

  @Test
  void chainsThatAgreeAreOneCluster() {
    assertTrue(ChainModes.findings(Runs.chains(100), List.of()).isEmpty());
  }

  @Test
  void aMinorModeIsSeenByItsLogDensity() {
    Draws draws =
        Runs.chains(
            4,
            100,
            (chain, draw, sampler, row) -> {
              if (chain != 2) return;
              row[0] -= 40;
              sampler[0] -= 45;
            });
    ModeFinding.MinorMode finding = only(ModeFinding.MinorMode.class, draws);
    assertEquals(List.of(3), finding.region().chains());
    assertEquals("mu", finding.region().quantity());
    assertEquals(45, finding.region().levelBelow(), 5 * finding.region().levelError());
    assertTrue(finding.message().startsWith("chain 3 explores a minor mode: mu is about -3"));
    assertTrue(finding.message().endsWith("lower than the others'"), finding.message());
    assertTrue(finding.nextStep().contains("--method tempering"));
  }

  @Test
  void aBetterModeThanThatOfMostChainsIsToldSo() {
    Draws draws =
        Runs.chains(
            4,
            100,
            (chain, draw, sampler, row) -> {
              row[0] += chain == 0 ? 60 : 0;
              sampler[0] += chain == 0 ? 20 : 0;
            });
    ModeFinding.MinorMode finding = only(ModeFinding.MinorMode.class, draws);
    assertTrue(
        finding.message().startsWith("chain 1 explores another mode than most"), finding.message());
    assertTrue(finding.message().endsWith("higher than the others'"), finding.message());
  }

  @Test
  void aChainThatHardlyMovesIsStuck() {
    Draws draws =
        Runs.chains(
            4,
            100,
            (chain, draw, sampler, row) -> {
              if (chain != 3) return;
              for (int i = 0; i < 4; i++) row[i] = 77 + 1e-3 * row[i];
              sampler[0] = -500 + 1e-3 * sampler[0];
            });
    ModeFinding.Stuck finding = only(ModeFinding.Stuck.class, draws);
    assertEquals(List.of(4), finding.region().chains());
    assertTrue(finding.message().startsWith("chain 4 is stuck"), finding.message());
  }

  @Test
  void modesOfOneLevelAreNoMinorModes() {
    Draws draws =
        Runs.chains(4, 100, (chain, draw, sampler, row) -> row[0] *= chain < 2 ? -10 : 10);
    ModeFinding.EqualModes finding = only(ModeFinding.EqualModes.class, draws);
    assertEquals(2, finding.region().chains().size());
  }

  @Test
  void switchedLabelsAreNamed() {
    Draws draws =
        Runs.chains(
            4,
            100,
            (chain, draw, sampler, row) -> {
              if (chain != 1) return;
              double first = row[1];
              row[1] = row[3];
              row[3] = first;
            });
    ModeFinding.LabelSwitching finding = only(ModeFinding.LabelSwitching.class, draws);
    assertEquals("theta", finding.variable());
    assertEquals(List.of(2), finding.region().chains());
    assertTrue(finding.nextStep().contains("`ordered`"), finding.nextStep());
  }

  /** The twin: chains that mix slowly, so that each is somewhere else for a while, are no modes. */
  @Test
  void slowChainsAreNoModes() {
    double[] drift = new double[4];
    Draws draws =
        Runs.chains(
            4,
            400,
            (chain, draw, sampler, row) -> {
              drift[chain] = 0.9 * drift[chain] + 0.4 * row[0];
              row[0] = drift[chain];
            });
    assertTrue(
        ChainModes.findings(draws, List.of()).isEmpty(),
        ChainModes.findings(draws, List.of()).toString());
  }
}
