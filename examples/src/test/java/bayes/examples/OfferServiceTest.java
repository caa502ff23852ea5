package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BindingException;
import bayes.compiler.ModelException;
import bayes.runtime.draws.Draws;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The embedded API as a service uses it. */
class OfferServiceTest {
  private static final Map<String, Integer> SHOWN = Map.of("plain", 500, "gift", 480);
  private static final Map<String, Integer> BOUGHT = Map.of("plain", 40, "gift", 60);
  private static final OfferService SERVICE = new OfferService();

  /** A rate's posterior is Beta(1 + bought, 1 + shown - bought). */
  @Test
  void ratesAreThoseOfTheBetaPosterior() {
    Map<String, OfferService.Rating> ratings = SERVICE.rate(SHOWN, BOUGHT);
    Agreement agreement = new Agreement();
    SHOWN.forEach(
        (offer, shown) -> {
          double mean = (BOUGHT.getOrDefault(offer, 0) + 1.0) / (shown + 2);
          double sd = Math.sqrt(mean * (1 - mean) / (shown + 3));
          OfferService.Rating rating = Objects.requireNonNull(ratings.get(offer));
          agreement.add(offer, rating.mean(), mean, sd / Math.sqrt(1500));
          assertTrue(rating.lower() < mean && mean < rating.upper());
        });
    agreement.assertWithin(4.5);
    assertEquals(1, ratings.values().stream().mapToDouble(r -> r.probabilityOfBest()).sum(), 1e-12);
  }

  @Test
  void drawsCanBeAskedDirectly() {
    Draws draws = SERVICE.sample(SHOWN, BOUGHT);
    double lead = OfferService.probabilityOfLead(draws, "gift", "plain", 0);
    double clear = OfferService.probabilityOfLead(draws, "gift", "plain", 0.02);
    OfferService.Rating gift = Objects.requireNonNull(SERVICE.rate(SHOWN, BOUGHT).get("gift"));
    assertEquals(gift.probabilityOfBest(), lead, 1e-12);
    assertTrue(0.5 < clear && clear < lead);
  }

  @Test
  void severalThreadsGetTheSameAnswers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Map<String, OfferService.Rating>>> answers =
          threads.invokeAll(
              List.of(
                  () -> SERVICE.rate(SHOWN, BOUGHT),
                  () -> SERVICE.rate(SHOWN, BOUGHT),
                  () -> SERVICE.rate(SHOWN, BOUGHT)));
      for (var answer : answers) assertEquals(answers.get(0).get(), answer.get());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aBrokenModelIsAListOfDiagnostics() {
    ModelException e =
        assertThrows(
            ModelException.class,
            () -> new OfferService("rate ~ Beta(1, oops);\nx ~ Normal(0, -1);\n"));
    assertEquals(2, e.diagnostics().size());
    assertEquals(1, e.diagnostics().get(0).primary().span().line());
    assertEquals(2, e.diagnostics().get(1).primary().span().line());
  }

  @Test
  void nonsenseIsRefusedBeforeAnythingRuns() {
    BindingException tooMany =
        assertThrows(
            BindingException.class, () -> SERVICE.rate(SHOWN, Map.of("plain", 900, "gift", 1)));
    assertFalse(tooMany.diagnostics().isEmpty());
    BindingException missing =
        assertThrows(BindingException.class, () -> SERVICE.rate(SHOWN, Map.of("plain", 4)));
    assertTrue(missing.toString().contains("gift"), missing.toString());
  }

  /** The service as a module among modules. */
  @Test
  void itRunsOnTheModulePath() throws IOException, InterruptedException {
    String modulePath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .filter(entry -> !entry.matches(".*(junit|jqwik|surefire|opentest4j|apiguardian).*"))
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-p",
                modulePath,
                "-m",
                "bayes.examples/bayes.examples.OfferService")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains("best with probability"), output);
    assertTrue(output.contains("there is no `oops`"), output);
  }
}
