package bayes.compiler.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.ModelException;
import bayes.runtime.convergence.PointwiseLogLikelihood;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The log likelihood of each observation, whatever loops and branches it stands in. */
class LogLikelihoodTest {
  private static double normal(double x, double mean, double sd) {
    double z = (x - mean) / sd;
    return -0.5 * z * z - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
  }

  /** Draws with these values of the recorded variables, one row per draw. */
  private static Draws draws(BoundModel model, double[]... rows) {
    double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return Draws.of(
        Layout.of(model.variables()), List.of(), rows.length, List.of(all), List.of(new double[0]));
  }

  @Test
  void onePointPerElement() {
    BoundModel model =
        Model.compile(
                """
                set School;
                data y : real[School];
                mu ~ Normal(0, 1);
                tau ~ HalfNormal(1);
                observe y[s in School] ~ Normal(mu, tau);
                """)
            .bind(Data.builder().put("y", Map.of("a", 1.0)).build());
    PointwiseLogLikelihood found =
        model.logLikelihood(draws(model, new double[] {0.5, 2}, new double[] {-1, 3}));
    assertEquals(List.of("y[\"a\"]"), found.labels());
    assertEquals(normal(1, 0.5, 2), found.values().get(0)[0], 1e-14);
    assertEquals(normal(1, -1, 3), found.values().get(0)[1], 1e-14);
  }

  /** Triangular loops, branches, vectors and computed targets, in the order of the program. */
  @Test
  void loopsThatDependOnOthers() {
    BoundModel model =
        Model.compile(
                """
                data n : int;
                data y : real[n, n];
                data v : real[2, 2];
                data w : real<above=0>[2];
                set Pair = {"p", "q"};
                data z : real[Pair];
                mu ~ Normal(0, 1);
                for i in 1..n {
                  for j in 1..i {
                    let m = mu + i;
                    if i != j { observe y[i, j] ~ Normal(m, j); }
                  }
                }
                observe z[p in Pair[2..]] ~ Normal(mu, 7);
                for k in 1..2 { observe log(w[k]) ~ Normal(mu, 5); }
                """)
            .bind(
                Data.builder()
                    .put("n", 3)
                    .put("y", new double[][] {{0, 0, 0}, {1, 0, 0}, {2, 3, 0}})
                    .put("v", new double[][] {{0, 0}, {0, 0}})
                    .put("z", new double[] {8, 9})
                    .put("w", new double[] {1, 2})
                    .build());
    PointwiseLogLikelihood found = model.logLikelihood(draws(model, new double[] {0.25}));
    assertEquals(
        List.of("y[2, 1]", "y[3, 1]", "y[3, 2]", "z[\"q\"]", "log(w[1])", "log(w[2])"),
        found.labels());
    double[] expected = {
      normal(1, 2.25, 1),
      normal(2, 3.25, 1),
      normal(3, 3.25, 2),
      normal(9, 0.25, 7),
      normal(0, 0.25, 5),
      normal(Math.log(2), 0.25, 5)
    };
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found.values().get(i)[0], 1e-13, found.labels().get(i));
    }
  }

  /** An event of a vector distribution is one point. */
  @Test
  void vectorsAreOnePoint() {
    BoundModel model =
        Model.compile(
                """
                set Person;
                set Kind = 1..3;
                data counts : int<lower=0>[Person, Kind];
                p ~ Dirichlet(Kind, 1);
                observe counts[i in Person] ~ Multinomial(sum(counts[i]), p);
                """)
            .bind(Data.builder().put("counts", Map.of("Ann", new int[] {1, 0, 1})).build());
    PointwiseLogLikelihood found =
        model.logLikelihood(draws(model, new double[] {0.5, 0.25, 0.25}));
    assertEquals(List.of("counts[\"Ann\"]"), found.labels());
    assertEquals(Math.log(2 * 0.5 * 0.25), found.values().get(0)[0], 1e-13);
  }

  /** Elements of rows that differ in length have the labels of their rows. */
  @Test
  void raggedRows() {
    BoundModel model =
        Model.compile(
                """
                set Doc;
                data y : real[Doc][];
                mu ~ Normal(0, 1);
                for d in Doc { for i in 1..len(y[d]) { observe y[d, i] ~ Normal(mu, 1); } }
                """)
            .bind(Data.builder().put("y", Map.of("a", new double[] {1, 2, 3})).build());
    PointwiseLogLikelihood found = model.logLikelihood(draws(model, new double[] {0.5}));
    assertEquals(List.of("y[\"a\", 1]", "y[\"a\", 2]", "y[\"a\", 3]"), found.labels());
    assertEquals(normal(3, 0.5, 1), found.values().get(2)[0], 1e-14);
  }

  /** What is computed from rows is named as it is written, with their labels. */
  @Test
  void computedFromRaggedRows() {
    String rows = "set Doc; data y : real[Doc][]; mu ~ Normal(0, 1);\n";
    String loop = "for d in Doc, i in 1..len(y[d]) { observe ";
    String let = "let z[d in Doc, i in 1..len(y[d])] = y[d, i] - 1;\n";
    Map<String, List<String>> cases =
        Map.of(
            loop + "log(y[d,i]) ~ Normal(mu, 1); }",
            List.of("log(y[\"a\", 1])", "log(y[\"a\", 2])", "log(y[\"b\", 1])"),
            let + loop + "z[d, i] ~ Normal(mu, 1); }",
            List.of("z[\"a\", 1]", "z[\"a\", 2]", "z[\"b\", 1]"),
            let + "observe z[d in Doc, i in 1..len(y[d])] ~ Normal(mu, 1);",
            List.of("z[\"a\", 1]", "z[\"a\", 2]", "z[\"b\", 1]"),
            "for d in Doc { observe sum(y[d]) ~ Normal(mu, 1); }",
            List.of("sum(y[\"a\"])", "sum(y[\"b\"])"));
    Data data =
        Data.builder()
            .put("Doc", List.of("a", "b"))
            .put("y", List.of(new double[] {1, 2}, new double[] {3}))
            .build();
    cases.forEach(
        (text, labels) ->
            assertEquals(labels, Model.compile(rows + text).bind(data).observations(), text));
  }

  /** Missing elements are latents, and no points. */
  @Test
  void missingElementsAreNoPoints() {
    BoundModel model =
        Model.compile(
                """
                set Person;
                data y : real[Person]?;
                mu ~ Normal(0, 1);
                observe y[p in Person] ~ Normal(mu, 1);
                """)
            .bind(Data.builder().put("y", Arrays.asList(1.0, null, 3.0)).build());
    PointwiseLogLikelihood found = model.logLikelihood(draws(model, new double[] {0.5, 2}));
    assertEquals(List.of("y[1]", "y[3]"), found.labels());
  }

  @Test
  void latentsThatWereNotKeptAreToldApart() {
    BoundModel model =
        Model.compile("data y : real; @record(false) mu ~ Cauchy(0, 1); observe y ~ Normal(mu, 1);")
            .bind(Data.builder().put("y", 1.0).build());
    ModelException refused =
        assertThrows(ModelException.class, () -> model.logLikelihood(draws(model, new double[0])));
    assertEquals("M0126", refused.diagnostics().get(0).code().id());
  }
}
