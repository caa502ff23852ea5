package bayes.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.draws.Draws;
import bayes.runtime.report.Verdict.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  @Test
  void nothingSpeaksAgainstIndependentDraws() {
    Verdict verdict = judge(Runs.chains(250));
    assertEquals(new Verdict(Outcome.GOOD, "The chains have converged", List.of()), verdict);
  }

  @Test
  void aChainElsewhereIsFound() {
    Draws draws = Runs.chains(4, 250, (chain, draw, s, row) -> row[1] += chain == 2 ? 6 : 0);
    Verdict verdict = judge(draws);
    assertEquals(Outcome.BAD, verdict.outcome());
    ChainFinding.ChainsDisagree finding =
        assertInstanceOf(ChainFinding.ChainsDisagree.class, verdict.findings().get(0));
    assertEquals("theta[\"Choate\"]", finding.worst());
    assertEquals(1, finding.quantities());
  }

  @Test
  void fewEffectiveDrawsAreAReservation() {
    Verdict verdict = judge(Runs.chains(90));
    assertTrue(
        verdict.findings().stream().allMatch(f -> f instanceof ChainFinding.FewEffectiveDraws),
        verdict.toString());
    assertEquals(Outcome.DOUBTFUL, verdict.outcome());
  }

  @Test
  void divergencesAndCutTrajectoriesAreCounted() {
    Draws draws =
        Runs.chains(
            4,
            250,
            (chain, draw, sampler, row) -> {
              sampler[1] = draw < 10 ? 10 : 3;
              sampler[2] = chain == 0 && draw < 3 ? 1 : 0;
            });
    assertEquals(
        List.of(
            new ChainFinding.Divergences(3, 1000, Optional.empty()),
            new ChainFinding.TreeDepthReached(40, 1000, 10)),
        judge(draws).findings());
  }

  @Test
  void anOccasionalDivergenceIsAReservation() {
    for (int divergent = 1; divergent <= 2; divergent++) {
      int count = divergent;
      Draws draws =
          Runs.chains(
              4,
              250,
              (chain, draw, sampler, row) -> sampler[2] = chain == 0 && draw < count ? 1 : 0);
      assertEquals(count == 1 ? Outcome.DOUBTFUL : Outcome.BAD, judge(draws).outcome());
    }
  }

  @Test
  void aSlowEnergyIsFound() {
    double[] last = new double[4];
    Draws draws =
        Runs.chains(
            4,
            250,
            (chain, draw, sampler, row) -> {
              if (chain == 1) sampler[3] = last[1] = last[1] * 0.99 + 0.1 * sampler[3];
            });
    ChainFinding.LowEnergyFraction finding =
        assertInstanceOf(ChainFinding.LowEnergyFraction.class, judge(draws).findings().get(0));
    assertEquals(List.of(2), finding.chains());
  }

  @Test
  void aStuckChainIsFoundAlthoughGeneratedValuesChange() {
    Draws draws =
        Runs.chains(
            4,
            250,
            (chain, draw, sampler, row) -> {
              if (chain == 3) sampler[0] = -7;
            });
    assertEquals(List.of(new ChainFinding.StuckChain(4)), judge(draws).findings());
  }

  @Test
  void withoutLatentsNothingMovesAndNothingIsStuck() {
    Draws draws =
        Runs.chains(
            4,
            250,
            (chain, draw, sampler, row) -> {
              sampler[0] = -7;
              Arrays.fill(row, 3);
            });
    assertTrue(
        judge(draws).findings().stream().noneMatch(f -> f instanceof ChainFinding.StuckChain));
  }

  @Test
  void constantsDoNotSpeakAgainstARun() {
    Draws draws = Runs.chains(4, 250, (chain, draw, sampler, row) -> row[0] = 1);
    assertEquals(Outcome.GOOD, judge(draws).outcome());
  }

  @Test
  void whatIsNotFiniteTooShortOrAloneIsSaid() {
    Draws broken =
        Runs.chains(
            4,
            250,
            (chain, draw, sampler, row) -> {
              if (draw == 7) row[2] = Double.NaN;
            });
    assertEquals(List.of(new Finding.NotFinite("theta[\"開成高校\"]", 1)), judge(broken).findings());
    assertEquals(List.of(new ChainFinding.TooShort(3)), judge(Runs.chains(3)).findings());
    assertEquals(
        List.of(new ChainFinding.SingleChain()),
        judge(Runs.chains(1, 1000, (chain, draw, sampler, row) -> {})).findings());
  }

  @Test
  void failedAndInterruptedRunsSaySo() {
    Draws draws = Runs.chains(250);
    Map<String, Object> results =
        Map.of("failed_chains", 1, "failure", "no finite start", "interrupted", true);
    Verdict verdict = Verdict.of(Runs.record("nuts", 4, results), draws, Summary.of(draws));
    assertEquals(
        List.of(new Finding.FailedChains(1, "no finite start"), new Finding.Interrupted(250)),
        verdict.findings());
  }

  @Test
  void importanceWeightsAreJudgedByTheirTail() {
    double[] weights = new double[250];
    Arrays.fill(weights, 1);
    Draws draws = Runs.chains(1, 250, (chain, draw, sampler, row) -> {}).weighted(List.of(weights));
    assertEquals(
        List.of(), judge("importance", draws, Map.of("pareto_k", 0.3, "ess", 1000.0)).findings());
    assertEquals(
        List.of(new Finding.HeavyWeights(0.9, 0.7), new Finding.FewEffectiveWeights(12, 400)),
        judge("importance", draws, Map.of("pareto_k", 0.9, "ess", 12.0)).findings());
    Map<String, Object> unfitted = Map.of("pareto_k", Double.POSITIVE_INFINITY, "ess", 1000.0);
    assertEquals(List.of(), judge("importance", draws, unfitted).findings());
    weights[3] = 2;
    Draws uneven = Runs.chains(1, 250, (chain, draw, s, row) -> {}).weighted(List.of(weights));
    assertEquals(
        List.of(new Finding.HeavyWeights(Double.POSITIVE_INFINITY, 0.7)),
        judge("importance", uneven, unfitted).findings());
  }

  @Test
  void aModeSaysWhatItIs() {
    Draws draws = Runs.chains(1, 1, (chain, draw, sampler, row) -> {});
    Verdict reached = judge("map", draws, Map.of("converged", true));
    assertEquals(Outcome.GOOD, reached.outcome());
    assertTrue(reached.headline().contains("it tells nothing of uncertainty"));
    Verdict missed = judge("map", draws, Map.of("converged", false, "reason", "tau runs to 0"));
    assertEquals(List.of(new Finding.ModeNotReached("tau runs to 0")), missed.findings());
  }

  @Test
  void theVerdictIsWrappedWithTheNextStep() {
    Draws draws = Runs.chains(4, 250, (chain, draw, sampler, row) -> sampler[2] = draw < 3 ? 1 : 0);
    String text = TextReport.of(judge(draws), ReportOptions.plain().withColumns(60));
    assertEquals(
        """
        Do not rely on these numbers: the run is not in order.
        - 12 draws of 1000 ended in a divergence: a part of the
          posterior may be too sharply curved to be explored, which
          would bias estimates.
          Next: write hierarchical latents non-centred (a standard
          normal times the scale), or give the scales priors that
          keep them from zero; a few divergences also go away with a
          higher target acceptance (--target-accept 0.95).
        """,
        text);
  }

  private static Verdict judge(Draws draws) {
    return judge("nuts", draws, Map.of());
  }

  private static Verdict judge(String method, Draws draws, Map<String, Object> results) {
    return Verdict.of(Runs.record(method, draws.chains(), results), draws, Summary.of(draws));
  }
}
