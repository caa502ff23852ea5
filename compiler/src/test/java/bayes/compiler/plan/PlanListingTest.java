package bayes.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Pipeline;
import bayes.compiler.Stage;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import org.junit.jupiter.api.Test;

/** What {@code bayes compile --emit=plan} prints, and the words for people. */
final class PlanListingTest {
  private static final String HEIGHTS =
      """
      set Person;
      data height : real[Person];
      level ~ Normal(170, 20);
      spread ~ HalfCauchy(5);
      observe height[p in Person] ~ Normal(level, spread);
      """;

  private static final String ASKED = HEIGHTS.replace("level ~", "@marginalize\nlevel ~");

  private static String listing(String model, PlanOptions options) {
    Checked<String> listing =
        new Pipeline(Imports.NONE, options).emit(SourceText.of("model.bayes", model), Stage.PLAN);
    return listing.value().orElseThrow();
  }

  @Test
  void tellsWhatIsTakenOutAndWhy() {
    String plan = listing(ASKED, PlanOptions.defaults());
    assertTrue(plan.startsWith("plan model\nintegrated level\n  "), plan);
    assertTrue(plan.contains("\n  because Normal is conjugate"), plan);
    assertTrue(plan.contains("  spread: 1 coordinate, log, from a lower bound (5:1)\n"), plan);
    assertTrue(plan.contains("\n  nuts: yes\n"), plan);
  }

  @Test
  void withAllOfItOffTheModelIsExploredAsItIsWritten() {
    String plan = listing(HEIGHTS, PlanOptions.asWritten());
    assertTrue(plan.startsWith("plan model\nunconstrained block, sampled jointly\n"), plan);
    assertTrue(plan.contains("  level: 1 coordinate, identity (3:1)\n"), plan);
  }

  @Test
  void everyLatentIsExplainedInTheOrderOfTheModel() {
    Pipeline pipeline = new Pipeline();
    Explanation explanation =
        pipeline.compile(SourceText.of("model.bayes", ASKED)).value().orElseThrow().explanation();
    assertEquals("level", explanation.latents().get(0).name());
    assertEquals("integrated", explanation.latents().get(0).treatment());
    assertEquals("spread", explanation.latents().get(1).name());
    assertEquals("gradient", explanation.latents().get(1).treatment());
  }
}
