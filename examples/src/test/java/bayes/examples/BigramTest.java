package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Model;
import bayes.examples.text.NextToken;
import bayes.runtime.data.Data;
import bayes.runtime.report.HeldOutScore;
import bayes.runtime.report.PredictiveTable;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bigrams of Shakespeare (M5 of the reference suite for text models), against MacKay and Peto's
 * iteration, which was computed apart, without prior for the concentration: evidence to 1e-8
 * relative; probabilities after a context at the mode within Monte Carlo error.
 */
class BigramTest {
  private static String text(String part) {
    try {
      return Files.readString(
          Reference.EXAMPLES.resolve("text/corpora/shakespeare/" + part + ".txt"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Data data(String text) {
    return Data.builder().put("text", text).build();
  }

  private static String source(String name) {
    return Example.of(Reference.EXAMPLES, "text/bigram/" + name).source().text();
  }

  /** The example without a prior for the concentration, which the reference does not have. */
  private static NextToken flat(String name) {
    String flat =
        source(name).replaceAll("alpha ~ LogNormal\\([^)]*\\);", "alpha : real<lower=0> ~ Flat();");
    return new NextToken(Model.compile(flat), data(text("train")));
  }

  /** Rows of one concentration for all cells, which is fixed: the evidence is exact. */
  private static double symmetric(String name, double total) {
    String model =
        source(name)
            .replaceAll("alpha ~ [^\\n]*\\n", "")
            .replaceAll("m ~ [^\\n]*\\n", "")
            .replaceAll(
                "Dirichlet\\(alpha \\* m\\)", "Dirichlet(" + set(name) + ", " + total + ")");
    return Model.compile(model).bind(data(text("train"))).exact().orElseThrow().logEvidence();
  }

  private static String set(String name) {
    return name.equals("characters") ? "Char" : "Word";
  }

  private static void assertRow(PredictiveTable table, int draws, String value, double... known) {
    PredictiveTable.Row row =
        table.rows().stream().filter(r -> r.value().equals(value)).findFirst().orElseThrow();
    double sd = (known[2] - known[1]) / 3.92;
    assertEquals(known[0], row.probability(), 4.5 * sd / Math.sqrt(draws), value);
    // The density of a Beta at its 2.5% point is near that of a normal one, 0.058 / sd.
    double error = Math.sqrt(0.025 * 0.975 / draws) / 0.058 * sd;
    assertEquals(known[1], row.quantiles().get(0), 4.5 * error, value);
    assertEquals(known[2], row.quantiles().get(4), 4.5 * error, value);
  }

  @Test
  void evidenceOfSymmetricRowsIsExact() {
    assertEquals(
        -2468448.1854011314, symmetric("characters", 3.8758375135769874 / 65), 1e-8 * 2468448);
    assertEquals(
        -1381898.5407603122, symmetric("bigram", 64.54643247457317 / 6401), 1e-8 * 1381898);
  }

  @Test
  void charactersHaveTheReferencesEvidenceAndNextCharacter() {
    NextToken next = flat("characters");
    double evidence = next.posterior().newLogLikelihood().logDensity(next.position());
    assertEquals(-2467924.559923334, evidence, 1e-8 * 2467924);
    assertEquals(5.109538288569535, next.value("alpha"), 1e-3);
    assertEquals(0.0621473146465638, next.value("m[\" \"]"), 1e-5);
    assertEquals(0.061556767918216834, next.value("m[\"e\"]"), 1e-5);
    PredictiveTable table = next.after("q", 4000);
    assertRow(table, 4000, "u", 0.9913583738267023, 0.9822696814213221, 0.9972203941392412);
    assertThrows(
        AssertionError.class,
        () -> assertRow(table, 4000, "u", 0.9923, 0.9822696814213221, 0.9972203941392412));
    // The mode is found to 1e-4, at which the score is nearly flat.
    HeldOutScore score = next.score(text("test"));
    assertEquals(12.173198313995751, score.perplexity().orElseThrow(), 1e-5);
    double swapped =
        next.score(new StringBuilder(text("test")).reverse().toString()).bitsPerEvent();
    assertTrue(swapped > score.bitsPerEvent() + 0.5, () -> "reversed " + swapped);
    // Learning as it goes; the reference does not score the step from the one text to the other.
    String test = text("test");
    double after = next.logLikelihood(text("train") + test);
    double perplexity = Math.exp((evidence - after) / (test.length() - 1));
    assertEquals(11.81849158381164, perplexity, 0.01);
  }

  @Test
  @Tag("thorough")
  void wordsHaveTheReferencesEvidenceAndNextWord() {
    NextToken next = flat("bigram");
    double evidence = next.posterior().newLogLikelihood().logDensity(next.position());
    assertEquals(-1225756.6781161514, evidence, 1e-7 * 1225756);
    assertEquals(188.5005685387123, next.value("alpha"), 0.5);
    assertEquals(0.1091950487137196, next.value("m[\",\"]"), 1e-4);
    PredictiveTable table = next.after("my", 2000);
    assertRow(table, 2000, "lord", 0.1187196997242322, 0.10737472114295683, 0.13054749885079722);
    assertRow(table, 2000, "heart", 0.02477821500592547, 0.01951583364947753, 0.03064191305182915);
    assertEquals("lord", table.rows().get(0).value());
    double batch = next.score(text("test")).perplexity().orElseThrow();
    assertEquals(203.2721489724744, batch, 1e-2);
    assertTrue(batch < 203.3);
    double after = next.logLikelihood(text("train") + text("test"));
    double perplexity = Math.exp((evidence - after) / 12604);
    assertEquals(183.9973396992857, perplexity, 0.5);
  }
}
