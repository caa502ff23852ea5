package bayes.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.report.Decisions.Decision;
import bayes.runtime.report.PredictiveTable.Question;
import bayes.runtime.report.PredictiveTable.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  private static PredictiveTable spam(double p) {
    List<Row> rows = List.of(new Row("spam", p, List.of()), new Row("ham", 1 - p, List.of()));
    Question question =
        new Question("label[1]", "label", List.of("ham", "spam"), Optional.empty(), false);
    return new PredictiveTable(question, rows, Optional.empty(), Optional.empty());
  }

  @Test
  void aThresholdAbstainsBelowIt() {
    Decisions decisions = new Decisions.Above(0.9);
    Decision sure = decisions.of(spam(0.95));
    assertEquals("spam", sure.action());
    assertEquals(0.05, sure.expectedLoss(), 1e-12);
    assertEquals(0.95, sure.probability().orElseThrow(), 1e-12);
    Decision unsure = decisions.of(spam(0.85));
    assertTrue(unsure.isUndecided());
    assertEquals(0.1, unsure.expectedLoss(), 1e-12);
    assertEquals("ham", decisions.of(spam(0.05)).action());
    assertFalse(new Decisions.Above(0.5).of(spam(0.51)).isUndecided());
  }

  @Test
  void anActionIsChosenByItsExpectedLoss() {
    Map<String, Map<String, Double>> losses = new LinkedHashMap<>();
    losses.put("delete", Map.of("ham", 10.0, "spam", 0.0));
    losses.put("deliver", Map.of("ham", 0.0, "spam", 1.0));
    losses.put("mark", Map.of("ham", 1.0, "spam", 0.2));
    Decisions decisions = new Decisions.ByLosses(losses);
    assertEquals("deliver", decisions.of(spam(0.5)).action());
    assertEquals("mark", decisions.of(spam(0.7)).action());
    assertEquals("delete", decisions.of(spam(0.99)).action());
    assertEquals(0.3 * 1 + 0.7 * 0.2, decisions.of(spam(0.7)).expectedLoss(), 1e-12);
    losses.put("delete", Map.of("ham", 1.0, "spam", 0.0));
    assertEquals("delete", new Decisions.ByLosses(losses).of(spam(0.7)).action(), "losses matter");
  }
}
