package bayes.compiler.plan.chain;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Models whose chains are summed out have the density that enumeration gives. */
class ChainPassTest {
  private record Example(String name, String text, String data) {}

  private static final String HMM =
      """
      data K : int;
      set State = 1..K;
      data N : int;
      data y : real[N];
      alpha ~ Dirichlet(State, 1);
      theta[k in State] ~ Dirichlet(State, 1);
      mu : ordered[State] ~ Normal(0, 3);
      """;

  private static final String SERIES = "{\"K\": 3, \"N\": 5, \"y\": [0.3, -1.2, 2.4, 1.1, -0.4]}";

  private static final List<Example> EXAMPLES =
      List.of(
          new Example(
              "two statements",
              HMM
                  + """
                  z[1] ~ Categorical(alpha);
                  for t in 2..N { z[t] ~ Categorical(theta[z[t - 1]]); }
                  for t in 1..N { let m = mu[z[t]]; observe y[t] ~ Normal(m, 1); }
                  """,
              SERIES),
          new Example(
              "one statement",
              HMM
                  + """
                  for t in 1..N {
                    z[t] : State ~ Categorical(t == 1 ? alpha : theta[z[t - 1]]);
                    observe y[t] ~ Normal(mu[z[t]], 1);
                  }
                  """,
              SERIES),
          new Example(
              "the other way round",
              HMM
                  + """
                  for t in 1..N { z[t] : State ~ Categorical(t > 1 ? theta[z[t - 1]] : alpha); }
                  let m[t in 1..N] = mu[z[t]];
                  for t in 1..N { observe y[t] ~ Normal(m[t], 1); }
                  """,
              SERIES),
          new Example(
              "a branch",
              HMM
                  + """
                  for t in 1..N {
                    if t == 1 { z[t] : State ~ Categorical(alpha); }
                    else { z[t] : State ~ Categorical(theta[z[t - 1]]); }
                  }
                  for t in 1..N { observe y[t] ~ Normal(mu[z[t]], 1); }
                  """,
              SERIES),
          new Example(
              "emissions by both states",
              HMM
                  + """
                  z[1] ~ Categorical(alpha);
                  for t in 2..N { z[t] ~ Categorical(theta[z[t - 1]]); }
                  observe y[1] ~ Normal(mu[z[1]], 1);
                  for t in 2..N { observe y[t] ~ Normal(mu[z[t]] + 0.3 * mu[z[t - 1]], 1); }
                  factor z[2] == z[3] ? 0.7 : 0.0;
                  """,
              SERIES),
          new Example(
              "transitions that change",
              HMM
                  + """
                  slope ~ Normal(0, 1);
                  for t in 1..N {
                    z[t] : State ~ Categorical(
                        logits: [t == 1 ? 0.0 : (z[t - 1] == k ? slope * y[t] : mu[k]) for k in State]);
                    observe y[t] ~ Normal(mu[z[t]], 1);
                  }
                  """,
              SERIES),
          new Example(
              "a latent between",
              HMM
                  + """
                  z[1] ~ Categorical(alpha);
                  for t in 2..N { z[t] ~ Categorical(theta[z[t - 1]]); }
                  for t in 1..N { x[t] ~ Normal(mu[z[t]], 0.5); }
                  observe y[t in 1..N] ~ Normal(x[t], 1);
                  """,
              SERIES),
          new Example(
              "without observations",
              HMM
                  + """
                  z[1] ~ Categorical(alpha);
                  for t in 2..N { z[t] ~ Categorical(theta[z[t - 1]]); }
                  observe y[t in 1..N] ~ Normal(mu[1], 1);
                  """,
              SERIES),
          new Example(
              "observations in long form",
              """
              set Time = 1..4;
              set Reading;
              data time : Time[Reading];
              data y : real[Reading];
              stay ~ Beta(2, 1);
              up ~ Normal(0, 2);
              on[1] ~ Bernoulli(0.3);
              for t in Time[2..] { on[t] ~ Bernoulli(on[t - 1] ? stay : 0.2); }
              for r in Reading { observe y[r] ~ Normal(up * on[time[r]], 1); }
              """,
              "{\"time\": [1, 1, 2, 4, 4, 4], \"y\": [0.1, 0.4, -1.2, 2.0, 1.1, 0.5]}"),
          new Example(
              "plates of chains, steps first",
              """
              set Site;
              data T : int;
              data y : int[T, Site];
              data effort : real<lower=0>[T];
              phi[s in Site] ~ Beta(1, 1);
              rate ~ Gamma(2, 1);
              for t in 1..T {
                for s in Site {
                  occupied[t, s] : bool ~ Bernoulli(t == 1 ? 0.5 : 0.1 + 0.8 * phi[s] * occupied[t - 1, s]);
                  observe y[t, s] ~ Poisson((occupied[t, s] ? rate : 0.1) * effort[t]);
                }
              }
              """,
              "{\"T\": 3, \"Site\": 3, \"effort\": [1, 2, 0.5], \"y\": [[0, 1, 2], [0, 0, 3], [1, 0, 0]]}"),
          new Example(
              "capture and recapture",
              """
              data N : int;
              data T : int;
              data first : int[N];
              data y : bool[N, T];
              phi[t in 1..T] ~ Beta(2, 1);
              p ~ Beta(1, 1);
              for i in 1..N {
                for t in first[i]..T {
                  alive[i, t] : bool ~ Bernoulli(t == first[i] ? 1.0 : alive[i, t - 1] * phi[t]);
                }
                for t in first[i] + 1..T { observe y[i, t] ~ Bernoulli(alive[i, t] * p); }
              }
              """,
              """
              {"N": 3, "T": 5, "first": [1, 3, 5],
               "y": [[1, 0, 1, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 0, 1]]}
              """),
          new Example(
              "words of documents",
              """
              set Topic = 1..3;
              set Doc;
              set Word;
              data text : Word[Doc][];
              theta[k in Topic] ~ Dirichlet(Topic, 1);
              phi[k in Topic] ~ Dirichlet(Word, 1);
              for d in Doc {
                for n in 1..len(text[d]) {
                  z[d, n] : Topic ~ Categorical(n == 1 ? theta[1] : theta[z[d, n - 1]]);
                  observe text[d, n] ~ Categorical(phi[z[d, n]]);
                }
              }
              """,
              "{\"text\": [[\"a\", \"b\", \"a\"], [\"c\"], [\"b\", \"b\"], []]}"),
          new Example(
              "counts that fall",
              """
              data T : int;
              data y : int[T];
              phi ~ Beta(1, 1);
              p ~ Beta(1, 1);
              n[1] : int<lower=0, upper=4> ~ DiscreteUniform(0, 4);
              for t in 2..T { n[t] : int<lower=0, upper=4> ~ BetaBinomial(4, 1 + phi * n[t - 1], 2); }
              for t in 1..T { observe y[t] ~ Poisson(0.1 + p * n[t]); }
              """,
              "{\"T\": 4, \"y\": [3, 2, 2, 0]}"),
          new Example(
              "one state, one step",
              HMM
                  + """
                  z[1] ~ Categorical(alpha);
                  for t in 2..N { z[t] ~ Categorical(theta[z[t - 1]]); }
                  for t in 1..N { observe y[t] ~ Normal(mu[z[t]], 1); }
                  """,
              "{\"K\": 1, \"N\": 1, \"y\": [0.5]}"),
          new Example(
              "no step",
              HMM
                  + """
                  for t in 1..N {
                    z[t] : State ~ Categorical(t == 1 ? alpha : theta[z[t - 1]]);
                    observe y[t] ~ Normal(mu[z[t]], 1);
                  }
                  """,
              "{\"K\": 2, \"N\": 0, \"y\": []}"));

  @TestFactory
  Stream<DynamicTest> equalsEnumeration() {
    return EXAMPLES.stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.name(), () -> SummedChain.of(example.text(), example.data()).check()));
  }
}
