package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mosteller and Wallace's question, against an enumeration on a grid. */
class FederalistTest {
  private static final String REFERENCE = "authorship.tsv";
  private static final List<FederalistCounts.Paper> PAPERS =
      FederalistCounts.read(Reference.EXAMPLES.resolve("federalist/federalist.tsv"));

  /** Twelve papers and s: a false alarm in 1,000 seeds, less for what the grid is allowed. */
  private static final double LIMIT = 4;

  private static Draws sample(RunSettings run) {
    return Example.of(Reference.EXAMPLES, "federalist/authorship")
        .bind()
        .sample(NutsSettings.of(run))
        .draws();
  }

  @Test
  void theDataAreThoseOfTheTexts() throws IOException {
    assertEquals(file("federalist/authorship.json"), FederalistCounts.authorship(PAPERS));
    assertEquals(
        file("dirichlet_unigram/dirichlet_unigram.json"), FederalistCounts.unigrams(PAPERS));
  }

  private static String file(String name) throws IOException {
    return Files.readString(Reference.EXAMPLES.resolve(name));
  }

  @Test
  void wordsFormsAndPapersAreThoseOfTheReference() {
    Map<String, List<String>> forms = new LinkedHashMap<>();
    for (List<String> row : Reference.rows("authorship_words.tsv")) {
      forms.put(row.get(0), row.subList(1, row.size()));
    }
    assertEquals(30, forms.size());
    assertEquals(forms, FederalistCounts.wordForms());
    for (List<String> row : Reference.rows("authorship_training.tsv")) {
      List<String> papers =
          PAPERS.stream()
              .filter(paper -> paper.author().equalsIgnoreCase(row.get(0)))
              .map(FederalistCounts.Paper::number)
              .toList();
      assertEquals(row.subList(1, row.size()), papers);
      assertEquals(row.get(0).equals("Hamilton") ? 51 : 14, papers.size());
    }
  }

  /** With fewer draws than a user would make, and so wider errors. */
  @Test
  void madisonWroteTheDisputedPapers() {
    Draws draws = sample(RunSettings.defaults(20247).withChains(2).withWarmup(300).withDraws(300));
    check(draws);
    // A planted fault: the mean of the log ratios is not the integrated log odds.
    Map<String, Double> means = new LinkedHashMap<>();
    for (IntegratedLogOdds paper : IntegratedLogOdds.of(draws)) {
      int column = draws.layout().column("log_ratio[\"" + paper.paper() + "\"]").orElseThrow();
      means.put(
          paper.paper(),
          Arrays.stream(draws.chains(column))
              .flatMapToDouble(Arrays::stream)
              .average()
              .orElseThrow());
    }
    assertFalse(disagreements(IntegratedLogOdds.of(draws), means).isEmpty());
  }

  @Test
  @Tag("thorough")
  void madisonWroteTheDisputedPapersByAFullRun() {
    Draws draws = sample(RunSettings.defaults(20248));
    Agreement.assertConverged(draws, 400);
    check(draws);
  }

  private static void check(Draws draws) {
    List<IntegratedLogOdds> papers = IntegratedLogOdds.of(draws);
    assertEquals(12, papers.size());
    Map<String, Double> logOdds = new LinkedHashMap<>();
    for (IntegratedLogOdds paper : papers) {
      logOdds.put(paper.paper(), paper.logOdds());
      assertTrue(paper.q5() < paper.median() && paper.median() < paper.q95(), paper.toString());
      assertTrue(paper.probabilityOfHamilton() < 0.01, paper.toString());
    }
    assertEquals(List.of(), disagreements(papers, logOdds));
    Reference.Known s = Reference.known(REFERENCE, "s", "mean");
    double[][] chains = draws.chains(draws.layout().column("s").orElseThrow());
    double mean = Arrays.stream(chains).flatMapToDouble(Arrays::stream).average().orElseThrow();
    assertEquals(s.value(), mean, s.error() + LIMIT * Convergence.mcseMean(chains));
  }

  /** The papers whose estimates are further from the grid's than its error and four of ours. */
  private static List<String> disagreements(
      List<IntegratedLogOdds> papers, Map<String, Double> estimates) {
    List<String> found = new ArrayList<>();
    for (IntegratedLogOdds paper : papers) {
      Reference.Known known = Reference.known(REFERENCE, paper.paper(), "log_odds");
      double estimate = estimates.getOrDefault(paper.paper(), Double.NaN);
      double allowed = known.error() + LIMIT * paper.mcse();
      if (!(Math.abs(estimate - known.value()) <= allowed)) {
        found.add(paper + " against " + known.value());
      }
    }
    return found;
  }
}
