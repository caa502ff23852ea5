package bayes.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Run;
import bayes.runtime.report.Requirement.Parsed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirements are read, and hold or fail with their worst figure. */
final class RequirementTest {
  private static List<Requirement> read(String text) {
    return assertInstanceOf(Parsed.Requirements.class, Requirement.parse(text)).all();
  }

  private static Run run(String method, Draws draws, Map<String, Object> results) {
    return new Run(
        Runs.record(method, draws.chains(), results),
        draws,
        Map.of("schools.bayes", "mu ~ Flat();"));
  }

  private static Optional<String> failure(String text, Run run) {
    return read(text).get(0).failure(Measures.of(run, Summary.of(run)));
  }

  @Test
  void listsAreRead() {
    List<Requirement> all = read(" rhat < 1.01, ess>=4e2,divergences<=0 ");
    assertEquals(3, all.size());
    assertEquals(
        new Requirement(Measure.ESS, Requirement.Relation.AT_LEAST, 400, "ess>=4e2"), all.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rhat<1.01,es>400; 10; 12; `es`",
        "rhat=1.01; 4; 5; `=`",
        "rhat; 4; 4; nothing",
        "rhat<; 5; 5; nothing",
        "rhat<abc; 5; 8; `abc`",
        "rhat<1 ess>2; 7; 12; `ess>2`",
        "rhat<1,; 7; 7; nothing",
        "'';  0; 0; nothing"
      })
  void mistakesHaveTheirPlace(String text, int start, int end, String found) {
    Parsed.Mistake mistake = assertInstanceOf(Parsed.Mistake.class, Requirement.parse(text));
    assertEquals(start, mistake.start());
    assertEquals(end, mistake.end());
    assertEquals(found, mistake.found());
  }

  @Test
  void theWorstQuantityIsNamed() {
    Draws draws = Runs.chains(4, 250, (chain, draw, s, row) -> row[1] += chain == 2 ? 6 : 0);
    Run run = run("nuts", draws, Map.of());
    assertTrue(failure("rhat<2", run).isEmpty());
    String message = failure("rhat<1.01", run).orElseThrow();
    assertTrue(message.startsWith("rhat<1.01 is not fulfilled: R-hat is 1."), message);
    assertTrue(message.contains("for theta[\"Choate\"]"), message);
    assertTrue(failure("divergences<1", run).isEmpty());
    assertTrue(failure("ebfmi>0.3", run).isEmpty());
    assertTrue(failure("ebfmi>9", run).orElseThrow().contains("for chain "));
    assertTrue(failure("mcse<0.3", run).isEmpty());
    assertTrue(failure("ess>100000", run).isPresent());
    assertTrue(failure("treedepth<=0", run).isEmpty());
  }

  @Test
  void whatAMethodDoesNotDefineIsNotFulfilled() {
    Draws draws = Runs.chains(1, 100, (chain, draw, s, row) -> {});
    double[] weights = new double[100];
    java.util.Arrays.fill(weights, 0.01);
    Run weighted = run("importance", draws.weighted(List.of(weights)), Map.of("pareto_k", 0.3));
    assertEquals(
        "rhat<1.01 is not fulfilled: a run of --method importance has no rhat",
        failure("rhat<1.01", weighted).orElseThrow());
    assertTrue(failure("k<0.7", weighted).isEmpty());
    assertTrue(failure("k<0.2", weighted).orElseThrow().contains("Pareto k is 0.3"));
    assertTrue(failure("k<0.7", run("nuts", Runs.chains(100), Map.of())).isPresent());
  }
}
