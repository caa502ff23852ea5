package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.model.IndexSet;
import bayes.examples.text.NextToken;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.HeldOutScore;
import bayes.runtime.report.PredictiveTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Trigrams of Shakespeare (M5 of the reference suite for text models), against closed forms that
 * are computed here from the tokens one after the other: the evidence of hyperparameters is the
 * product of (prior + times so far) / (sum of the prior + times so far of the context).
 */
class TrigramTest {
  private static final Pattern WORDS = Pattern.compile("[a-z]+(?:'[a-z]+)*|[.,;:!?]");

  private static String text(String part) {
    try {
      return Files.readString(
          Reference.EXAMPLES.resolve("text/corpora/shakespeare/" + part + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Data data(String text) {
    return Data.builder().put("text", text).build();
  }

  private static Model model(String name) {
    return Model.compile(Example.of(Reference.EXAMPLES, "text/trigram/" + name).source());
  }

  private static List<String> characters(String text) {
    return Arrays.asList(text.split(""));
  }

  /** Words, those of a text that occur once as one. */
  private static List<String> words(String text) {
    List<String> all =
        WORDS.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList();
    Map<String, Integer> times = new HashMap<>();
    for (String word : all) times.merge(word, 1, Integer::sum);
    return all.stream().map(word -> times.getOrDefault(word, 0) > 1 ? word : "<unk>").toList();
  }

  /**
   * What followed contexts; a prior gives what each value is worth before, by context and value.
   */
  private static final class Rows {
    private final Map<String, Integer> contexts = new HashMap<>();
    private final Map<String, Integer> cells = new HashMap<>();
    private final ToDoubleBiFunction<String, String> prior;
    private final double weight;

    /**
     * @param prior what a value is worth after the last token of a context
     * @param weight the sum of these over all values
     */
    Rows(ToDoubleBiFunction<String, String> prior, double weight) {
      this.prior = prior;
      this.weight = weight;
    }

    double probability(String before, String last, String value) {
      String context = before + '\0' + last;
      return (cells.getOrDefault(context + '\0' + value, 0) + prior.applyAsDouble(last, value))
          / (contexts.getOrDefault(context, 0) + weight);
    }

    /** The log probability of tokens, each given two before it; from which it may learn. */
    double read(List<String> tokens, boolean learns) {
      double sum = 0;
      for (int t = 2; t < tokens.size(); t++) {
        String before = tokens.get(t - 2);
        String last = tokens.get(t - 1);
        sum += Math.log(probability(before, last, tokens.get(t)));
        if (!learns) continue;
        contexts.merge(before + '\0' + last, 1, Integer::sum);
        cells.merge(before + '\0' + last + '\0' + tokens.get(t), 1, Integer::sum);
      }
      return sum;
    }

    /** The concentration of the posterior of a row. */
    double weight(String before, String last) {
      return contexts.getOrDefault(before + '\0' + last, 0) + weight;
    }
  }

  /** A model with hyperparameters that are given, and what it says of contexts by closed forms. */
  private record Point(Model model, BoundModel posterior, Map<String, double[]> values, Rows rows) {
    double logLikelihood() {
      return posterior.newLogLikelihood().logDensity(posterior.unconstrain(values));
    }

    Draws draws(int count) {
      Layout layout = Layout.of(posterior.variables());
      double[] row = new double[layout.width()];
      posterior.newRecorder().record(posterior.unconstrain(values), new Random(1), row);
      double[] rows = new double[count * row.length];
      for (int d = 0; d < count; d++) System.arraycopy(row, 0, rows, d * row.length, row.length);
      return Draws.of(
          layout, List.of(), count, List.of(rows), Collections.nCopies(1, new double[0]));
    }

    double perplexity(String heldOut) {
      HeldOutScore score = posterior.heldOut(data(heldOut), draws(1)).value().orElseThrow().score();
      return score.perplexity().orElseThrow();
    }

    PredictiveTable after(String context, String text) {
      Data asked = data(text).overriddenBy(Data.builder().put("context", context).build());
      return model
          .tryPosteriorPredictive(asked, draws(2000), data(text), false)
          .value()
          .orElseThrow()
          .tables(1, 30)
          .get(0);
    }
  }

  /** Characters of a text; the shared row of a last character is of different probabilities. */
  private static Point characterPoint(String text) {
    Model model = model("characters");
    BoundModel posterior = model.bind(data(text));
    List<String> labels = labels(posterior);
    int size = labels.size();
    double alpha = 3.5;
    double[] m = new double[size * size];
    for (int v = 0; v < size; v++) {
      double sum = 0;
      for (int w = 0; w < size; w++) sum += m[v * size + w] = 1 + (7 * v + 3 * w) % 5;
      for (int w = 0; w < size; w++) m[v * size + w] /= sum;
    }
    ToDoubleBiFunction<String, String> prior =
        (last, value) -> alpha * m[labels.indexOf(last) * size + labels.indexOf(value)];
    Map<String, double[]> values = Map.of("alpha", new double[] {alpha}, "m", m);
    return new Point(model, posterior, values, new Rows(prior, alpha));
  }

  private static Point wordPoint(String text) {
    Model model = model("trigram");
    BoundModel posterior = model.bind(data(text));
    List<String> labels = labels(posterior);
    Map<String, Integer> places = new HashMap<>();
    for (String label : labels) places.put(label, places.size());
    double alpha = 40;
    double[] m = new double[labels.size()];
    for (int w = 0; w < m.length; w++) m[w] = 1.0 / (w + 5);
    double sum = Arrays.stream(m).sum();
    for (int w = 0; w < m.length; w++) m[w] /= sum;
    ToDoubleBiFunction<String, String> prior =
        (last, value) -> alpha * m[places.getOrDefault(value, -1)];
    Map<String, double[]> values = Map.of("alpha", new double[] {alpha}, "m", m);
    return new Point(model, posterior, values, new Rows(prior, alpha));
  }

  private static List<String> labels(BoundModel posterior) {
    IndexSet.Declared tokens = posterior.model().typed().sets().get(0);
    return Objects.requireNonNull(posterior.data().sets().get(tokens)).labels();
  }

  private static void assertEvidence(Point point, List<String> tokens) {
    double evidence = point.logLikelihood();
    double byHand = point.rows().read(tokens, true);
    assertEquals(byHand, evidence, 1e-10 * Math.abs(byHand));
    // The planted fault: one token fewer.
    double shorter = byHand + point.rows().read(tokens.subList(0, 3), false);
    assertThrows(
        AssertionError.class, () -> assertEquals(shorter, evidence, 1e-10 * Math.abs(byHand)));
  }

  /** A probability after a context, and where its row is drawn from: Beta, of which these are. */
  private static void assertNext(PredictiveTable table, String value, double mean, double weight) {
    PredictiveTable.Row row =
        table.rows().stream().filter(r -> r.value().equals(value)).findFirst().orElseThrow();
    double sd = Math.sqrt(mean * (1 - mean) / (weight + 1));
    assertEquals(mean, row.probability(), 4.5 * sd / Math.sqrt(2000), value);
  }

  @Test
  void charactersHaveTheEvidenceAndTheNextCharacterOfTheClosedForm() {
    String text = text("test");
    Point point = characterPoint(text);
    assertEvidence(point, characters(text));
    Rows rows = point.rows();
    PredictiveTable seen = point.after("th", text);
    assertNext(seen, "e", rows.probability("t", "h", "e"), rows.weight("t", "h"));
    assertNext(seen, "a", rows.probability("t", "h", "a"), rows.weight("t", "h"));
    double other = rows.probability("w", "h", "e");
    assertThrows(AssertionError.class, () -> assertNext(seen, "e", other, rows.weight("t", "h")));
    // What was never read answers from the shared row of its last character.
    assertEquals(3.5, rows.weight("z", "q"));
    PredictiveTable unseen = point.after("zq", text);
    for (PredictiveTable.Row row : unseen.rows()) {
      assertNext(unseen, row.value(), rows.probability("z", "q", row.value()), 3.5);
    }
    String heldOut = text("train").substring(0, 20_000);
    double byHand = rows.read(characters(heldOut), false) / (heldOut.length() - 2);
    assertEquals(Math.exp(-byHand), point.perplexity(heldOut), 1e-9);
  }

  @Test
  void wordsHaveTheEvidenceAndTheNextWordOfTheClosedForm() {
    String text = text("test");
    Point point = wordPoint(text);
    assertEvidence(point, words(text));
    Rows rows = point.rows();
    PredictiveTable seen = point.after("I will", text);
    PredictiveTable.Row first = seen.rows().get(0);
    assertNext(
        seen,
        first.value(),
        rows.probability("i", "will", first.value()),
        rows.weight("i", "will"));
    PredictiveTable unseen = point.after("will will", text);
    assertEquals(40, rows.weight("will", "will"));
    assertNext(unseen, ",", rows.probability("will", "will", ","), 40);
  }

  /**
   * Vowels and other characters, so that the hyperparameters are three: sampled, and by quadrature
   * of the closed forms over a grid.
   */
  @Test
  void hyperparametersAreThoseOfQuadrature() {
    String kinds = kinds(text("test").substring(0, 600));
    BoundModel posterior = model("characters").bind(data(kinds));
    Draws draws =
        posterior.sample(NutsSettings.of(RunSettings.defaults(20261).withDraws(1000))).draws();
    double[][] logAlpha = logs(draws.chains(draws.layout().column("alpha").orElseThrow()));
    double mean = Arrays.stream(logAlpha).flatMapToDouble(Arrays::stream).average().orElseThrow();
    double error = 4.5 * Convergence.mcseMean(logAlpha);
    assertTrue(error < 0.5, () -> "error " + error);
    assertEquals(meanLogAlpha(kinds), mean, error);
    assertThrows(
        AssertionError.class, () -> assertEquals(meanLogAlpha(kinds + kinds), mean, error));
  }

  private static double[][] logs(double[][] chains) {
    return Arrays.stream(chains)
        .map(c -> Arrays.stream(c).map(Math::log).toArray())
        .toArray(double[][]::new);
  }

  private static String kinds(String text) {
    return text.replaceAll("[^aeiouAEIOU]", "c").replaceAll("[^c]", "v");
  }

  /** The posterior mean of log alpha; by its quantiles and the midpoints of each shared row. */
  private static double meanLogAlpha(String text) {
    int[][] counts = new int[4][2];
    for (int t = 2; t < text.length(); t++) {
      int context = 2 * bit(text, t - 2) + bit(text, t - 1);
      counts[context][bit(text, t)]++;
    }
    double[] logs = new double[240];
    double[] logWeights = new double[logs.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = -6 + 16.0 * (i + 0.5) / logs.length;
      double alpha = Math.exp(logs[i]);
      double z = (logs[i] - 2) / 2;
      logWeights[i] = -z * z / 2;
      for (int last = 0; last < 2; last++) {
        logWeights[i] += logShared(alpha, counts[last], counts[2 + last]);
      }
    }
    double greatest = Arrays.stream(logWeights).max().orElseThrow();
    double sum = 0;
    double total = 0;
    for (int i = 0; i < logs.length; i++) {
      sum += Math.exp(logWeights[i] - greatest);
      total += Math.exp(logWeights[i] - greatest) * logs[i];
    }
    return total / sum;
  }

  private static int bit(String text, int at) {
    return text.charAt(at) == 'v' ? 1 : 0;
  }

  /** The log probability of two rows that share a row, which is integrated out. */
  private static double logShared(double alpha, int[] first, int[] second) {
    double[] logs = new double[200];
    for (int i = 0; i < logs.length; i++) {
      double m = (i + 0.5) / logs.length;
      logs[i] = logRow(alpha, m, first) + logRow(alpha, m, second);
    }
    double greatest = Arrays.stream(logs).max().orElseThrow();
    return greatest + Math.log(Arrays.stream(logs).map(l -> Math.exp(l - greatest)).sum());
  }

  private static double logRow(double alpha, double m, int[] counts) {
    return logRising(alpha * (1 - m), counts[0])
        + logRising(alpha * m, counts[1])
        - logRising(alpha, counts[0] + counts[1]);
  }

  /** log of x (x + 1) ... (x + n - 1). */
  private static double logRising(double x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += Math.log(x + i);
    return sum;
  }

  /** At the mode the evidence of a larger and of a smaller weight, with its prior, is smaller. */
  @Test
  @Tag("thorough")
  void wordsByEvidenceBackOffToTheSharedRow() {
    NextToken next = new NextToken(model("trigram"), data(text("train")));
    double alpha = next.value("alpha");
    double[] m = new double[labels(next.posterior()).size()];
    List<String> labels = labels(next.posterior());
    for (int w = 0; w < m.length; w++) m[w] = next.value("m[\"" + labels.get(w) + "\"]");
    Map<String, Integer> places = new HashMap<>();
    for (String label : labels) places.put(label, places.size());
    List<String> train = words(text("train"));
    double[] density = new double[3];
    for (int i = 0; i < 3; i++) {
      double scaled = alpha * (1 + (i - 1) * 0.01);
      Rows rows = new Rows((last, value) -> scaled * m[places.getOrDefault(value, -1)], scaled);
      double z = (Math.log(scaled) - 4) / 2;
      density[i] = rows.read(train, true) - z * z / 2 - Math.log(scaled);
    }
    assertTrue(density[1] > density[0] && density[1] > density[2], Arrays.toString(density));
    assertEquals(262.8, next.score(text("test")).perplexity().orElseThrow(), 0.5);
  }
}
