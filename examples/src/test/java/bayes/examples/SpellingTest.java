package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.examples.text.Spelling;
import bayes.runtime.data.Data;
import bayes.runtime.report.Decisions;
import bayes.runtime.report.Decisions.Decision;
import bayes.runtime.report.PredictiveTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Corrections of misspellings (M12 of the reference suite for text models), against counts and
 * distances that are computed here: with so many data, the posterior predictive is that at the
 * posterior means to two digits.
 */
class SpellingTest {
  private static final Path FOLDER = Reference.EXAMPLES.resolve("text/spelling");
  private static final List<String> TYPED = List.of("thier", "recieved", "thn", "wich");
  private static final double TOLERANCE = 0.03;
  private static final int KINDS = 8;

  private static List<String[]> rows(String file) {
    try {
      return Files.readAllLines(FOLDER.resolve(file)).stream()
          .skip(1)
          .map(line -> line.split("\t"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int kind(String word, String typed) {
    int n = word.length();
    if (n == typed.length()) {
      List<Integer> wrong = new ArrayList<>();
      for (int i = 0; i < n; i++) if (word.charAt(i) != typed.charAt(i)) wrong.add(i);
      if (wrong.size() == 2 && wrong.get(1) == wrong.get(0) + 1) {
        int i = wrong.get(0);
        boolean isSwap =
            word.charAt(i) == typed.charAt(i + 1) && word.charAt(i + 1) == typed.charAt(i);
        if (isSwap) return 4;
      }
    }
    int distance = distance(word, typed);
    if (distance == 0) return 0;
    if (distance > 1) return Math.min(distance + 3, KINDS - 1);
    return typed.length() < n ? 1 : typed.length() > n ? 2 : 3;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  private static double ways(int kind, int n, int m) {
    return switch (kind) {
      case 0 -> 1;
      case 1, 4 -> n;
      case 2 -> 26.0 * (n + 1);
      case 3 -> 25.0 * n;
      case 5 -> Math.pow(53.0 * n, 2);
      case 6 -> Math.pow(53.0 * n, 3);
      default -> Math.pow(26, m);
    };
  }

  /** The probability of each word at the posterior means. */
  private static Map<String, Double> expected(String typed) {
    double[][] made = new double[25][KINDS];
    double[] total = new double[25];
    for (String[] pair : rows("pairs.tsv")) {
      made[pair[1].length()][kind(pair[1], pair[0])]++;
      total[pair[1].length()]++;
    }
    Map<String, Double> weights = new HashMap<>();
    double sum = 0;
    for (String[] entry : rows("words.tsv")) {
      int n = entry[0].length();
      int kind = kind(entry[0], typed);
      double mistake = (made[n][kind] + 0.5) / (total[n] + 0.5 * KINDS);
      double count = Double.parseDouble(entry[1]) + 0.5;
      double weight = count * mistake / ways(kind, n, typed.length());
      weights.put(entry[0], weight);
      sum += weight;
    }
    double all = sum;
    weights.replaceAll((word, weight) -> weight / all);
    return weights;
  }

  private static List<PredictiveTable> tables(Spelling example, List<String> typed) {
    BoundModel posterior = example.posterior();
    Data asked = Data.builder().put("typed", typed).build();
    return posterior.predictive(Spelling.draws(posterior, 60), asked).tables(1, 3);
  }

  /** The largest difference of the probability of a word. */
  private static double worst(Spelling example) {
    double worst = 0;
    List<PredictiveTable> tables = tables(example, TYPED);
    assertEquals(TYPED.size(), tables.size());
    for (int q = 0; q < TYPED.size(); q++) {
      Map<String, Double> expected = expected(TYPED.get(q));
      for (PredictiveTable.Row row : tables.get(q).rows()) {
        double difference = row.probability() - expected.getOrDefault(row.value(), 0.0);
        worst = Math.max(worst, Math.abs(difference));
      }
    }
    return worst;
  }

  @Test
  void wordsAreAsProbableAsTheyShouldBe() {
    double worst = worst(Spelling.of(Reference.EXAMPLES));
    assertTrue(worst < TOLERANCE, () -> "off by " + worst);
  }

  /** A planted fault: swapped letters count as two mistakes. */
  @Test
  void swappedLettersMatter() throws IOException {
    String model = Files.readString(FOLDER.resolve("spelling.bayes"));
    String wrong = model.replace("return swaps ? 5 : ", "return ");
    assertTrue(!wrong.equals(model));
    assertTrue(worst(new Spelling(Reference.EXAMPLES, wrong)) > TOLERANCE);
  }

  /** Misspellings that it has not seen; and letters that are no word. */
  @Test
  void mostAreCorrectedAndWhatIsNoWordIsNotKnown() {
    List<String[]> pairs = rows("held_out.tsv").subList(0, 50);
    List<String> typed = new ArrayList<>();
    for (String[] pair : pairs) typed.add(pair[0]);
    typed.add("xqzzt");
    List<PredictiveTable> tables = tables(Spelling.of(Reference.EXAMPLES), typed);
    assertTrue(new Decisions.Above(0.9).of(tables.get(50)).isUndecided());
    int right = 0;
    int decided = 0;
    int rightOfDecided = 0;
    for (int q = 0; q < 50; q++) {
      boolean isRight = tables.get(q).rows().get(0).value().equals(pairs.get(q)[1]);
      Decision decision = new Decisions.Above(0.9).of(tables.get(q));
      if (isRight) right++;
      if (decision.isUndecided()) continue;
      decided++;
      if (isRight) rightOfDecided++;
    }
    assertTrue(right >= 45, right + " right");
    assertTrue(rightOfDecided * 50 >= right * decided, rightOfDecided + " of " + decided);
  }
}
