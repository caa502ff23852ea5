package bayes.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.runtime.draws.Draws;
import bayes.runtime.report.Verdict.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What populations of particles and ladders of replicas are blamed for. */
final class PopulationVerdictTest {
  private static Verdict judge(Map<String, Object> results) {
    Draws draws = Runs.chains(250);
    return Verdict.of(Runs.record("smc", 4, results), draws, Summary.of(draws));
  }

  @Test
  void nothingSpeaksAgainstParticlesThatMoved() {
    Map<String, Object> results =
        Map.of(
            "unmoved_temperatures",
            0,
            "ancestor_share",
            0.3,
            "island_disagreement",
            1.2,
            "fewest_round_trips",
            7);
    assertEquals(Outcome.GOOD, judge(results).outcome());
    assertEquals("The islands agree", judge(results).headline());
  }

  @Test
  void whatWentWrongIsSaid() {
    Verdict apart = judge(Map.of("island_disagreement", 6.0));
    assertEquals(List.of(new PopulationFinding.IslandsDisagree(6)), apart.findings());
    assertEquals(Outcome.BAD, apart.outcome());
    assertEquals(Outcome.DOUBTFUL, judge(Map.of("unmoved_temperatures", 2)).outcome());
    assertEquals(
        List.of(new PopulationFinding.FewAncestors(2.5, 250)),
        judge(Map.of("ancestor_share", 0.01)).findings());
    Verdict ladder = judge(Map.of("fewest_round_trips", 0));
    assertEquals(List.of(new PopulationFinding.NoRoundTrips()), ladder.findings());
    assertEquals(Outcome.BAD, ladder.outcome());
  }
}
