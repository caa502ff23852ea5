package bayes.compiler.plan.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Model;
import bayes.compiler.plan.Explanation;
import bayes.compiler.plan.Treatment;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the plan tells of the forms that data choose, with their counts. */
final class ChoicesTest {
  private static final String GROUPS =
      """
      set Group; set Row;
      data group : Group[Row];
      data y : real[Row];
      level[g in Group] ~ Normal(0, 5);
      spread ~ HalfNormal(1);
      observe y[i in Row] ~ Normal(level[group[i]], spread);
      """;

  private static final String COINS =
      """
      set Toss;
      data x : real[Toss];
      data heads : int<lower=0, upper=1>[Toss];
      a ~ Normal(0, 1);
      b ~ Normal(0, 1);
      observe heads[i in Toss] ~ Bernoulli(logit: a + b * x[i]);
      """;

  private static Treatment told(String model, String data) throws DataException {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    Data given = JsonData.read("data.json", new ByteArrayInputStream(bytes));
    Explanation explanation = Model.compile(model).bind(given).explanation();
    assertEquals(1, explanation.likelihoods().size());
    return explanation.likelihoods().get(0);
  }

  @Test
  void fewGroupsAreAQuadraticForm() throws DataException {
    Treatment told =
        told(
            GROUPS,
            """
            {"Group": 2, "group": [1, 2, 1, 2, 1, 1, 2, 2, 1, 2],
             "y": [0.1, 2.2, 0.3, 1.4, 0.5, 0.6, 0.7, 1.8, 0.9, 1.1]}
            """);
    assertEquals(Treatment.Kind.COMPRESSED, told.kind());
    assertEquals(Treatment.Form.QUADRATIC, told.choice().orElseThrow().form());
    assertTrue(told.what().endsWith("over the data: 10 data in 2 groups"), told.what());
  }

  @Test
  void equalRowsAreMerged() throws DataException {
    Treatment told =
        told(COINS, "{\"x\": [1, 1, 2, 2, 1, 2, 2, 1], \"heads\": [0, 1, 1, 1, 0, 1, 1, 1]}");
    assertEquals(Treatment.Kind.COMPRESSED, told.kind());
    assertTrue(told.what().contains("8 data in "), told.what());
  }

  @Test
  void rowsThatAllDifferAreNot() throws DataException {
    Treatment told = told(COINS, "{\"x\": [1, 2, 3, 4], \"heads\": [0, 1, 1, 1]}");
    assertEquals(Treatment.Kind.PLAIN, told.kind());
    assertTrue(told.why().endsWith("4 data in 4 groups"), told.why());
  }
}
