package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.examples.text.Authorship;
import bayes.runtime.data.Data;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.MemberShares;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who wrote the disputed Federalist papers, from the texts themselves: by all words against the
 * closed form (M3 of the reference suite for text models), by thirty words against quadrature (M4,
 * whose grid has an error of about 0.05).
 */
class AuthorshipTest {
  private static final double GRID = 0.05;
  private static final Map<Integer, Double> BY_THIRTY_WORDS =
      Map.ofEntries(
          Map.entry(49, -14.935643437112503),
          Map.entry(50, -12.842573326854563),
          Map.entry(51, -26.550288717404783),
          Map.entry(52, -16.826385126459172),
          Map.entry(53, -19.346186940519146),
          Map.entry(54, -16.267027477700594),
          Map.entry(55, -5.172793752867165),
          Map.entry(56, -9.509402809914718),
          Map.entry(57, -20.61811773520003),
          Map.entry(58, -18.888762176572527),
          Map.entry(62, -19.0009286727809),
          Map.entry(63, -16.80970738824999));

  private static Authorship papers() throws IOException {
    return Authorship.of(Reference.EXAMPLES);
  }

  @Test
  void allWordsGiveTheClosedForm() throws IOException {
    assertEquals(-47.92852924976614, papers().logOdds(49, 0.1), 1e-8 * 48);
    assertEquals(37.9671775130555, papers().logOdds(55, 1.0), 1e-6);
  }

  /** Differences of two log evidences near -950,000, each with an error of rounding. */
  @Test
  @Tag("thorough")
  void theAnswerDependsOnThePrior() throws IOException {
    Authorship papers = papers();
    assertEquals(15.036081938480493, papers.logOdds(49, 0.01), 1e-7);
    assertEquals(-168.05568395915907, papers.logOdds(63, 0.1), 1e-8 * 168);
    assertEquals(10.314130266051507, papers.logOdds(57, 0.1), 1e-7);
    assertEquals(-2.576701421814505, papers.logOdds(62, 1.0), 1e-7);
  }

  /** How far the log odds are from the reference, in what the errors of both allow. */
  private static double distance(int paper, double expected, RunSettings run) throws IOException {
    BoundModel model = papers().bind("function_words", paper, Data.empty());
    MemberShares shares =
        model.scalarMarginals(model.sample(NutsSettings.of(run)).draws()).stream()
            .filter(s -> s.label().equals("hamilton"))
            .findFirst()
            .orElseThrow();
    for (MemberShares.Share share : shares.shares()) {
      if (!share.member().equals("true")) continue;
      double found = Math.log(share.probability()) - Math.log1p(-share.probability());
      double error = share.mcse() / share.probability();
      return Math.abs(found - expected) / (GRID + 4.5 * error);
    }
    throw new AssertionError(shares);
  }

  @Test
  void thirtyWordsGiveTheOddsOfTheWeakestPaper() throws IOException {
    double expected = Objects.requireNonNull(BY_THIRTY_WORDS.get(55));
    RunSettings run = RunSettings.defaults(1).withChains(2);
    assertTrue(distance(55, expected, run) < 1);
    assertTrue(distance(55, expected + 0.7, run) > 1, "a wrong reference is seen");
  }

  @Test
  @Tag("thorough")
  void thirtyWordsGiveAllPapersToMadison() throws IOException {
    for (Map.Entry<Integer, Double> paper : BY_THIRTY_WORDS.entrySet()) {
      double distance = distance(paper.getKey(), paper.getValue(), RunSettings.defaults(2));
      assertTrue(distance < 1, "No. " + paper.getKey() + ": " + distance);
    }
  }
}
