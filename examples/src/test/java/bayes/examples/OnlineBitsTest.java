package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Model;
import bayes.examples.text.OnlineBits;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Bits per character as a text streams in (r03 of the reference suite for text models: perplexity
 * 11.818 of the 55,712 characters of the held-out part, learnt as they come), and against the
 * probabilities of one character after the other, which are computed here.
 */
class OnlineBitsTest {
  private static final double WEIGHT = 5;

  private static Model model() {
    return Model.compile(Example.of(Reference.EXAMPLES, "text/online_bits/online_bits").source());
  }

  private static String text(String part) throws IOException {
    return Files.readString(
        Reference.EXAMPLES.resolve("text/corpora/shakespeare/" + part + ".txt"));
  }

  /** The log probabilities of characters, each given those before it, from so many rows' prior. */
  private static double oneByOne(String text, double weight) {
    long size = text.chars().distinct().count();
    Map<Integer, Integer> rows = new HashMap<>();
    Map<Integer, Integer> pairs = new HashMap<>();
    double sum = 0;
    for (int t = 1; t < text.length(); t++) {
      int row = text.charAt(t - 1);
      int pair = row << 16 | text.charAt(t);
      double of = pairs.getOrDefault(pair, 0) + weight / size;
      sum += Math.log(of / (rows.getOrDefault(row, 0) + weight));
      rows.merge(row, 1, Integer::sum);
      pairs.merge(pair, 1, Integer::sum);
    }
    return sum;
  }

  @Test
  void evidenceIsTheProductOfOneCharacterAfterTheOther() throws IOException {
    String text = text("test");
    OnlineBits bits = OnlineBits.of(model(), text);
    double evidence = bits.logEvidence(text.length());
    assertEquals(oneByOne(text, WEIGHT), evidence, 1e-9 * Math.abs(evidence));
    double fault = oneByOne(text, 1.001 * WEIGHT);
    assertThrows(
        AssertionError.class, () -> assertEquals(fault, evidence, 1e-9 * Math.abs(evidence)));
  }

  /**
   * The reference's rows have a shared row of their own, which is worth 0.0001 bits once a million
   * characters are read.
   */
  @Test
  void heldOutCharactersHaveTheReferencesPerplexity() throws IOException {
    assertEquals(11.81849158381164, perplexity(text("test")), 0.002);
    List<String> characters = new ArrayList<>(Arrays.asList(text("test").split("")));
    Collections.shuffle(characters, new Random(1));
    double shuffled = perplexity(String.join("", characters));
    assertTrue(shuffled > 20, () -> "perplexity " + shuffled);
  }

  private static double perplexity(String heldOut) throws IOException {
    String train = text("train");
    OnlineBits bits = OnlineBits.of(model(), train + heldOut);
    double after = bits.logEvidence(train.length() + heldOut.length());
    return Math.exp((bits.logEvidence(train.length()) - after) / heldOut.length());
  }

  @Test
  void theCurveAddsUpToTheEvidence() throws IOException {
    String text = text("test");
    OnlineBits bits = OnlineBits.of(model(), text);
    double sum = 0;
    int from = 1;
    List<OnlineBits.Point> curve = bits.curve();
    for (OnlineBits.Point point : curve) {
      sum -= point.bits() * (point.characters() - from) * Math.log(2);
      from = point.characters();
    }
    assertEquals(text.length(), from);
    assertEquals(bits.logEvidence(text.length()), sum, 1e-9 * Math.abs(sum));
    OnlineBits.Point first = curve.get(0);
    OnlineBits.Point last = curve.get(curve.size() - 1);
    assertTrue(last.bits() < first.bits() - 1, () -> first + " " + last);
  }
}
