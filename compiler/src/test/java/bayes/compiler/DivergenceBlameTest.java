package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Divergence;
import bayes.runtime.draws.ModelTerm;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Divergences of whole runs are blamed on the statement that is at fault. */
final class DivergenceBlameTest {
  private static final Path POSTERIORDB = Path.of("../examples/posteriordb");

  /** With steps that are longer than usual, so that none of the faults is stepped around. */
  /** No form is chosen that has no funnel. */
  private static Model asWritten(String model) {
    return Model.compile(
        SourceText.of("model.bayes", model),
        Imports.NONE,
        PlanOptions.defaults().withoutReparameterisation());
  }

  private static Fit run(String model, Data data) {
    RunSettings run = RunSettings.defaults(20240).withWarmup(400).withDraws(600).withThreads(2);
    return asWritten(model).bind(data).sample(new NutsSettings(run, 0.5, 10));
  }

  private static String blamed(String model, Data data) {
    return mostBlamed(run(model, data));
  }

  /** The statement that most divergences are blamed on. */
  private static String mostBlamed(Fit fit) {
    Map<String, Integer> counts = new HashMap<>();
    for (Divergence divergence : fit.divergences()) {
      counts.merge(divergence.blame().orElseThrow().term().text(), 1, Integer::sum);
    }
    assertTrue(!counts.isEmpty(), "nothing diverged");
    return counts.entrySet().stream()
        .max(Comparator.comparingInt(Map.Entry::getValue))
        .orElseThrow()
        .getKey();
  }

  private static final String SCHOOLS =
      """
      set School = 1..8;
      data y : real[School] = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0];
      data sigma : real<above=0>[School] = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0];
      mu ~ Normal(0, 5);
      tau ~ HalfCauchy(5);
      theta[s in School] ~ Normal(mu, tau);
      observe y[s in School] ~ Normal(theta[s], sigma[s]);
      """;

  @Test
  void centredSchools() {
    assertEquals("theta[s in School] ~ Normal(mu, tau)", blamed(SCHOOLS, Data.empty()));
  }

  @Test
  void centredSeeds() throws Exception {
    String model =
        """
        set Plate;
        data n : int<lower=0>[Plate];
        data N : int<lower=0>[Plate];
        data x1 : bool[Plate];
        data x2 : bool[Plate];
        alpha0 ~ Normal(0, 2);
        alpha1 ~ Normal(0, 2);
        alpha2 ~ Normal(0, 2);
        alpha12 ~ Normal(0, 2);
        sigma ~ LogNormal(-2, 2);
        b[i in Plate] ~ Normal(0, sigma);
        observe n ~ Binomial(n: N, logit: alpha0 + alpha1 * x1 + alpha2 * x2 + alpha12 * x1 * x2 + b);
        """;
    Path file = POSTERIORDB.resolve("data/seeds_data.json");
    try (InputStream in = Files.newInputStream(file)) {
      BoundModel bound = asWritten(model).bind(JsonData.read("seeds", in));
      // Five coefficients and scales, then the plates: sigma from e^-3 to e^-6, while b stays.
      double[] from = new double[bound.dimension()];
      Arrays.fill(from, 5, from.length, 0.05);
      from[4] = -3;
      double[] to = from.clone();
      to[4] = -6;
      ModelTerm term = bound.termChanges(from, to).get(0).term();
      assertEquals("b[i in Plate] ~ Normal(0, sigma)", term.text());
      assertTrue(term.nextStep().contains("@noncentered"), term.nextStep());
    }
  }

  @Test
  void funnel() {
    String model =
        """
        set I = 1..9;
        v ~ Normal(0, 3);
        x[i in I] ~ Normal(0, exp(v / 2));
        """;
    assertEquals("x[i in I] ~ Normal(0, exp(v / 2))", blamed(model, Data.empty()));
  }

  /** A regression with a coefficient that enters through an exponential, hardly bounded below. */
  @Test
  void regressionWithOneBadTerm() {
    String model =
        """
        set I = 1..12;
        data n : int[I] = [0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0];
        data y : real[I] = [1.2, 0.3, 0.5, 1.1, 0.7, 0.9, 1.3, 0.2, 0.6, 0.8, 1.4, 0.4];
        a ~ Normal(0, 1);
        b ~ Normal(0, 1);
        c ~ Normal(0, 5);
        observe y[i in I] ~ Normal(a + b * i / 12, 1);
        observe n[i in I] ~ Poisson(exp(exp(c) * i - 2));
        """;
    assertEquals("observe n[i in I] ~ Poisson(exp(exp(c) * i - 2))", blamed(model, Data.empty()));
  }

  /** The twin: the terms the wrong way round would name another statement. */
  @Test
  void theLeastChangeNamesAnother() {
    BoundModel model = asWritten(SCHOOLS).bind(Data.empty());
    RunSettings run = RunSettings.defaults(20240).withWarmup(400).withDraws(600).withThreads(2);
    int wrong = 0;
    List<Divergence> divergences = model.sample(NutsSettings.of(run)).divergences();
    for (Divergence divergence : divergences) {
      double[] from = divergence.from().stream().mapToDouble(d -> d).toArray();
      double[] to = divergence.to().stream().mapToDouble(d -> d).toArray();
      var changes = model.termChanges(from, to);
      String least = changes.get(changes.size() - 1).term().text();
      if (!least.equals("theta[s in School] ~ Normal(mu, tau)")) wrong++;
    }
    assertTrue(wrong > divergences.size() / 2, wrong + " of " + divergences.size());
  }
}
