package bayes.compiler.plan.collapse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Golden;
import bayes.compiler.Model;
import bayes.compiler.plan.Method;
import bayes.compiler.plan.PlanListing;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.plan.Treatment;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the plan says of families of models that no class names, and where it says no. */
class CollapsePlanTest {
  private static final Path PLANS = Path.of("src/test/resources/golden/plan/collapsed.txt");

  @Test
  void plansAreAsExpected() {
    StringBuilder plans = new StringBuilder();
    for (CollapsedModels.Case one : CollapsedModels.ALL) {
      plans.append("=== ").append(one.name()).append('\n');
      plans.append(PlanListing.of(Model.compile(one.model()).plan()));
    }
    Golden.check(PLANS, plans.toString());
  }

  @Test
  void unknownPriorCountsStandInTheWay() {
    Model model =
        Model.compile(
            CollapsedModels.TOPICS
                .model()
                .replace("phi[k in", "spread ~ Gamma(2, 1);\nphi[k in")
                .replace("Dirichlet(Word, 0.3)", "Dirichlet(Word, spread)"));
    assertStands(model, "`phi` has `spread` in its prior, which is unknown");
  }

  @Test
  void whatIsContinuousStandsInTheWay() {
    Model model =
        Model.compile(
            CollapsedModels.FEATURES
                .model()
                .replace("weight ~ Dir", "level ~ Normal(0, 1);\nweight ~ Dir")
                .replace("for t in Trait {", "for t in Trait { factor level * has[a, t];"));
    assertStands(model, "`level` is continuous and no array of Dirichlet or Beta rows");
  }

  @Test
  void otherReadingsStandInTheWay() {
    Model model =
        Model.compile(
            CollapsedModels.TOPICS
                .model()
                .replace("for d in Doc", "factor phi[1, 2];\nfor d in Doc"));
    assertStands(model, "`phi` is read here in another way");
  }

  @Test
  void annotationsAndOptionsKeepItFromIt() {
    String text = CollapsedModels.ANNOTATORS.model();
    Model asked = Model.compile(text.replace("@record truth", "@marginalize truth"));
    assertTrue(kinds(asked).stream().noneMatch(k -> k == Treatment.Kind.GIBBS));
    Model summed =
        Model.compile(
            SourceText.of("model.bayes", text),
            Imports.NONE,
            PlanOptions.defaults().withoutCollapsedGibbs());
    assertTrue(kinds(summed).stream().noneMatch(k -> k == Treatment.Kind.GIBBS));
    assertTrue(summed.plan().methods().whyNot(Method.GIBBS).isPresent());
    assertTrue(Model.compile(text).plan().methods().whyNot(Method.GIBBS).isEmpty());
  }

  private static List<Treatment.Kind> kinds(Model model) {
    return model.plan().treatments().stream().map(Treatment::kind).toList();
  }

  private static void assertStands(Model model, String obstacle) {
    assertTrue(kinds(model).stream().noneMatch(k -> k == Treatment.Kind.GIBBS));
    List<String> told =
        model.plan().treatments().stream()
            .filter(t -> t.kind() == Treatment.Kind.KEPT)
            .flatMap(t -> t.obstacles().stream())
            .map(o -> o.reason())
            .filter(reason -> reason.startsWith(obstacle))
            .toList();
    assertEquals(1, told.size(), () -> model.plan().treatments().toString());
  }
}
