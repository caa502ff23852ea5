package bayes.compiler.plan.sum;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Structures of discrete latents that are summed out, each against all of its states. */
class SumPassTest {
  /** In standard deviations, at fixed seeds. */
  private static final double LIMIT = 4.5;

  private record Case(SummedModel model, List<String> latents) {}

  private static Case of(String name, String text, String json, String... latents) {
    return new Case(new SummedModel(name, text, json), List.of(latents));
  }

  @TestFactory
  Stream<DynamicTest> densities() {
    return CASES.stream()
        .map(c -> DynamicTest.dynamicTest(c.model().name(), c.model()::checkDensity));
  }

  @TestFactory
  Stream<DynamicTest> gradients() {
    return CASES.stream()
        .map(c -> DynamicTest.dynamicTest(c.model().name(), c.model()::checkGradient));
  }

  @TestFactory
  Stream<DynamicTest> recovered() {
    return CASES.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.model().name(),
                    () -> {
                      SummedModel model = c.model();
                      double score =
                          model.recoveredScore(c.latents(), model.enumerated(model.text()));
                      assertTrue(score < LIMIT, score + " standard deviations");
                    }));
  }

  /** A planted fault: the recovered latents are compared with those of another model. */
  @Test
  void aWrongConditionalIsSeen() {
    SummedModel mixture = CASES.get(0).model();
    Enumerated other = mixture.enumerated(mixture.text().replace("sigma[z[i]])", "2)"));
    assertTrue(mixture.recoveredScore(CASES.get(0).latents(), other) > LIMIT);
  }

  /** A planted fault: one term of the sum is another. */
  @Test
  void aWrongTermIsSeen() {
    SummedModel mixture = CASES.get(0).model();
    Enumerated other = mixture.enumerated(mixture.text().replace("sigma[z[i]])", "2)"));
    assertTrue(SummedModel.worst(mixture.bind(), other, 2) > 1e-3);
  }

  private static final List<Case> CASES =
      List.of(
          of(
              "mixture",
              """
              set Item;
              set Group = {"low", "middle", "high"};
              data y : real[Item];
              theta ~ Dirichlet(Group, 2);
              mu[g in Group] ~ Normal(0, 2);
              sigma[g in Group] ~ HalfNormal(1);
              @record
              z[i in Item] ~ Categorical(theta);
              observe y[i in Item] ~ Normal(mu[z[i]], sigma[z[i]]);
              """,
              "{\"y\": [0.3, -1.2, 0.7, 2.0]}",
              "z"),
          of(
              "in one loop, with locals and a branch on the latent",
              """
              set Item;
              data y : real[Item];
              data w : real[Item];
              p ~ Beta(2, 2);
              a ~ Normal(0, 1);
              for i in Item {
                let shift = a * w[i];
                @record
                z[i] ~ Bernoulli(p);
                let m = z[i] ? shift : -shift;
                if z[i] {
                  let half = m / 2;
                  factor -0.1 * half * m;
                  for t in 1..2 { factor t * half; }
                } else {
                  factor -0.2 * m * m;
                }
                observe y[i] ~ Normal(m, 1);
              }
              """,
              "{\"y\": [0.3, -1.2, 0.7], \"w\": [1.0, 0.4, -0.6]}",
              "z"),
          of(
              "occupancy: several visits, some rows impossible",
              """
              set Site;
              data T : int = 3;
              data y : bool[Site, T];
              psi ~ Beta(2, 1);
              p[t in 1..T] ~ Beta(1, 2);
              @record
              z[i in Site] ~ Bernoulli(psi);
              observe y[i in Site, t in 1..T] ~ Bernoulli(z[i] * p[t]);
              """,
              "{\"y\": [[0, 0, 0], [1, 0, 1], [0, 0, 1], [0, 0, 0]]}",
              "z"),
          of(
              "observations find their element by the data: several annotators",
              """
              set Item = 1..3;
              set Label = {"no", "yes", "maybe"};
              set Annotator = 1..2;
              set Vote;
              data item : Item[Vote];
              data by : Annotator[Vote];
              data said : Label[Vote];
              prevalence ~ Dirichlet(Label, 2);
              confusion[a in Annotator, k in Label] ~ Dirichlet(Label, 1);
              @record
              truth[i in Item] ~ Categorical(prevalence);
              observe said[v in Vote] ~ Categorical(confusion[by[v], truth[item[v]]]);
              """,
              """
              {"item": [1, 2, 3, 1, 2, 1], "by": [1, 1, 1, 2, 2, 1],
               "said": ["yes", "no", "maybe", "yes", "yes", "no"]}
              """,
              "truth"),
          of(
              "change point",
              """
              set Year = 1..6;
              data k : int<lower=0>[Year];
              early ~ Gamma(2, 1);
              late ~ Gamma(2, 1);
              changed ~ DiscreteUniform(2, 6);
              observe k[y in Year] ~ Poisson(y < changed ? early : late);
              """,
              "{\"k\": [3, 4, 2, 0, 1, 0]}",
              "changed"),
          of(
              "nested plates: availability per species",
              """
              set Species = 1..2;
              set Site = 1..2;
              data T : int<lower=0> = 2;
              data y : int<lower=0, upper=T>[Species, Site];
              omega ~ Beta(1, 1);
              psi ~ Beta(1, 1);
              p ~ Beta(1, 1);
              @record
              w[s in Species] ~ Bernoulli(omega);
              @record
              z[s in Species, i in Site] ~ Bernoulli(w[s] * psi);
              observe y[s in Species, i in Site] ~ Binomial(T, z[s, i] * p);
              """,
              "{\"y\": [[0, 0], [1, 0]]}",
              "w",
              "z"),
          of(
              "a scalar above a plate",
              """
              set Season = {"dry", "wet"};
              set Day;
              data rain : real[Day];
              q ~ Beta(1, 1);
              level[s in Season] ~ Normal(0, 1);
              share ~ Dirichlet(Season, 2);
              season ~ Categorical(share);
              @record
              storm[d in Day] ~ Bernoulli(index(season) == 2 ? 0.7 : q);
              observe rain[d in Day] ~ Normal(level[season] + (storm[d] ? 1.5 : 0.0), 1);
              """,
              "{\"rain\": [0.3, 2.2, 1.0]}",
              "season",
              "storm"),
          of(
              "two latents in a plate that meet in one observation",
              """
              set Row;
              data y : real[Row];
              a ~ Normal(0, 1);
              b ~ Normal(0, 1);
              @record
              u[r in Row] ~ Bernoulli(0.3);
              @record
              v[r in Row] ~ Categorical([0.2, 0.3, 0.5]);
              observe y[r in Row] ~ Normal(a * u[r] + b * v[r], 1);
              """,
              "{\"y\": [0.3, -1.2]}",
              "u",
              "v"),
          of(
              "a loop of scalars",
              """
              data y : real;
              p ~ Beta(1, 1);
              a ~ Bernoulli(p);
              b ~ Bernoulli(a ? 0.8 : p);
              c ~ Categorical(a ? [0.1, 0.2, 0.7] : [0.5, 0.3, 0.2]);
              d ~ Bernoulli(b ? 0.9 : 0.1 * c);
              observe y ~ Normal(d ? 1.0 : -1.0, 0.5 + p);
              """,
              "{\"y\": 0.4}",
              "a",
              "b",
              "c",
              "d"),
          of(
              "counts with a support of their own for each element",
              """
              set Row;
              data N : int<lower=0>[Row];
              data y : int<lower=0>[Row];
              p ~ Beta(1, 1);
              r ~ Gamma(2, 1);
              @record
              n[i in Row] ~ Binomial(N[i], p);
              observe y[i in Row] ~ Poisson(0.5 + r * n[i]);
              """,
              "{\"N\": [2, 0, 4], \"y\": [1, 0, 3]}",
              "n"),
          of(
              "truncated counts",
              """
              set Row;
              data y : int<lower=0>[Row];
              lambda ~ Gamma(2, 1);
              p ~ Beta(1, 1);
              @record
              n[i in Row] : int<lower=0, upper=12> ~ Poisson(lambda);
              observe y[i in Row] ~ Binomial(n[i], p);
              """,
              "{\"y\": [1, 3]}",
              "n"),
          of(
              "partly observed labels",
              """
              set Row;
              set Group = 1..2;
              data label : Group[Row]?;
              data y : real[Row];
              theta ~ Dirichlet(Group, 1);
              mu[g in Group] ~ Normal(0, 1);
              observe label[r in Row] ~ Categorical(theta);
              observe y[r in Row] ~ Normal(mu[label[r]], 1);
              """,
              "{\"label\": [1, null, 2, null], \"y\": [0.3, -0.5, 1.2, 0.8]}",
              "label"),
          of(
              "rows of different lengths",
              """
              set Word = 1..3;
              set Topic = {"a", "b"};
              set Doc;
              data text : Word[Doc][];
              phi[k in Topic] ~ Dirichlet(Word, 1);
              for d in Doc {
                theta[d] ~ Dirichlet(Topic, 1);
                for n in 1..len(text[d]) {
                  @record
                  z[d, n] ~ Categorical(theta[d]);
                  observe text[d, n] ~ Categorical(phi[z[d, n]]);
                }
              }
              """,
              "{\"text\": [[1, 2], [3], [1, 1, 2]]}",
              "z"),
          of(
              "one family drawn by several statements",
              """
              set Row = 1..3;
              data y : real[Row];
              p ~ Beta(1, 1);
              @record
              z[1] ~ Bernoulli(0.5);
              for r in Row[2..] { z[r] ~ Bernoulli(p); }
              observe y[r in Row] ~ Normal(z[r] ? p : -p, 1);
              """,
              "{\"y\": [0.3, 1.1, -0.4]}",
              "z"),
          of(
              "a count of a count",
              """
              data y : int;
              p ~ Beta(1, 1);
              n ~ Binomial(4, 0.4);
              k ~ Binomial(n, p);
              observe y ~ Poisson(0.3 + k);
              """,
              "{\"y\": 1}",
              "n",
              "k"),
          of(
              "read through what is derived, and never observed",
              """
              set Row;
              data y : real[Row];
              m ~ Normal(0, 1);
              @record
              z[r in Row] ~ Bernoulli(0.3);
              let effect[r in Row] = z[r] ? m : 0.0;
              let total = sum(effect);
              observe y[r in Row] ~ Normal(effect[r] + m, 1);
              future ~ Categorical([0.1, 0.9]);
              generate far = total + future;
              """,
              "{\"y\": [0.3, 1.1]}",
              "z",
              "future"));
}
