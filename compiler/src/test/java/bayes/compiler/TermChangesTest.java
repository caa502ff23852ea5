package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.draws.TermChange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statement whose term changes most along a step is named, with its place and what to do. */
final class TermChangesTest {
  private static final String SCHOOLS =
      """
      set School = {"Choate", "Deerfield"};
      data y : real[School];
      data sigma : real<lower=0>[School];
      mu ~ Normal(0, 5);
      tau ~ HalfCauchy(5);
      theta[s in School] ~ Normal(mu, tau);
      observe y[s in School] ~ Normal(theta[s], sigma[s]);
      """;

  private static Model asWritten(String model) {
    return Model.compile(
        SourceText.of("model.bayes", model),
        Imports.NONE,
        PlanOptions.defaults().withoutReparameterisation());
  }

  private static BoundModel schools(String model) {
    return asWritten(model)
        .bind(
            Data.builder().put("y", List.of(28.0, 8.0)).put("sigma", List.of(15.0, 10.0)).build());
  }

  /** Into the neck of the funnel: tau from e^-3 to e^-6, while the schools stay apart. */
  private static List<TermChange> intoTheNeck(String model) {
    return schools(model)
        .termChanges(new double[] {4, -3, 4.2, 3.9}, new double[] {4, -6, 4.6, 3.9});
  }

  @Test
  void theFunnelIsNamedWithItsElementAndPlace() {
    TermChange first = intoTheNeck(SCHOOLS).get(0);
    assertEquals("theta[s in School] ~ Normal(mu, tau)", first.term().text());
    assertEquals(6, first.term().line());
    assertEquals(1, first.term().column());
    assertEquals("theta[s in School] ~ Normal(mu, tau);", first.term().sourceLine());
    assertEquals("theta[\"Choate\"]", first.element());
    assertTrue(first.change() < -1000, "the change is " + first.change());
    assertEquals(List.of("mu", "tau", "theta"), first.term().reads());
    assertTrue(first.term().nextStep().contains("@noncentered"), first.term().nextStep());
  }

  /** The twin: non-centred, the same coordinates are no funnel, and nothing is blamed so. */
  @Test
  void withoutTheFunnelItIsNotNamed() {
    String model = SCHOOLS.replace("\ntheta[s", "\n@noncentered theta[s");
    TermChange first = intoTheNeck(model).get(0);
    assertTrue(Math.abs(first.change()) < 10, "the change is " + first.change());
    assertNotEquals("theta[s in School] ~ Normal(mu, tau)", first.term().text());
  }

  @Test
  void aTermThatCannotBeEvaluatedComesFirst() {
    String model =
        """
        data n : int;
        a ~ Normal(0, 1);
        b ~ Normal(0, 1);
        observe n ~ Poisson(exp(a + 1000 * b));
        """;
    BoundModel bound = Model.compile(model).bind(Data.builder().put("n", 3).build());
    TermChange first = bound.termChanges(new double[] {0, 0}, new double[] {0.1, 1}).get(0);
    assertEquals("observe n ~ Poisson(exp(a + 1000 * b))", first.term().text());
    assertEquals(Double.POSITIVE_INFINITY, first.size());
    assertTrue(first.term().nextStep().contains("`a`, `b`"), first.term().nextStep());
    assertTrue(first.element().isEmpty());
  }

  @Test
  void conditionsThatLeadElsewhereLeaveTheSums() {
    String model =
        """
        set I = 1..3;
        x ~ Normal(0, 1);
        if x > 0 { factor -x; } else { for i in I { factor i * x; } }
        """;
    BoundModel bound = Model.compile(model).bind(Data.empty());
    List<TermChange> changes = bound.termChanges(new double[] {1}, new double[] {-2});
    assertEquals("factor i * x", changes.get(0).term().text());
    assertEquals(-12, changes.get(0).change(), 1e-12);
    assertEquals("", changes.get(0).element());
    assertEquals("x ~ Normal(0, 1)", changes.get(1).term().text());
    assertEquals(-1.5, changes.get(1).change(), 1e-12);
    assertEquals("factor -x", changes.get(2).term().text());
  }
}
