package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.SmcFit;
import bayes.runtime.inference.SmcOutcome;
import bayes.runtime.inference.SmcSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Products of vectors: a tiny factorisation against quadrature, which has nothing but what does not
 * change with signs, and word vectors.
 */
class EmbeddingsTest {
  /** The project's reference, by quadrature; own work, public domain. */
  private static final double LOG_EVIDENCE = -4.663954267320799;

  private static final double[] PRODUCTS = {
    0.7801787132733363, -0.46072017642103547, 0.6257886028309965, -0.357840719364669
  };
  private static final double SD_OF_UNSEEN = 0.6254636150322372;
  private static final String TINY =
      """
      set Row = 1..2;
      set Column = 1..2;
      set Seen;
      data row : Row[Seen];
      data column : Column[Seen];
      data x : real[Seen];
      u[i in Row] ~ Normal(0, 1);
      v[j in Column] ~ Normal(0, 1);
      observe x[s in Seen] ~ Normal(u[row[s]] * v[column[s]], 0.5);
      generate product[i in Row, j in Column] = u[i] * v[j];
      """;

  /** Six statistics: a false alarm in 20,000 seeds. */
  private static final double LIMIT = 4.5;

  private static BoundModel tiny(String text) {
    return Model.compile(text)
        .bind(
            Data.builder()
                .put("row", new int[] {1, 1, 2})
                .put("column", new int[] {1, 2, 1})
                .put("x", new double[] {1.2, -0.7, 0.9})
                .build());
  }

  private static Agreement products(Draws draws) {
    Agreement agreement = new Agreement();
    for (int p = 0; p < PRODUCTS.length; p++) {
      String name = "product[%d, %d]".formatted(p / 2 + 1, p % 2 + 1);
      double[][] chains = draws.chains(draws.layout().column(name).orElseThrow());
      agreement.add(chains, new Reference.Known(name, "mean", PRODUCTS[p], 1e-10));
      if (p == 3) agreement.add(chains, new Reference.Known(name, "sd", SD_OF_UNSEEN, 1e-10));
    }
    return agreement;
  }

  private static SmcFit smc(String text) {
    return assertInstanceOf(SmcOutcome.Sampled.class, tiny(text).smc(SmcSettings.of(4))).fit();
  }

  private static double errorsOfEvidence(SmcFit fit) {
    var evidence = assertInstanceOf(Evidence.Estimated.class, fit.evidence());
    return (evidence.logEvidence() - LOG_EVIDENCE) / evidence.standardError();
  }

  @Test
  void sequentialMonteCarloAgreesWithQuadrature() {
    SmcFit fit = smc(TINY);
    products(fit.draws()).assertWithin(LIMIT);
    assertTrue(Math.abs(errorsOfEvidence(fit)) < LIMIT, errorsOfEvidence(fit) + " errors");
  }

  @Test
  void nutsAgreesWithQuadrature() {
    Draws draws = tiny(TINY).sample(NutsSettings.of(RunSettings.defaults(5))).draws();
    products(draws).assertWithin(LIMIT);
  }

  @Test
  void anotherPriorIsSeen() {
    SmcFit fit = smc(TINY.replace("u[i in Row] ~ Normal(0, 1)", "u[i in Row] ~ Normal(0, 4)"));
    assertTrue(!products(fit.draws()).beyond(LIMIT).isEmpty());
    assertTrue(Math.abs(errorsOfEvidence(fit)) > LIMIT);
  }

  // ---- word vectors ----

  private static BoundModel words() {
    Path file = Reference.EXAMPLES.resolve("text/change_point/inaugural.tsv");
    try (InputStream in = Files.newInputStream(file)) {
      Data data = CsvData.read("inaugural.tsv", in);
      return Model.compile(Example.of(Reference.EXAMPLES, "text/embeddings/embeddings").source())
          .bind(data.overriddenBy(Data.builder().put("word", "our").build()));
    } catch (IOException | DataException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Vectors that are all turned together say the same; what is told must not change with it. */
  @Test
  void theDensityDoesNotChangeWhenAllVectorsAreTurned() {
    BoundModel words = words();
    Random random = new Random(1);
    double[] u = random.doubles(120, -1, 1).toArray();
    double[] v = random.doubles(120, -1, 1).toArray();
    assertEquals(density(words, u, v), density(words, turned(u), turned(v)), 1e-7);
    assertTrue(Math.abs(density(words, u, v) - density(words, turned(u), v)) > 1);
  }

  private static double density(BoundModel words, double[] u, double[] v) {
    Map<String, double[]> values =
        Map.of(
            "u",
            u,
            "v",
            v,
            "before",
            new double[40],
            "after",
            new double[40],
            "level",
            new double[] {1},
            "spread",
            new double[] {0.8});
    return words.newLogDensity().logDensity(words.unconstrain(values));
  }

  /** Every third of the numbers is a vector's first: turned with the second by 0.7. */
  private static double[] turned(double[] vectors) {
    double[] turned = vectors.clone();
    for (int i = 0; i < vectors.length; i += 3) {
      turned[i] = Math.cos(0.7) * vectors[i] - Math.sin(0.7) * vectors[i + 1];
      turned[i + 1] = Math.sin(0.7) * vectors[i] + Math.cos(0.7) * vectors[i + 1];
    }
    return turned;
  }

  /** Words that stand before nouns are like "our"; those that stand behind verbs are not. */
  @Test
  @Tag("thorough")
  void wordsAreLikeThoseThatTakeTheirPlace() {
    RunSettings run = RunSettings.defaults(1).withWarmup(150).withDraws(150);
    Draws draws = words().sample(NutsSettings.of(run)).draws();
    for (String like : List.of("the", "this", "no", "their")) {
      for (String other : List.of("of", "to", "have", "from")) {
        assertTrue(mean(draws, like) > 0.5 && mean(draws, other) < 0.2, like + " " + other);
      }
    }
  }

  private static double mean(Draws draws, String word) {
    double[][] chains =
        draws.chains(draws.layout().column("alike[\"" + word + "\"]").orElseThrow());
    return IntStream.range(0, chains.length)
            .mapToDouble(
                c -> IntStream.range(0, chains[c].length).mapToDouble(d -> chains[c][d]).sum())
            .sum()
        / (chains.length * chains[0].length);
  }
}
