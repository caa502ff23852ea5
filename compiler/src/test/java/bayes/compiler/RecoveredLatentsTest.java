package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.model.Symbol;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.convergence.PointwiseLogLikelihood;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.MemberShares;
import bayes.runtime.report.MemberShares.Share;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What users see of latents that are summed or integrated out, against what is computed by hand.
 */
final class RecoveredLatentsTest {
  private static final String MIXTURE =
      """
      set Obs;
      data y : real[Obs];
      w ~ Beta(2, 2);
      mu ~ Normal(4, 1);
      for i in Obs {
        z[i] ~ Bernoulli(w);
        observe y[i] ~ Normal(z[i] ? mu : 0, 1);
      }
      """;

  private static final String BY_HAND =
      """
      set Obs;
      data y : real[Obs];
      w ~ Beta(2, 2);
      mu ~ Normal(4, 1);
      observe y[i in Obs] ~ Mixture([w, 1 - w], Normal(mu, 1), Normal(0, 1));
      """;

  private static final String RATERS =
      """
      set Item;
      set Rater;
      data said : bool[Item, Rater];
      right ~ Beta(8, 2);
      for i in Item {
        truth[i] ~ Bernoulli(0.4);
        observe said[i, r in Rater] ~ Bernoulli(truth[i] ? right : 1 - right);
      }
      """;

  private static final double[] Y = {-0.3, 4.4, 2.1, 5.0, 0.2};
  private static final Data DATA = Data.builder().put("y", Y).build();

  private static BoundModel bound(String model) {
    return Model.compile(model).bind(DATA);
  }

  private static Draws draws(BoundModel bound) {
    return bound
        .sample(NutsSettings.of(RunSettings.defaults(7).withChains(2).withDraws(500)))
        .draws();
  }

  private static double[] column(Draws draws, String label) {
    double[][] chains = draws.chains(draws.layout().column(label).orElseThrow());
    double[] all = new double[chains.length * chains[0].length];
    for (int c = 0; c < chains.length; c++) {
      System.arraycopy(chains[c], 0, all, c * chains[0].length, chains[0].length);
    }
    return all;
  }

  /** The probability that an observation is of the component at {@code mu}. */
  private static double probability(double y, double w, double mu) {
    double a = w * Math.exp(-0.5 * (y - mu) * (y - mu));
    return a / (a + (1 - w) * Math.exp(-0.5 * y * y));
  }

  @Test
  void probabilitiesAreTheMeansOfThoseOfTheDraws() {
    BoundModel bound = bound(MIXTURE);
    Draws draws = draws(bound);
    double[] w = column(draws, "w");
    double[] mu = column(draws, "mu");
    List<MemberShares> marginals = bound.marginals(draws);
    assertEquals(Y.length, marginals.size());
    for (int i = 0; i < Y.length; i++) {
      double sum = 0;
      for (int d = 0; d < w.length; d++) sum += probability(Y[i], w[d], mu[d]);
      MemberShares shares = marginals.get(i);
      assertEquals("z[" + (i + 1) + "]", shares.label());
      assertEquals("z", shares.variable());
      Share isThere =
          shares.shares().stream().filter(s -> s.member().equals("true")).findFirst().orElseThrow();
      assertEquals(sum / w.length, isThere.probability(), 1e-12);
      assertTrue(isThere.mcse() > 0 && isThere.mcse() < 0.05, "mcse " + isThere.mcse());
      double total = shares.shares().stream().mapToDouble(Share::probability).sum();
      assertEquals(1, total, 1e-12);
    }
  }

  /** A run that has sampled the latent gives the same, given its draws of the others. */
  @Test
  void probabilitiesNeedNoSums() {
    PlanOptions asWritten = PlanOptions.asWritten();
    BoundModel sampled =
        Model.compile(SourceText.of("m.bayes", MIXTURE), Imports.NONE, asWritten).bind(DATA);
    Draws draws = draws(bound(MIXTURE));
    assertEquals(bound(MIXTURE).marginals(draws), sampled.marginals(draws));
  }

  @Test
  void eachObservationOfAMixtureCountsAsOne() {
    BoundModel bound = bound(MIXTURE);
    Draws draws = draws(bound);
    PointwiseLogLikelihood mixed = bound.logLikelihood(draws);
    PointwiseLogLikelihood byHand = bound(BY_HAND).logLikelihood(draws);
    assertEquals(byHand.labels(), mixed.labels());
    for (int i = 0; i < Y.length; i++) {
      for (int d = 0; d < byHand.values().get(i).length; d++) {
        assertEquals(byHand.values().get(i)[d], mixed.values().get(i)[d], 1e-10);
      }
    }
  }

  @Test
  void observationsThatShareALatentCountAsOne() {
    Data said = Data.builder().put("said", List.of(List.of(1, 1, 0), List.of(0, 0, 0))).build();
    BoundModel bound = Model.compile(RATERS).bind(said);
    assertEquals(List.of("truth[1]", "truth[2]"), bound.observations());
    Draws draws = draws(bound);
    double[] right = column(draws, "right");
    double[] first = bound.logLikelihood(draws).values().get(0);
    for (int d = 0; d < right.length; d++) {
      double p = right[d];
      double expected = Math.log(0.4 * p * p * (1 - p) + 0.6 * (1 - p) * (1 - p) * p);
      assertEquals(expected, first[d], 1e-10);
    }
  }

  /** Of data that are far apart, replications stay where each of them is. */
  @Test
  void replicationsDrawSummedLatentsGivenTheData() {
    Data apart = Data.builder().put("y", new double[] {0, 40}).build();
    String model = MIXTURE.replace("mu ~ Normal(4, 1)", "mu ~ Normal(40, 1)");
    BoundModel bound = Model.compile(model).bind(apart);
    Draws draws = draws(bound);
    Draws replicated = bound.predictor(draws).draws(3);
    for (double y : column(replicated, "y[1]")) assertTrue(Math.abs(y) < 20, "y[1] = " + y);
    for (double y : column(replicated, "y[2]")) assertTrue(Math.abs(y - 40) < 20, "y[2] = " + y);

    // The fault that this is to find: latents drawn from their prior.
    Draws fromPrior = bound.model().tryPredictor(apart, draws).value().orElseThrow().draws(3);
    boolean isMixed = false;
    for (double y : column(fromPrior, "y[1]")) isMixed |= Math.abs(y) > 20;
    assertTrue(isMixed);
  }

  @Test
  void theSameSeedGivesTheSameReplications() {
    BoundModel bound = bound(MIXTURE);
    Draws draws = draws(bound);
    double[] one = column(bound.predictor(draws).draws(5), "y[3]");
    double[] other = column(bound.predictor(draws).draws(5), "y[3]");
    for (int i = 0; i < one.length; i++) assertEquals(one[i], other[i]);
  }

  /** A summed latent of a replication has the probabilities that it has given each draw. */
  @Test
  void recoveredLatentsFollowTheirConditional() {
    BoundModel bound = bound(MIXTURE);
    Draws draws = draws(bound);
    double[] w = column(draws, "w");
    double[] mu = column(draws, "mu");
    Draws replicated =
        Model.compile(MIXTURE + "generate third = z[3];\n").bind(DATA).predictor(draws).draws(11);
    double[] third = column(replicated, "third");
    double expected = 0;
    double variance = 0;
    double found = 0;
    for (int d = 0; d < w.length; d++) {
      double p = probability(Y[2], w[d], mu[d]);
      expected += p;
      variance += p * (1 - p);
      found += third[d];
    }
    assertEquals(expected, found, 4.5 * Math.sqrt(variance));
  }

  @Test
  void theTermThatIsNotFiniteIsNamedByItsLatent() {
    String model =
        """
        set Obs;
        data y : real[Obs];
        s : real ~ Normal(1, 1);
        for i in Obs {
          z[i] ~ Bernoulli(0.5);
          factor z[i] ? log(s) : log(s) + 1;
        }
        """;
    BoundModel bound = Model.compile(model).bind(DATA);
    assertFalse(bound.model().plan().isExplored(symbol(bound, "z")));
    double[] position = bound.unconstrain(Map.of("s", new double[] {-1}));
    String message = bound.postmortem(position).orElseThrow().message();
    assertTrue(message.startsWith("`sum over z[1]` is "), message);
    assertTrue(message.contains("s = -1"), message);
  }

  /** What is integrated out is in the draws: observations are weighed as they are written. */
  @Test
  void observationsOfIntegratedLatentsCountEach() {
    String model =
        """
        set Obs;
        data y : real[Obs];
        @marginalize
        level ~ Normal(0, 3);
        spread ~ HalfNormal(2);
        observe y[i in Obs] ~ Normal(level, spread);
        """;
    BoundModel bound = bound(model);
    assertFalse(bound.model().plan().isExplored(symbol(bound, "level")));
    Draws draws = draws(bound);
    double[] level = column(draws, "level");
    double[] spread = column(draws, "spread");
    PointwiseLogLikelihood found = bound.logLikelihood(draws);
    assertEquals(List.of("y[1]", "y[2]", "y[3]", "y[4]", "y[5]"), found.labels());
    for (int i = 0; i < Y.length; i++) {
      for (int d = 0; d < level.length; d++) {
        double z = (Y[i] - level[d]) / spread[d];
        double expected = -0.5 * z * z - Math.log(spread[d]) - 0.5 * Math.log(2 * Math.PI);
        assertEquals(expected, found.values().get(i)[d], 1e-10);
      }
    }
  }

  private static Symbol symbol(BoundModel bound, String name) {
    return bound.model().typed().variables().stream()
        .map(v -> v.symbol())
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
