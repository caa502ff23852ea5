package bayes.compiler.discrete;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A mixture by its labels has the same parameters as the mixture that sums over them. */
class MarginalisedMixtureTest {
  /** For five means, a false alarm in tens of thousands of seeds. */
  private static final double LIMIT = 4.5;

  private static final String PARAMETERS =
      """
      set Item;
      set Group = 1..2;
      data y : real[Item];
      mu : ordered[Group] ~ Normal(0, 2);
      sigma[g in Group] ~ HalfNormal(2);
      theta ~ Dirichlet(Group, 5);
      """;

  private static final String LABELLED =
      PARAMETERS
          + """
          z[i in Item] ~ Categorical(theta);
          observe y[i in Item] ~ Normal(mu[z[i]], sigma[z[i]]);
          """;

  private static final String SUMMED =
      PARAMETERS
          + "observe y[i in Item] ~ Mixture(theta, Normal(mu[g], sigma[g]) for g in Group);\n";

  private static String data() {
    RandomGenerator random = Streams.of(8).chain(0);
    StringJoiner list = new StringJoiner(", ", "{\"y\": [", "]}");
    for (int i = 0; i < 120; i++) {
      double centre = random.nextDouble() < 0.35 ? -2.5 : 2;
      list.add(String.format(Locale.ROOT, "%.4f", centre + RandomDraws.standardNormal(random)));
    }
    return list.toString();
  }

  private static double distance(String labelled) throws Exception {
    BoundModel by = Neighbours.bound(labelled, data());
    BoundModel summed = Neighbours.bound(SUMMED, data());
    RunSettings settings = RunSettings.defaults(11).withThreads(2);
    Draws labels = by.sample(MetropolisSettings.of(settings)).draws();
    Draws exact = summed.sample(NutsSettings.of(settings)).draws();
    double worst = 0;
    for (String name : List.of("mu[1]", "mu[2]", "sigma[1]", "sigma[2]", "theta[1]")) {
      double[][] one = labels.chains(labels.layout().column(name).orElseThrow());
      double[][] other = exact.chains(exact.layout().column(name).orElseThrow());
      double error = Math.hypot(Convergence.mcseMean(one), Convergence.mcseMean(other));
      worst = Math.max(worst, Math.abs(mean(one) - mean(other)) / error);
    }
    return worst;
  }

  private static double mean(double[][] chains) {
    double sum = 0;
    for (double[] chain : chains) for (double value : chain) sum += value / chain.length;
    return sum / chains.length;
  }

  @Test
  void theParametersAgree() throws Exception {
    double worst = distance(LABELLED);
    assertTrue(worst < LIMIT, worst + " standard errors");
  }

  /** A planted fault: the labels have another prior. */
  @Test
  void anotherPriorOfTheLabelsIsSeen() throws Exception {
    assertTrue(distance(LABELLED.replace("Categorical(theta)", "Categorical([0.5, 0.5])")) > LIMIT);
  }
}
