package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.PredictiveTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The classes of new documents by naive Bayes, against sums by hand: with rows at their posterior
 * means, and exactly, where a word that comes twice is more probable the second time.
 */
class NewUnitsTest {
  private static final String BAYES =
      """
      set Class;
      set Doc;
      set Word;
      data text : Word[Doc][];
      data label : Class[Doc]?;
      share ~ Dirichlet(Class, 1);
      p[c in Class] ~ Dirichlet(Word, 0.5);
      for d in Doc {
        observe label[d] ~ Categorical(share);
        for t in 1..len(text[d]) { observe text[d, t] ~ Categorical(p[label[d]]); }
      }
      """;

  private static final Data SETS =
      Data.builder().put("Class", List.of("ham", "spam")).put("Word", List.of("a", "b")).build();

  /** Counts: ham a 3, b 1; spam a 1, b 2; two documents of ham, one of spam. */
  private static BoundModel posterior() {
    Data data =
        Data.builder()
            .put("text", List.of(List.of("a", "a", "b"), List.of("a"), List.of("b", "a", "b")))
            .put("label", List.of("ham", "ham", "spam"))
            .build();
    return Model.compile(BAYES).bind(data.overriddenBy(SETS));
  }

  private static final Data NEW =
      Data.builder().put("text", List.of(List.of("b", "b"), List.of("a"))).build();

  private static double spam(PredictiveTable table) {
    return table.rows().stream()
        .filter(r -> r.value().equals("spam"))
        .findFirst()
        .orElseThrow()
        .probability();
  }

  private static double share(double spam, double ham) {
    return spam / (spam + ham);
  }

  @Test
  void rowsAreAtTheirMeans() {
    BoundModel posterior = posterior();
    Draws draws =
        posterior.exact().orElseThrow().sample(RunSettings.defaults(1).withDraws(200)).draws();
    HeldOut held = posterior.heldOut(NEW, draws).value().orElseThrow();
    assertTrue(held.isAtMeans());
    List<PredictiveTable> tables = held.latents(2);
    assertEquals(2, tables.size());
    double b = share(2. / 5 * (2.5 / 4) * (2.5 / 4), 3. / 5 * (1.5 / 5) * (1.5 / 5));
    assertEquals(b, spam(tables.get(0)), 1e-12);
    assertEquals(share(2. / 5 * (1.5 / 4), 3. / 5 * (3.5 / 5)), spam(tables.get(1)), 1e-12);
  }

  @Test
  void eachByItselfLearnsFromItsOwnWords() {
    List<PredictiveTable> tables = HeldOut.eachByItself(posterior(), NEW).value().orElseThrow();
    double b = share(2. / 5 * (2.5 / 4) * (3.5 / 5), 3. / 5 * (1.5 / 5) * (2.5 / 6));
    assertEquals(b, spam(tables.get(0)), 1e-12);
    assertEquals(share(2. / 5 * (1.5 / 4), 3. / 5 * (3.5 / 5)), spam(tables.get(1)), 1e-12);
    double atMeans = share(2. / 5 * (2.5 / 4) * (2.5 / 4), 3. / 5 * (1.5 / 5) * (1.5 / 5));
    assertTrue(Math.abs(b - atMeans) > 0.01, "the two would be the same");
  }
}
