package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Posteriors in closed form on the command line. */
class ExactCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  private static String model = "";

  @BeforeAll
  static void write() throws IOException {
    String text =
        """
        set Toss;
        data heads : bool[Toss];
        bias ~ Beta(2, 3);
        observe heads ~ Bernoulli(bias);
        generate odds = bias / (1 - bias);
        """;
    model = Files.writeString(folder.resolve("coin.bayes"), text).toString();
    Files.writeString(folder.resolve("coin.json"), "{\"heads\": [1, 0, 1, 1]}");
  }

  private static double number(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\" : ([-0-9.E]+)").matcher(json);
    assertTrue(found.find(), name + " in " + json);
    return Double.parseDouble(found.group(1));
  }

  @Test
  void isTheDefaultAndTellsFormsAndEvidence() {
    Command run = Command.run("sample", model, "--seed", "1");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("Exact: 4000 independent draws"), run.err());
    assertTrue(run.out().contains("bias ~ Beta(a: 5, b: 4)"), run.out());
    // B(5, 4) / B(2, 3).
    assertTrue(run.out().contains("Log evidence: -3.1498830 (exact)"), run.out());
    assertTrue(run.out().contains("known in closed form"), run.out());
    Command json = Command.run("sample", model, "--seed", "1", "--json");
    assertEquals(5 / 9.0, number(json.out(), "exact_mean bias"), 1e-14);
    assertEquals(Math.log(12.0 / 280), number(json.out(), "log_evidence"), 1e-12);
  }

  @Test
  void otherMethodsAndTheirOptionsAreAnsweredAsEver() {
    Command named = Command.run("sample", model, "--seed", "1", "--method", "nuts");
    assertTrue(named.out().contains("r_hat"), named.out());
    Command warm = Command.run("sample", model, "--seed", "1", "--warmup", "100");
    assertTrue(warm.out().contains("r_hat"), warm.out());
    Command plain = Command.run("sample", model, "--seed", "1", "--no-integrals");
    assertFalse(plain.out().contains("Posterior:"), plain.out());
  }

  @Test
  void isRefusedWithTheLatentInTheWay() throws IOException {
    String text = "data y : real;\nm ~ Cauchy(0, 1);\nobserve y ~ Normal(m, 1);\n";
    Path other = Files.writeString(folder.resolve("other.bayes"), text);
    Command run = Command.run("sample", other.toString(), "--set", "y=1", "--method", "exact");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("error[M0127]"), run.err());
    assertTrue(run.err().contains("`m`"), run.err());
  }

  @Test
  void runsAreKeptSummarisedAndUpdated() throws IOException {
    String out = folder.resolve("run").toString();
    Command run = Command.run("sample", model, "--seed", "1", "--out", out);
    assertEquals(0, run.exitCode(), run.err());
    Command summary = Command.run("summary", out);
    assertEquals(run.out(), summary.out());
    assertEquals(0, Command.run("predict", out).exitCode());
    assertEquals(0, Command.run("loo", out).exitCode());
    assertEquals(0, Command.run("diagnose", out, "--require", "rhat<1.05,ess>400").exitCode());
    Path more = Files.writeString(folder.resolve("more.json"), "{\"heads\": [0, 0]}");
    Command update = Command.run("update", out, "--data", more.toString(), "--json");
    assertEquals(0, update.exitCode(), update.err());
    assertEquals(5 / 11.0, number(update.out(), "exact_mean bias"), 1e-14);
    // B(5, 6) / B(5, 4).
    assertEquals(Math.log(20.0 / 90), number(update.out(), "log_predictive"), 1e-12);
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Command.run("sample", model, "--seed", "7", "--threads", "1", "--out", one.toString());
    Command.run("sample", model, "--seed", "7", "--threads", "2", "--out", two.toString());
    for (String file : new String[] {"chain-1.csv", "chain-4.csv", "run.json"}) {
      assertEquals(Files.readString(one.resolve(file)), Files.readString(two.resolve(file)));
    }
  }
}
