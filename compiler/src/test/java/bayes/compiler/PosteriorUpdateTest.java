package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataValue;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.Progress;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.SmcSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Updated draws against those of a fit of all data, by z-tests of means and second moments with the
 * errors of both. An error of 4.5 standard errors has probability below 1e-5; seeds are fixed.
 */
class PosteriorUpdateTest {
  private static final double STANDARD_ERRORS = 4.5;
  private static final RunSettings RUN = RunSettings.defaults(3).withWarmup(500).withDraws(1000);

  private static final Model NORMAL =
      Model.compile(
          """
          set Day;
          data y : real[Day];
          mu ~ Normal(0, 10);
          sigma ~ HalfNormal(5);
          observe y[d in Day] ~ Normal(mu, sigma);
          """);

  private static final Model LOGISTIC =
      Model.compile(
          """
          data N : int<lower=0>;
          data x : real[N, 2];
          data y : int<lower=0, upper=1>[N];
          a ~ Normal(0, 3);
          b : real[2] ~ Normal(0, 3);
          observe y[i in 1..N] ~ Bernoulli(logit: a + b[1] * x[i, 1] + b[2] * x[i, 2]);
          """);

  private static final Model SCHOOLS =
      Model.compile(
          """
          set School;
          set Pupil;
          data school : School[Pupil];
          data y : real[Pupil];
          mu ~ Normal(0, 5);
          tau ~ HalfNormal(2);
          theta[s in School] ~ Normal(mu, tau);
          observe y[p in Pupil] ~ Normal(theta[school[p]], 1);
          """);

  private static Draws fit(Model model, Data data) {
    return model.bind(data).sample(NutsSettings.of(RUN)).draws();
  }

  private static UpdateOutcome update(Model model, Data old, Data added, Draws run, long seed) {
    return model
        .bind(old)
        .update(added, run)
        .value()
        .orElseThrow()
        .run(SmcSettings.of(seed), Progress.Listener.none(), new Cancellation());
  }

  private static Draws rejuvenated(UpdateOutcome outcome) {
    return assertInstanceOf(UpdateOutcome.Rejuvenated.class, outcome).fit().draws();
  }

  private static Data days(double... y) {
    return Data.builder().put("y", y).build();
  }

  private static Data logistic(int from, int to) {
    Random random = new Random(5);
    List<List<Double>> x = new ArrayList<>();
    List<Integer> y = new ArrayList<>();
    for (int i = 0; i < to; i++) {
      List<Double> row = List.of(random.nextGaussian(), random.nextGaussian());
      double logit = 0.5 + row.get(0) - 0.7 * row.get(1);
      int outcome = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
      if (i < from) continue;
      x.add(row);
      y.add(outcome);
    }
    return Data.builder().put("N", to - from).put("x", x).put("y", y).build();
  }

  private static Data pupils(String... schools) {
    Map<String, Double> effects = Map.of("a", 1.5, "b", 2.5, "c", 0.5, "d", 3.0, "e", 1.0);
    Random random = new Random(Arrays.hashCode(schools));
    double[] y =
        Arrays.stream(schools)
            .mapToDouble(s -> effects.getOrDefault(s, 0.0) + random.nextGaussian())
            .toArray();
    return Data.builder().put("school", List.of(schools)).put("y", y).build();
  }

  private static Data join(Data first, Data second) {
    Map<String, Object> all = new LinkedHashMap<>();
    first.entries().forEach(e -> all.put(e.name(), e.value()));
    var builder = Data.builder();
    for (String name : all.keySet()) {
      var a = (DataValue.Sequence) first.find(name).orElseThrow().value();
      var b = (DataValue.Sequence) second.find(name).orElseThrow().value();
      List<DataValue> items = new ArrayList<>();
      for (int i = 0; i < a.size(); i++) items.add(a.get(i));
      for (int i = 0; i < b.size(); i++) items.add(b.get(i));
      builder.put(name, DataValue.sequence(items));
    }
    return builder.build();
  }

  /** The largest difference of means and second moments, in units of its error. */
  private static double difference(Draws first, Draws second) {
    double worst = 0;
    for (String label : first.layout().labels()) {
      double[][] a = first.chains(first.layout().column(label).orElseThrow());
      double[][] b = second.chains(second.layout().column(label).orElseThrow());
      worst = Math.max(worst, z(a, b));
      worst = Math.max(worst, z(squares(a, mean(a)), squares(b, mean(a))));
    }
    return worst;
  }

  private static double z(double[][] a, double[][] b) {
    double error = Math.hypot(Convergence.mcseMean(a), Convergence.mcseMean(b));
    return Math.abs(mean(a) - mean(b)) / error;
  }

  private static double mean(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).average().orElseThrow();
  }

  private static double[][] squares(double[][] values, double centre) {
    return Arrays.stream(values)
        .map(c -> Arrays.stream(c).map(x -> (x - centre) * (x - centre)).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void ofANormalSample() {
    Data old = days(1.2, 3.4, 2.2, 0.7, 2.9);
    Draws run = fit(NORMAL, old);
    Draws once = rejuvenated(update(NORMAL, old, days(4.1, 5.2, 3.8, 2.5), run, 1));
    Draws all = fit(NORMAL, days(1.2, 3.4, 2.2, 0.7, 2.9, 4.1, 5.2, 3.8, 2.5));
    double z = difference(once, all);
    assertTrue(z < STANDARD_ERRORS, "z " + z);
    assertTrue(difference(run, all) > STANDARD_ERRORS, "the new data matter");
    // The same in three batches, in another order.
    Draws step = rejuvenated(update(NORMAL, old, days(2.5), run, 2));
    Data two = days(1.2, 3.4, 2.2, 0.7, 2.9, 2.5);
    step = rejuvenated(update(NORMAL, two, days(5.2, 3.8), step, 3));
    Data three = days(1.2, 3.4, 2.2, 0.7, 2.9, 2.5, 5.2, 3.8);
    step = rejuvenated(update(NORMAL, three, days(4.1), step, 4));
    z = difference(step, all);
    assertTrue(z < STANDARD_ERRORS, "in batches: z " + z);
  }

  @Test
  void ofALogisticRegression() {
    Draws run = fit(LOGISTIC, logistic(0, 60));
    Draws once = rejuvenated(update(LOGISTIC, logistic(0, 60), logistic(60, 100), run, 1));
    Draws all = fit(LOGISTIC, logistic(0, 100));
    double z = difference(once, all);
    assertTrue(z < STANDARD_ERRORS, "z " + z);
    Draws step = rejuvenated(update(LOGISTIC, logistic(0, 60), logistic(60, 75), run, 2));
    step = rejuvenated(update(LOGISTIC, logistic(0, 75), logistic(75, 90), step, 3));
    step = rejuvenated(update(LOGISTIC, logistic(0, 90), logistic(90, 100), step, 4));
    z = difference(step, all);
    assertTrue(z < STANDARD_ERRORS, "in batches: z " + z);
  }

  @Test
  void ofSchoolsOfWhichTwoAreNew() {
    Data old = pupils("a", "b", "a", "c", "b", "c");
    Data added = pupils("d", "a", "e", "d", "c");
    Draws run = fit(SCHOOLS, old);
    Data both = join(old, added);
    Draws all = fit(SCHOOLS, both);
    PosteriorUpdate update = SCHOOLS.bind(old).update(added, run).value().orElseThrow();
    assertEquals(List.of("theta[\"d\"]", "theta[\"e\"]"), update.newLatents());
    assertEquals(both, update.posterior().entries());
    Draws once = rejuvenated(update(SCHOOLS, old, added, run, 1));
    double z = difference(once, all);
    assertTrue(z < STANDARD_ERRORS, "z " + z);
  }

  @Test
  void plantedFaultsAreSeen() {
    Data old = days(1.2, 3.4, 2.2, 0.7, 2.9);
    Draws run = fit(NORMAL, old);
    Draws all = fit(NORMAL, days(1.2, 3.4, 2.2, 0.7, 2.9, 4.1, 5.2, 3.8, 2.5));
    // One of the new values counts twice.
    Draws twice = rejuvenated(update(NORMAL, old, days(4.1, 5.2, 3.8, 2.5, 5.2), run, 1));
    assertTrue(difference(twice, all) > STANDARD_ERRORS, "an observation counts twice");
    // The run is that of other data than it says.
    Draws other = rejuvenated(update(NORMAL, days(1.2, 3.4), days(4.1, 5.2, 3.8, 2.5), run, 1));
    assertTrue(difference(other, all) > STANDARD_ERRORS, "the old data are forgotten");
  }

  @Test
  void aPosteriorThatIsElsewhereNeedsARefit() {
    Data old = days(1.2, 3.4, 2.2, 0.7, 2.9);
    Draws run = fit(NORMAL, old);
    double[] far = new double[400];
    Arrays.fill(far, 60);
    for (int i = 0; i < far.length; i++) far[i] += i % 2 == 0 ? 0.01 : -0.01;
    assertInstanceOf(UpdateOutcome.RefitNeeded.class, update(NORMAL, old, days(far), run, 1));
  }

  @Test
  void discreteLatentsNeedARefit() {
    Model mixture =
        Model.compile(
            """
            set Day;
            data y : real[Day];
            mu ~ Normal(0, 5);
            z[d in Day] ~ Poisson(1);
            observe y[d in Day] ~ Normal(z[d] * mu, 1);
            """);
    Data old = days(1.2, 3.4);
    Data added = days(2.1);
    Draws run = mixture.bind(old).sample(MetropolisSettings.of(RUN.withDraws(100))).draws();
    mixture
        .bind(old)
        .update(added, run)
        .value()
        .ifPresent(
            update ->
                assertInstanceOf(
                    UpdateOutcome.RefitNeeded.class,
                    update.run(SmcSettings.of(1), Progress.Listener.none(), new Cancellation())));
  }

  @Test
  void nothingNewChangesNothing() {
    Data old = days(1.2, 3.4);
    Draws run = fit(NORMAL, old);
    UpdateOutcome outcome = update(NORMAL, old, Data.empty(), run, 1);
    assertInstanceOf(UpdateOutcome.Exact.class, outcome);
  }
}
