package bayes.compiler.discrete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.plan.Method;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.DataException;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Marginals of discrete latents from chains against those of all states. */
class ExactMarginalsTest {
  private static final long SEED = 20261123;

  /** In standard errors; for the 100 or so probabilities here, at fixed seeds. */
  private static final double TOLERANCE = 4.5;

  private record Case(String name, String model, String data) {
    BoundModel bound() throws DataException {
      return Neighbours.bound(model, data);
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case(
              "mixture",
              """
              set Item;
              set Group = {"low", "middle", "high"};
              data y : real[Item];
              m ~ Normal(0, 2);
              let mu = [m - 1.5, m, m + 1.5];
              @record
              z[i in Item] ~ Categorical([0.2, 0.5, 0.3]);
              observe y[i in Item] ~ Normal(mu[z[i]], 0.8);
              """,
              "{\"y\": [-1, 0.3, 2, 1]}"),
          new Case(
              "hidden Markov model",
              """
              set State = {"dry", "wet"};
              data T : int = 6;
              set Time = 1..T;
              data y : real[Time];
              data P : simplex[State, State];
              data start : simplex[State] = [0.5, 0.5];
              data level : real[State] = [0.0, 1.5];
              @record
              z[1] ~ Categorical(start);
              for t in Time[2..] { z[t] ~ Categorical(P[z[t - 1]]); }
              observe y[t in Time] ~ Normal(level[z[t]], 1);
              """,
              "{\"y\": [0.1, 1.2, 1.4, 0.3, 0.6, 2], \"P\": [[0.75, 0.25], [0.25, 0.75]]}"),
          new Case(
              "change point",
              """
              data n : int<lower=1> = 12;
              set Year = 1..n;
              data count : int[Year];
              early ~ Gamma(2, 1);
              late ~ Gamma(2, 1);
              at ~ DiscreteUniform(1, n);
              for t in Year { observe count[t] ~ Poisson(t < at ? early : late); }
              """,
              "{\"count\": [4, 5, 3, 4, 6, 2, 1, 0, 2, 1, 1, 0]}"),
          new Case(
              "spike and slab",
              """
              set Row;
              set Column = 1..3;
              data x : real[Row, Column];
              data y : real[Row];
              @record
              used[c in Column] ~ Bernoulli(0.4);
              b ~ Normal(0, 1);
              for r in Row {
                let mean = sum((used[c] ? b * c : 0.0) * x[r, c] for c in Column);
                observe y[r] ~ Normal(mean, 0.7);
              }
              """,
              """
              {"x": [[1, 0, 0.5], [0, 1, 0.2], [1, 1, -0.3], [-1, 0.5, 0]], "y": [0.9, 1.2, 2, -0.2]}
              """),
          new Case(
              "missing integers",
              """
              set Day;
              data k : int<lower=0, upper=4>[Day]?;
              data y : real[Day];
              p ~ Beta(1, 1);
              observe k[d in Day] ~ Binomial(4, p);
              observe y[d in Day] ~ Normal(k[d], 1);
              """,
              "{\"k\": [1, null, 3, null], \"y\": [1.2, 2.4, 2.6, 0.4]}"),
          new Case(
              "nested plates and a branch",
              """
              set Class = 1..2;
              set Pupil = 1..2;
              data y : real[Class, Pupil];
              data strict : bool;
              @record
              good[c in Class] ~ Bernoulli(0.5);
              @record
              able[c in Class, p in Pupil] ~ Bernoulli(good[c] ? 0.8 : 0.3);
              for c in Class, p in Pupil {
                if strict {
                  observe y[c, p] ~ Normal(able[c, p] ? 1.0 : -1.0, 1);
                } else {
                  observe y[c, p] ~ Normal(0, able[c, p] ? 1.0 : 2.0);
                }
                if good[c] { factor 0.3 * y[c, p]; }
              }
              """,
              "{\"strict\": true, \"y\": [[0.4, -0.6], [1.3, 0.9]]}"),
          new Case(
              "an integer without an upper bound, and one that bounds another",
              """
              data seen : int;
              n ~ Poisson(6);
              k ~ Binomial(n, 0.4);
              observe seen ~ Poisson(k + 0.5);
              """,
              "{\"seen\": 5}"));

  @TestFactory
  Stream<DynamicTest> marginals() {
    return CASES.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
  }

  private static void check(Case one) throws DataException {
    BoundModel model = one.bound();
    Enumeration exact = new Enumeration(model, 7, 57);
    check(one, model, exact, MetropolisSettings.of(settings()));
    if (model.refusal(Method.NUTS).isEmpty()) {
      check(one, model, exact, NutsSettings.of(settings()));
    }
  }

  private static void check(Case one, BoundModel model, Enumeration exact, ChainSettings settings) {
    Draws draws = model.sample(settings).draws();
    List<Integer> columns = new ArrayList<>();
    for (int site = 0; site < model.discreteSites().count(); site++) {
      columns.add(column(model, draws, site));
    }
    double worst = 0;
    for (int site = 0; site < columns.size(); site++) {
      double[] probabilities = exact.probabilities(site);
      for (int k = 0; k < probabilities.length; k++) {
        double value = model.discreteSites().lower(site) + k;
        worst = Math.max(worst, distance(draws, columns.get(site), value, probabilities[k]));
      }
    }
    String name = one.name() + " by " + settings.method();
    assertTrue(worst < TOLERANCE, name + ": " + worst + " standard errors");
  }

  private static RunSettings settings() {
    return RunSettings.defaults(SEED).withChains(2).withWarmup(200).withDraws(2500).withThreads(2);
  }

  /** The columns of discrete latents are in the order of the sites. */
  private static int column(BoundModel model, Draws draws, int site) {
    List<String> names =
        model.model().plan().blocks().get(1).latents().stream()
            .map(latent -> latent.variable().column())
            .toList();
    List<String> labels = draws.layout().labels();
    List<String> found =
        labels.stream().filter(label -> names.contains(label.replaceAll("\\[.*", ""))).toList();
    assertEquals(model.discreteSites().count(), found.size());
    return labels.indexOf(found.get(site));
  }

  /** How far a share of draws is from a probability. */
  private static double distance(Draws draws, int column, double value, double probability) {
    double[][] isThere = new double[draws.chains()][draws.draws()];
    double share = 0;
    for (int chain = 0; chain < draws.chains(); chain++) {
      for (int draw = 0; draw < draws.draws(); draw++) {
        isThere[chain][draw] = draws.value(chain, draw, column) == value ? 1 : 0;
        share += isThere[chain][draw] / (draws.chains() * (double) draws.draws());
      }
    }
    double ess = Convergence.essMean(isThere);
    double effective = Double.isNaN(ess) ? draws.draws() : Math.max(100, ess);
    double error = Math.sqrt(Math.max(1e-4, probability * (1 - probability)) / effective);
    return Math.abs(share - probability) / error;
  }
}
