package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.data.Data;
import bayes.runtime.inference.ChainReport;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why a log density is not finite: the statement, the element, and the values that went in. */
final class PostmortemTest {
  private static BoundModel bind(String model, Data data) {
    return Model.compile(model).bind(data);
  }

  private static Diagnostic at(BoundModel model, double... position) {
    double value = model.newLogDensity().logDensity(position);
    assertFalse(Double.isFinite(value), "a finite log density needs no post-mortem");
    return model.postmortem(position).orElseThrow();
  }

  private static final String SCHOOLS =
      """
      set School;
      data y : real[School];
      mu ~ Normal(0, 5);
      sigma ~ HalfNormal(1);
      observe y[s in School] ~ Normal(mu, exp(-1000 * sigma));
      """;

  @Test
  void theElementHasItsLabel() {
    Data data = Data.builder().put("y", Map.of("Choate", 28.0)).build();
    Diagnostic found = at(bind(SCHOOLS, data), 0.5, 0);
    assertEquals(
        "`observe y[\"Choate\"] ~ Normal(mu, exp(-1000 * sigma))` is NaN:"
            + " y[\"Choate\"] = 28, mu = 0.5, exp(-1000 * sigma) = 0",
        found.message().replace("is -inf", "is NaN"));
    assertEquals("R0101", found.code().id());
    assertEquals(5, found.primary().span().line());
    assertTrue(found.notes().contains("with sigma = 1"), found.notes().toString());
    assertTrue(
        found.notes().stream().anyMatch(n -> n.startsWith("`sd` of `Normal` must be above 0")),
        found.notes().toString());
  }

  @Test
  void theFirstBadElementIsNamed() {
    String model =
        """
        set Day = 1..5;
        x : real[Day] ~ Normal(0, 1);
        for d in Day { factor log(x[d]); }
        """;
    BoundModel bound = bind(model, Data.empty());
    assertEquals("`factor log(x[3])` is NaN: x[3] = -1", at(bound, 1, 2, -1, 3, -5).message());
    assertTrue(bound.postmortem(new double[] {1, 2, 3, 4, 5}).isEmpty());
  }

  @Test
  void definitionsAreFollowedToTheLatents() {
    String model =
        """
        set S = {"a", "b"};
        data y : real[S] = [1.0, 2.0];
        fun root(x: real) -> real { let shifted = x - 5; return sqrt(shifted); }
        b[s in S] ~ Normal(0, 1);
        let eta[s in S] = root(b[s]);
        for s in S {
          let m = eta[s];
          observe y[s] ~ Normal(m, 1);
        }
        """;
    Diagnostic found = at(bind(model, Data.empty()), 6, 1);
    assertEquals(
        "`observe y[\"b\"] ~ Normal(m, 1.0)` is NaN: y[\"b\"] = 2, m = NaN".replace("1.0", "1"),
        found.message().replace("1.0", "1"));
    assertEquals("with eta[\"b\"] = NaN, b[\"b\"] = 1", found.notes().get(0));
  }

  @Test
  void latentsAndArraysAndMembers() {
    String model =
        """
        set T = {"x", "y", "z"};
        data t : T = "z";
        p ~ Dirichlet(T, 1);
        a ~ Normal(0, 1);
        b ~ Normal(0, exp(-800 * exp(a)));
        let q = [i == "z" ? 0 : p[i] / (1 - p["z"]) for i in T];
        observe t ~ Categorical(q);
        """;
    BoundModel bound = bind(model, Data.empty());
    Diagnostic draw = at(bound, 0, 0, 1, 0.5);
    assertTrue(draw.message().startsWith("`b ~ Normal(0"), draw.message());
    assertTrue(draw.message().contains("exp(-800 * exp(a)) = 0"), draw.message());
    Diagnostic observed = at(bound, 0, 0, -20, 0.5);
    assertEquals(
        "`observe t ~ Categorical(q)` is -inf: t = \"z\", q has 3 values from 0 to 0.5",
        observed.message());
  }

  @Test
  void rejectedChecksHaveTheirOwnCode() {
    String model =
        """
        k ~ Normal(0, 1);
        let n = k > 0 ? 0 : 1;
        factor 3 div n;
        """;
    Diagnostic found = at(bind(model, Data.empty()), 1);
    assertEquals("D0304", found.code().id());
    assertEquals(3, found.primary().span().line());
  }

  @Test
  void slopesHaveALatent() {
    BoundModel bound = bind("a ~ Normal(0, 1);\nb ~ Normal(0, 1);\nfactor sqrt(b);", Data.empty());
    Diagnostic found = bound.postmortem(new double[] {1, 0}).orElseThrow();
    assertEquals("the derivative of the log density by `b` is inf", found.message());
  }

  private static final String NOWHERE = "a ~ Normal(0, 1);\nfactor log(-1 - a * a);\n";
  private static final String WHY = "`factor log(-1 - a * a)` is NaN: a = ";

  @Test
  void runsThatCannotStartTell() {
    BoundModel bound = bind(NOWHERE, Data.empty());
    Fit fit = bound.sample(NutsSettings.of(RunSettings.defaults(1)));
    List<String> told =
        fit.failures().stream().map(f -> f.notFinite().orElseThrow().explanation()).toList();
    assertEquals(4, told.size());
    assertTrue(told.get(0).startsWith("model.bayes:2:1: " + WHY), told.get(0));
    Fit walk = bound.sample(MetropolisSettings.of(RunSettings.defaults(1)));
    ChainReport first = walk.chains().get(0);
    assertTrue(first.notFinite().orElseThrow().explanation().contains(WHY));
    MapOutcome mode = bound.mode(MapSettings.of(1));
    assertTrue(((MapOutcome.Failed) mode).notFinite().orElseThrow().explanation().contains(WHY));
    ImportanceOutcome importance = bound.importance(ImportanceSettings.of(1));
    assertTrue(
        ((ImportanceOutcome.Failed) importance)
            .notFinite()
            .orElseThrow()
            .explanation()
            .contains(WHY));
  }

  @Test
  void chainsThatMeetManyTell() {
    String half = "a ~ Normal(0, 1);\nfactor a > 0 ? 0 : log(a);\n";
    RunSettings settings = RunSettings.defaults(3);
    Fit fit = bind(half, Data.empty()).sample(MetropolisSettings.of(settings));
    ChainReport first = fit.chains().get(0);
    assertTrue(first.isTroubled());
    assertTrue(first.notFinite().orElseThrow().explanation().contains("`factor"));
    Fit fine = bind("a ~ Normal(0, 1);", Data.empty()).sample(MetropolisSettings.of(settings));
    assertTrue(fine.chains().stream().noneMatch(ChainReport::isTroubled));
  }
}
