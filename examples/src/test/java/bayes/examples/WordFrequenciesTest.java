package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.ExactInference;
import bayes.examples.text.WordFrequencies;
import bayes.runtime.data.Data;
import bayes.runtime.inference.ExactPosterior;
import bayes.runtime.inference.ExactPosterior.Marginal;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Words of the Federalist papers, against closed forms (M2 of the reference suite for text models):
 * exact values to 1e-8 of themselves.
 */
class WordFrequenciesTest {
  private static final String REFERENCE = "word_frequencies.tsv";
  private static final double EXACT = 1e-8;
  private static final List<String> WORDS =
      List.of("the", "of", "upon", "whilst", "while", "on", "to", "liberty");
  private static final WordFrequencies EXAMPLE = WordFrequencies.of(Reference.EXAMPLES);

  private static double known(String of, String at, String what) {
    return Reference.rows(REFERENCE).stream()
        .filter(row -> row.subList(0, 3).equals(List.of(of, at, what)))
        .mapToDouble(row -> Double.parseDouble(row.get(3)))
        .findFirst()
        .orElseThrow();
  }

  private static void check(String of, String at, String what, double value, double error) {
    double known = known(of, at, what);
    assertEquals(known, value, error * Math.abs(known), of + " " + at + " " + what);
  }

  private static ExactInference exact(String author, double alpha) {
    Data prior = Data.builder().put("alpha", alpha).build();
    return EXAMPLE.bind("word_frequencies", author, prior).exact().orElseThrow();
  }

  private static void checkAll(String author, String alpha) {
    ExactInference exact = exact(author, Double.parseDouble(alpha));
    check(author, alpha, "log_evidence", exact.logEvidence(), EXACT);
    List<Double> probabilities = ExactPosterior.PROBABILITIES;
    int low = probabilities.indexOf(0.025);
    int high = probabilities.indexOf(0.975);
    List<Marginal> marginals = WordFrequencies.marginals(exact, WORDS);
    for (int i = 0; i < WORDS.size(); i++) {
      Marginal marginal = marginals.get(i);
      check(author, alpha, WORDS.get(i) + " mean", marginal.mean(), EXACT);
      check(author, alpha, WORDS.get(i) + " q025", marginal.quantiles().get(low), EXACT);
      check(author, alpha, WORDS.get(i) + " q975", marginal.quantiles().get(high), EXACT);
    }
  }

  @Test
  void theVocabularyIsThatOfAllPapers() {
    assertEquals(8_616, EXAMPLE.words().size());
    assertEquals("the", EXAMPLE.words().label(0));
  }

  @Test
  void frequenciesAndEvidenceAreThoseOfTheClosedForm() {
    checkAll("HAMILTON", "0.1");
    checkAll("MADISON", "1.0");
  }

  @Test
  @Tag("thorough")
  void soTheyAreForOtherPriorCounts() {
    for (String author : List.of("HAMILTON", "MADISON")) {
      for (String alpha : List.of("0.01", "0.1", "1.0")) checkAll(author, alpha);
    }
  }

  @Test
  void anotherPriorCountIsSeen() {
    double evidence = exact("HAMILTON", 0.1001).logEvidence();
    double known = known("HAMILTON", "0.1", "log_evidence");
    assertTrue(Math.abs(evidence - known) > EXACT * Math.abs(known), "" + evidence);
  }

  @Test
  void asPapersAreReadThePosteriorIsThatOfAllSoFar() {
    checkAsRead(List.of(1, 2, 51));
  }

  @Test
  @Tag("thorough")
  void soItIsPaperByPaper() {
    checkAsRead(IntStream.rangeClosed(1, 51).boxed().toList());
  }

  private static void checkAsRead(List<Integer> counts) {
    for (WordFrequencies.After after : EXAMPLE.asRead("HAMILTON", List.of("upon"), counts)) {
      check("online", after.paper(), "log_evidence", after.logEvidence(), EXACT);
      check("online", after.paper(), "upon mean", after.words().get(0).mean(), EXACT);
    }
  }

  @Test
  void theBestPriorCountHasTheMostEvidence() {
    for (String author : List.of("HAMILTON", "MADISON")) {
      MapOutcome.Found mode =
          assertInstanceOf(
              MapOutcome.Found.class,
              EXAMPLE.bind("concentration", author, Data.empty()).mode(MapSettings.of(1)));
      check(author, "best", "alpha", mode.values().get(0), 1e-6);
      check(author, "best", "log_evidence", mode.logDensity(), EXACT);
    }
  }
}
