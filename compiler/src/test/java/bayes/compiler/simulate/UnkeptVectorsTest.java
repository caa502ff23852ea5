package bayes.compiler.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.convergence.PointwiseLogLikelihood;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.HeldOutScore;
import bayes.runtime.report.PredictiveTable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Latents that are integrated out and that draws do not keep, as they are large or as the model
 * says so: whoever reads draws has them drawn from their posterior, never from their prior.
 */
class UnkeptVectorsTest {
  private static final int WORDS = 1200;
  private static final double PRIOR = 0.5;
  private static final int DRAWS = 200;

  private static final String LARGE =
      """
      set W;
      data text : W[];
      %s theta ~ Dirichlet(W, 0.5);
      for t in 1..len(text) { observe text[t] ~ Categorical(theta); }
      generate next ~ Categorical(theta);
      """;

  private static int[] text(int length) {
    Random random = new Random(length);
    return random.doubles(length).mapToInt(u -> 1 + (int) (WORDS * Math.pow(u, 3))).toArray();
  }

  private static Data data() {
    return Data.builder().put("W", WORDS).put("text", text(3000)).build();
  }

  private static double[] posterior() {
    double[] counts = new double[WORDS];
    Arrays.fill(counts, PRIOR);
    for (int word : text(3000)) counts[word - 1]++;
    return counts;
  }

  private static Draws draws(BoundModel bound) {
    RunSettings settings = new RunSettings(2, 0, DRAWS / 2, 4, 1);
    return bound.exact().orElseThrow().sample(settings).draws();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@record(false)"})
  void answersAreOfThePosterior(String annotation) {
    BoundModel bound = Model.compile(LARGE.formatted(annotation)).bind(data());
    Draws draws = draws(bound);
    assertEquals(List.of("next"), draws.variables().stream().map(v -> v.name()).toList());
    List<PredictiveTable> tables = bound.predictive(draws, Data.empty()).tables(5, 10);
    double[] a = posterior();
    double sum = Arrays.stream(a).sum();
    for (PredictiveTable.Row row : tables.get(0).rows()) {
      double mean = a[Integer.parseInt(row.value()) - 1] / sum;
      double sd = Math.sqrt(mean * (1 - mean) / (sum + 1));
      assertEquals(mean, row.probability(), 5 * sd / Math.sqrt(DRAWS), row.value());
    }
  }

  /** The prior is far from the posterior: it would not pass. */
  @Test
  void thePriorWouldBeSeen() {
    double[] a = posterior();
    double sum = Arrays.stream(a).sum();
    double mean = Arrays.stream(a).max().orElseThrow() / sum;
    double sd = Math.sqrt(mean * (1 - mean) / (sum + 1));
    assertTrue(Math.abs(mean - 1.0 / WORDS) > 10 * 5 * sd / Math.sqrt(DRAWS));
  }

  @Test
  void whoeverAsksForThemHasThem() {
    BoundModel bound = Model.compile(LARGE.formatted("@record")).bind(data());
    assertEquals(WORDS + 1, draws(bound).layout().width());
  }

  @Test
  void observationsAreWeighed() {
    BoundModel bound = Model.compile(LARGE.formatted("")).bind(data());
    PointwiseLogLikelihood found = bound.logLikelihood(draws(bound));
    double[] a = posterior();
    double sum = Arrays.stream(a).sum();
    int[] text = text(3000);
    for (int i = 0; i < 20; i++) {
      double mean = a[text[i] - 1] / sum;
      double sd = Math.sqrt(mean * (1 - mean) / (sum + 1));
      double average = Arrays.stream(found.values().get(i)).map(Math::exp).average().orElseThrow();
      assertEquals(mean, average, 5 * sd / Math.sqrt(DRAWS));
    }
  }

  @Test
  void heldOutTextsHaveAnInterval() {
    BoundModel bound = Model.compile(LARGE.formatted("")).bind(data());
    Data heldOut = Data.builder().put("text", text(50)).build();
    HeldOutScore score = bound.heldOut(heldOut, draws(bound)).value().orElseThrow().score();
    double[] a = posterior();
    double sum = Arrays.stream(a).sum();
    double expected = Arrays.stream(text(50)).mapToDouble(w -> Math.log(a[w - 1] / sum)).sum();
    assertEquals(expected, score.total(), 1e-9 * -expected);
    assertTrue(score.interval().isPresent());
  }

  /** Tables whose rows are read together are drawn whole. */
  @Test
  void tablesThatAreReadAsAWholeAreOfThePosterior() {
    String model =
        """
        set K = 1..2;
        set W;
        set N;
        data kind : K[N];
        data text : W[N];
        phi[k in K] ~ Dirichlet(W, 0.5);
        for n in N { observe text[n] ~ Categorical(phi[kind[n]]); }
        data word : W;
        generate both = sum(phi[:, word]);
        """;
    int[] text = text(3000);
    int[] kind = new int[text.length];
    Arrays.setAll(kind, n -> 1 + n % 2);
    Data data = Data.builder().put("W", WORDS).put("kind", kind).put("text", text).build();
    BoundModel bound = Model.compile(model).bind(data);
    Draws run = draws(bound);
    assertEquals(List.of(), run.variables());
    Draws replications =
        Model.compile(model)
            .tryPredictor(data.overriddenBy(Data.builder().put("word", 1).build()), run, data)
            .value()
            .orElseThrow()
            .draws(1);
    double expected = 0;
    double variance = 0;
    for (int k = 1; k <= 2; k++) {
      double count = PRIOR;
      double sum = PRIOR * WORDS;
      for (int n = 0; n < text.length; n++) {
        if (kind[n] != k) continue;
        sum++;
        if (text[n] == 1) count++;
      }
      expected += count / sum;
      variance += count / sum * (1 - count / sum) / (sum + 1);
    }
    int column = replications.layout().labels().indexOf("both");
    double found =
        Arrays.stream(replications.chains(column))
            .flatMapToDouble(Arrays::stream)
            .average()
            .orElseThrow();
    assertEquals(expected, found, 5 * Math.sqrt(variance / DRAWS));
  }
}
