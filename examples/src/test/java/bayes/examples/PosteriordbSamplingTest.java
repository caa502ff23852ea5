package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.inference.CountingTarget;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.Target;
import bayes.runtime.report.Summary;
import bayes.runtime.report.Verdict;
import bayes.runtime.report.Verdict.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Default settings on every posterior of posteriordb that has reference statistics: the chains
 * converge, and means, standard deviations and quantiles are those of the reference.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PosteriordbSamplingTest {
  /** Some 1300 statistics in all: a false alarm in a hundred seeds. */
  private static final double LIMIT = 4.5;

  private static final double R_HAT = 1.01;
  private static final double ESS = 400;
  private static final long SEED = 45;

  /**
   * In every run of the tests: a regression whose coefficients are strongly correlated, one of
   * large scales, binary and binomial outcomes, lags, a recurrence with a bound that depends on a
   * parameter, a hidden chain, a mixture, a Gaussian process, hierarchies, discrete latents and
   * what is generated of them, a differential equation.
   */
  private static final Set<String> QUICK =
      Set.of(
          "GLM_Binomial_data-GLM_Binomial_model",
          "M0_data-M0_model",
          "arK-arK",
          "dugongs_data-dugongs_model",
          "eight_schools-eight_schools_noncentered",
          "garch-garch11",
          "gp_pois_regr-gp_regr",
          "hmm_example-hmm_example",
          "hudson_lynx_hare-lotka_volterra",
          "kidiq-kidscore_interaction",
          "low_dim_gauss_mix-low_dim_gauss_mix",
          "wells_data-wells_dist");

  /** The funnel, which no step size fits: see {@link #theFunnelIsNotTrusted}. */
  private static final String FUNNEL = "eight_schools-eight_schools_centered";

  private final Map<String, Sampled> sampled = new HashMap<>();

  /**
   * What came of a posterior.
   *
   * @param problems what speaks against the draws
   * @param efficiency the smallest bulk ESS per thousand evaluations of the log density
   */
  private record Sampled(List<String> problems, double efficiency) {}

  @TestFactory
  Stream<DynamicTest> someAgree() {
    return Posterior.all().stream().filter(p -> QUICK.contains(p.name())).map(this::agreement);
  }

  @Tag("thorough")
  @TestFactory
  Stream<DynamicTest> theOthersAgree() {
    return Posterior.all().stream()
        .filter(p -> !QUICK.contains(p.name()) && !p.name().equals(FUNNEL))
        .map(this::agreement);
  }

  private DynamicTest agreement(Posterior posterior) {
    return DynamicTest.dynamicTest(
        posterior.name(), () -> assertEquals("", String.join("\n", sampled(posterior).problems())));
  }

  /** Samples a posterior once for all tests. */
  private Sampled sampled(Posterior posterior) {
    return sampled.computeIfAbsent(posterior.name(), name -> sample(posterior));
  }

  private static Sampled sample(Posterior posterior) {
    ReferenceStatistics reference = posterior.reference();
    CountingTarget target = new CountingTarget(posterior.bind());
    Draws draws = sample(target).draws();
    double efficiency = 1000 * reference.minEss(draws) / target.evaluations();
    return new Sampled(problems(reference, draws), efficiency);
  }

  private static Fit sample(Target target) {
    return Inference.sample(target, NutsSettings.of(RunSettings.defaults(SEED)));
  }

  /** What speaks against these draws. */
  private static List<String> problems(ReferenceStatistics reference, Draws draws) {
    List<String> problems = new ArrayList<>(reference.unconverged(draws, R_HAT, ESS));
    reference.agreement(draws).beyond(LIMIT).forEach(c -> problems.add(c.toString()));
    return problems;
  }

  /** Forty-five posteriors: all but one are to agree, twelve in every run. */
  @Test
  void allAreThere() {
    List<String> names = Posterior.all().stream().map(Posterior::name).toList();
    assertEquals(45, names.size());
    assertEquals(12, QUICK.size());
    assertTrue(names.containsAll(QUICK) && names.contains(FUNNEL));
  }

  /** Either the draws of the centred form are right, or the verdict says that they may not be. */
  @Test
  void theFunnelIsNotTrusted() {
    Posterior funnel = Posterior.of(FUNNEL);
    Fit fit = sample(funnel.bind());
    Provenance provenance =
        new Provenance("0", "model.bayes", Map.of("model.bayes", funnel.text()), List.of());
    Run run = FinishedRun.of(fit, provenance);
    Verdict verdict = Verdict.of(run, Summary.of(run));
    assertTrue(
        problems(funnel.reference(), fit.draws()).isEmpty() || verdict.outcome() != Outcome.GOOD,
        verdict.headline());
  }

  /** Stan's figures are from {@code benchmarks/peers/stan}: see the README there. */
  @Tag("thorough")
  @Test
  void theMedianEfficiencyIsThriceStans() {
    Map<String, Double> stan =
        StanEfficiency.read(Reference.EXAMPLES.resolve("../benchmarks/peers/stan"));
    double[] ratios =
        Posterior.all().stream()
            .mapToDouble(p -> sampled(p).efficiency() / Objects.requireNonNull(stan.get(p.name())))
            .sorted()
            .toArray();
    double median = ratios[ratios.length / 2];
    assertTrue(median >= 3, "the median ratio is " + median);
  }

  @ParameterizedTest
  @CsvSource({
    "gp_pois_regr-gp_regr, HalfNormal(2), HalfNormal(1)",
    "gp_pois_regr-gp_regr, sqrt(sigma), sigma",
    "arK-arK, 'y[t] ~ Normal(', 'y[t] ~ StudentT(4, '",
  })
  void aWrongModelIsSeen(String name, String right, String wrong) {
    Posterior posterior = Posterior.of(name);
    assertTrue(posterior.text().contains(right));
    Draws draws = sample(posterior.bind(posterior.text().replace(right, wrong))).draws();
    assertEquals(List.of(), posterior.reference().unconverged(draws, R_HAT, ESS));
    assertFalse(posterior.reference().agreement(draws).beyond(LIMIT).isEmpty());
  }

  @Test
  void tooFewDrawsAreSeen() {
    Posterior posterior = Posterior.of("eight_schools-eight_schools_noncentered");
    RunSettings few = RunSettings.defaults(SEED).withDraws(50);
    Draws draws = Inference.sample(posterior.bind(), NutsSettings.of(few)).draws();
    assertEquals(10, posterior.reference().unconverged(draws, R_HAT, ESS).size());
  }
}
