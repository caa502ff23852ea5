package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.PredictiveTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A logistic classifier of sentences under a horseshoe: M15 of the suite of text models. */
class SparseClassifierTest {
  private static final String FOLDER = "text/sparse_classifier/";
  private static final Example HORSESHOE =
      Example.of(Reference.EXAMPLES, FOLDER + "sparse_classifier");
  private static final Example RIDGE = Example.of(Reference.EXAMPLES, FOLDER + "ridge");

  /**
   * How many of the held-out sentences logistic regression with a normal prior of scale 0.5 tells
   * right, at its mode: an independent computation with SciPy 1.17.1 (L-BFGS-B).
   */
  private static final double RIGHT_AT_MODE = 0.869;

  private record Sentence(boolean isReview, String text) {}

  private static List<Sentence> sentences(String file) {
    try {
      return Files.readAllLines(Reference.EXAMPLES.resolve(FOLDER + file)).stream()
          .skip(1)
          .map(line -> line.split("\t", 2))
          .map(cells -> new Sentence(cells[0].equals("subjective"), cells[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Data data(List<Sentence> sentences) {
    return Data.builder()
        .put("text", sentences.stream().map(Sentence::text).toList())
        .put(
            "label",
            sentences.stream().map(s -> s.isReview() ? "subjective" : "objective").toList())
        .build();
  }

  // ---- density ----

  /** The numbers of words by text: all that occur ten times, the most frequent first, after 0. */
  private static List<int[]> numbered(List<Sentence> sentences) {
    Pattern word = Pattern.compile("[a-z]+");
    Map<String, Integer> counts = new HashMap<>();
    List<List<String>> texts = new ArrayList<>();
    for (Sentence sentence : sentences) {
      texts.add(word.matcher(sentence.text()).results().map(MatchResult::group).toList());
      for (String token : texts.get(texts.size() - 1)) counts.merge(token, 1, Integer::sum);
    }
    List<String> frequent = new ArrayList<>(counts.keySet());
    frequent.removeIf(token -> counts.getOrDefault(token, 0) < 10);
    Comparator<String> byCount = Comparator.comparingInt(token -> counts.getOrDefault(token, 0));
    frequent.sort(byCount.reversed().thenComparing(Comparator.naturalOrder()));
    return texts.stream()
        .map(text -> text.stream().mapToInt(token -> frequent.indexOf(token) + 1).toArray())
        .toList();
  }

  /**
   * The log density at the logarithms of tau, lambda and slab, and at the weights and the start;
   * its slopes by weights and start.
   */
  private static double byHand(
      List<Sentence> sentences, double[] x, double[] slopesOut, boolean isOnceEach) {
    int n = (x.length - 3) / 2;
    double tau = Math.exp(x[0]);
    double slab = Math.exp(x[n + 1]);
    double start = x[x.length - 1];
    double log = x[0] + x[n + 1];
    log += Math.log(2 / 0.02) - Math.log(2 * Math.PI) / 2 - tau * tau / (2 * 0.02 * 0.02);
    log += 2 * Math.log(8) - 3 * Math.log(slab) - 8 / slab;
    log += -Math.log(2) - Math.log(2 * Math.PI) / 2 - start * start / 8;
    Arrays.fill(slopesOut, 0);
    slopesOut[x.length - 1] = -start / 4;
    for (int w = 0; w < n; w++) {
      double lambda = Math.exp(x[1 + w]);
      double weight = x[n + 2 + w];
      double scale = tau * lambda / Math.sqrt(1 + tau * tau * lambda * lambda / slab);
      log += x[1 + w] + Math.log(2 / Math.PI) - Math.log1p(lambda * lambda);
      log -= Math.log(scale) + Math.log(2 * Math.PI) / 2 + weight * weight / (2 * scale * scale);
      slopesOut[n + 2 + w] = -weight / (scale * scale);
    }
    List<int[]> texts = numbered(sentences);
    for (int s = 0; s < texts.size(); s++) {
      int[] words = texts.get(s);
      if (isOnceEach) words = Arrays.stream(words).distinct().toArray();
      double score = start;
      for (int w : words) score += x[n + 2 + w];
      double sign = sentences.get(s).isReview() ? 1 : -1;
      log -= Math.log1p(Math.exp(-sign * score));
      double slope = sign / (1 + Math.exp(sign * score));
      for (int w : words) slopesOut[n + 2 + w] += slope;
      slopesOut[x.length - 1] += slope;
    }
    return log;
  }

  @Test
  void densityAndSlopesAreThoseWrittenByHand() {
    List<Sentence> few = sentences("sparse_classifier.tsv").subList(0, 120);
    String centred =
        HORSESHOE.source().text().replace("weight[w in Word] ~", "@centered weight[w in Word] ~");
    LogDensity density = Model.compile(centred).bind(data(few)).newLogDensity();
    int words = 1 + numbered(few).stream().flatMapToInt(Arrays::stream).max().orElse(0);
    assertEquals(3 + 2 * words, density.dimension());
    double[] x = new Random(15).doubles(density.dimension(), -1, 1).toArray();
    x[0] = -4;
    double[] slopes = new double[x.length];
    double found = density.logDensityAndGradient(x, slopes);
    double[] expected = new double[x.length];
    double log = byHand(few, x, expected, false);
    assertEquals(log, found, 1e-10 * Math.abs(log));
    for (int i = words + 2; i < x.length; i++) {
      assertEquals(expected[i], slopes[i], 1e-9 * (1 + Math.abs(expected[i])), "slope " + i);
    }
    // The twin: a word that comes twice counts twice.
    assertTrue(Math.abs(byHand(few, x, expected, true) - found) > 0.1);
  }

  // ---- a known truth ----

  private static final int WORDS = 40;
  private static final double[] LARGE = {3, -3, 2.5, -2.5};

  private static String word(int w) {
    return "" + (char) ('a' + w / 26) + (char) ('a' + w % 26);
  }

  /** Texts of ten words each; a few of the words have a weight. */
  private static Data simulated(boolean isByWords) {
    Random random = new Random(20);
    List<Sentence> sentences = new ArrayList<>();
    for (int s = 0; s < 300; s++) {
      StringBuilder text = new StringBuilder();
      double score = 0;
      for (int t = 0; t < 10; t++) {
        int w = random.nextInt(WORDS);
        text.append(word(w)).append(' ');
        if (isByWords && w < LARGE.length) score += LARGE[w];
      }
      boolean isReview = random.nextDouble() < 1 / (1 + Math.exp(-score));
      sentences.add(new Sentence(isReview, text.toString()));
    }
    return data(sentences);
  }

  /** Medians, and the ends of 90% intervals, of the weights in the order of the words. */
  private static double[][] weights(Example example, Data data) {
    Draws draws =
        Model.compile(example.source())
            .bind(data)
            .sample(NutsSettings.of(new RunSettings(2, 300, 300, 1, 2)))
            .draws();
    double[][] weights = new double[WORDS][];
    for (int w = 0; w < WORDS; w++) {
      int column = draws.layout().column("weight[\"" + word(w) + "\"]").orElseThrow();
      double[] sorted =
          Arrays.stream(draws.chains(column)).flatMapToDouble(Arrays::stream).sorted().toArray();
      weights[w] = new double[] {sorted[30], sorted[300], sorted[569]};
    }
    return weights;
  }

  private static long large(double[][] weights) {
    return Arrays.stream(weights).filter(w -> w[0] > 0.5 || w[2] < -0.5).count();
  }

  private static double ofOthers(double[][] weights) {
    return Arrays.stream(weights)
        .skip(LARGE.length)
        .mapToDouble(w -> Math.abs(w[1]))
        .average()
        .orElse(0);
  }

  @Test
  void fewLargeWeightsAreFoundAndTheOthersShrunk() {
    double[][] sparse = weights(HORSESHOE, simulated(true));
    for (int w = 0; w < LARGE.length; w++) {
      String found = word(w) + Arrays.toString(sparse[w]);
      assertTrue(sparse[w][0] < LARGE[w] && LARGE[w] < sparse[w][2], found);
    }
    assertEquals(LARGE.length, large(sparse));
    double[][] dense = weights(RIDGE, simulated(true));
    assertTrue(ofOthers(sparse) < ofOthers(dense) / 2, ofOthers(sparse) + " " + ofOthers(dense));
  }

  /** A planted fault: labels that have nothing to do with the words. */
  @Test
  void nothingIsFoundWhereThereIsNothing() {
    assertEquals(0, large(weights(HORSESHOE, simulated(false))));
  }

  // ---- held-out sentences ----

  private static int right(Example example, Data training, List<Sentence> heldOut) {
    BoundModel posterior = Model.compile(example.source()).bind(training);
    Draws draws = posterior.sample(NutsSettings.of(new RunSettings(2, 150, 100, 1, 2))).draws();
    Data texts = Data.builder().put("text", heldOut.stream().map(Sentence::text).toList()).build();
    List<PredictiveTable> tables = posterior.heldOut(texts, draws).value().orElseThrow().latents(1);
    int right = 0;
    for (int i = 0; i < tables.size(); i++) {
      boolean isReview = tables.get(i).rows().get(0).value().equals("subjective");
      if (isReview == heldOut.get(i).isReview()) right++;
    }
    return right;
  }

  @Tag("thorough")
  @Test
  void heldOutSentencesAreToldApart() {
    List<Sentence> heldOut = sentences("held_out.tsv");
    assertEquals(1000, heldOut.size());
    // Two standard errors of a share of 1,000.
    double error = Math.sqrt(RIGHT_AT_MODE * (1 - RIGHT_AT_MODE) / 1000);
    double least = 1000 * (RIGHT_AT_MODE - 2 * error);
    int right = right(HORSESHOE, HORSESHOE.data(), heldOut);
    assertTrue(right >= least, right + " of 1000");
    // The twin: of a tenth of the sentences less is learnt.
    Data little = data(sentences("sparse_classifier.tsv").subList(0, 400));
    int fewer = right(RIDGE, little, heldOut);
    assertTrue(fewer < least, fewer + " of 1000");
  }
}
