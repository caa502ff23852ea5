package bayes.compiler.discrete;

import java.util.List;

/** Models whose latents are moved one at a time. */
public final class LocalModels {
  private LocalModels() {}

  /** A model with data. */
  public record Case(String name, String model, String data) {}

  static final String HIDDEN_MARKOV =
      """
      set State = {"dry", "wet"};
      data T : int = 6;
      set Time = 1..T;
      data y : real[Time];
      P[s in State] ~ Dirichlet(State, 2);
      level : ordered[State] ~ Normal(0, 2);
      start ~ Dirichlet(State, 1);
      z[1] ~ Categorical(start);
      for t in Time[2..] { z[t] ~ Categorical(P[z[t - 1]]); }
      observe y[t in Time] ~ Normal(level[z[t]], 1);
      """;

  static final String SERIES = "{\"y\": [0.1, 1.2, 1.4, 0.3, 0.6, 2]}";

  /** Models of many kinds. */
  public static final List<Case> ALL =
      List.of(
          new Case(
              "a mixture with scales that are bounded",
              """
              set Item;
              set Group = {"a", "b", "c"};
              data y : real[Item];
              w ~ Dirichlet(Group, 2);
              mu[g in Group] ~ Normal(0, 3);
              s[g in Group] ~ HalfNormal(1);
              z[i in Item] ~ Categorical(w);
              observe y[i in Item] ~ Normal(mu[z[i]], s[z[i]]);
              """,
              "{\"y\": [-1, 0.3, 2, 1]}"),
          new Case("a hidden Markov model", HIDDEN_MARKOV, SERIES),
          new Case(
              "derived values of both kinds",
              """
              set Item;
              data x : real[Item];
              data y : real[Item];
              a ~ Normal(0, 1);
              b ~ Normal(0, 1);
              on[i in Item] ~ Bernoulli(0.3);
              let share = softmax([a, b, 0.0]);
              let number = sum((on[i] ? 1.0 : 0.0) for i in Item);
              let line[i in Item] = a + b * x[i];
              for i in Item {
                let shift = on[i] ? 2.0 : share[2];
                let mean[i] = line[i] + shift;
              }
              for i in Item { observe y[i] ~ Normal(mean[i] + (index(i) == 1 ? 0.0 : 0.5) * share[1], 1); }
              factor -0.1 * number * share[1];
              """,
              "{\"Item\": 4, \"x\": [0.1, 1, -1, 2], \"y\": [-1, 0.3, 2, 1]}"),
          new Case(
              "tables of indices",
              """
              set Node = 1..6;
              data parent : int[Node];
              data leaf : int[3];
              data y : real[3];
              kind[n in Node] ~ Bernoulli(0.5);
              drift[n in Node] ~ Normal(0, 1);
              for n in Node[2..] { factor kind[n] == kind[parent[n]] ? 0.7 : -0.2; }
              observe y[k in 1..3] ~ Normal(kind[leaf[k]] ? drift[leaf[k]] : 0.0, 1);
              """,
              "{\"parent\": [1, 1, 1, 2, 2, 3], \"leaf\": [4, 6, 5], \"y\": [0.2, 0.5, 1]}"),
          new Case(
              "a recurrence and a table that a condition guards",
              """
              data T : int = 5;
              set Time = 1..T;
              data before : int[Time];
              data y : real[Time];
              jump[t in Time] ~ Bernoulli(0.2);
              size ~ Normal(0, 1);
              let x[1] = jump[1] ? size : 0.0;
              for t in Time[2..] { let x[t] = 0.9 * x[t - 1] + (jump[t] ? size : 0.0); }
              observe y[t in Time] ~ Normal(x[t] + (before[t] > 0 && jump[before[t]] ? 1.0 : 0.0), 1);
              """,
              "{\"before\": [0, 1, 0, 2, 3], \"y\": [0.1, 1.2, 1.4, 0.3, 0.6]}"),
          new Case(
              "missing numbers, two kinds",
              """
              set Day;
              data k : int<lower=0, upper=4>[Day]?;
              data y : real[Day]?;
              p ~ Beta(1, 1);
              s ~ HalfNormal(1);
              observe k[d in Day] ~ Binomial(4, p);
              observe y[d in Day] ~ Normal(k[d], s);
              """,
              "{\"k\": [1, null, 3, null], \"y\": [1.2, 2.4, null, null]}"),
          new Case(
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
                  z[d, n] ~ Categorical(theta[d]);
                  observe text[d, n] ~ Categorical(phi[z[d, n]]);
                }
              }
              """,
              "{\"text\": [[1, 2], [3], [1, 1, 2]]}"),
          new Case(
              "bounds and scales by latents, vectors drawn at once",
              """
              set S = 1..3;
              data y : real[S];
              low ~ Normal(0, 1);
              high : real<lower=low> ~ Normal(0, 2);
              tau ~ HalfNormal(1);
              @noncentered
              theta[s in S] ~ Normal(low, tau);
              both ~ MvNormal([0.0, 0.0], [[1.0, 0.5], [0.5, 2.0]]);
              n ~ Binomial(6, 0.4);
              k ~ Binomial(n, 0.5);
              observe y[s in S] ~ Normal(theta[s] + both[1] + high + 0.1 * k, 1);
              """,
              "{\"y\": [0.1, 0.5, 1]}"),
          new Case(
              "branches on latents, and conditions of data",
              """
              set Class = 1..2;
              set Pupil = 1..3;
              data strict : bool[Class];
              data y : real[Class, Pupil];
              good[c in Class] ~ Bernoulli(0.5);
              able[c in Class, p in Pupil] ~ Bernoulli(good[c] ? 0.8 : 0.3);
              m ~ Normal(0, 1);
              for c in Class, p in Pupil {
                if strict[c] {
                  observe y[c, p] ~ Normal(able[c, p] ? m : -m, 1);
                } else {
                  observe y[c, p] ~ Normal(0, able[c, 1] ? 1.0 : 2.0);
                }
                if good[c] { factor 0.3 * y[c, p] * m; }
              }
              """,
              "{\"strict\": [true, false], \"y\": [[0.4, -0.6, 1], [1.3, 0.9, 0]]}"));
}
