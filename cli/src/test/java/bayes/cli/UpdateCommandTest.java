package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateCommandTest {
  private static final String MODEL =
      """
      set Day;
      data y : real[Day];
      data scale : real<above=0>;
      mu ~ Normal(0, 10);
      observe y[d in Day] ~ Normal(mu, scale);
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private String run;

  @BeforeEach
  void sample() throws IOException {
    Path model = Files.writeString(folder.resolve("days.bayes"), MODEL);
    Path data = Files.writeString(folder.resolve("days.json"), "{\"y\": [1, 2, 4], \"scale\": 2}");
    run = folder.resolve("run").toString();
    Command sampled =
        Command.run(
            "sample",
            model.toString(),
            "--data",
            data.toString(),
            "--method",
            "nuts",
            "--seed",
            "1",
            "--out",
            run);
    assertEquals(0, sampled.exitCode(), sampled.err());
  }

  private Command update(String of, String... options) {
    List<String> arguments = new ArrayList<>(List.of("update", of, "--seed", "2"));
    arguments.addAll(List.of(options));
    return Command.run(arguments.toArray(String[]::new));
  }

  private static double number(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\" ?: (-?[\\d.eE+-]+)").matcher(json);
    assertTrue(matcher.find(), () -> name + " in " + json);
    return Double.parseDouble(matcher.group(1));
  }

  /** Posterior mean of n values of sum s: precision 1/100 + n/4. */
  private static double mean(double sum, int n) {
    return sum / 4 / (0.01 + n / 4.0);
  }

  @Test
  void isThePosteriorOfAllDataAndCanBeUpdatedAgain() throws IOException {
    String second = folder.resolve("second").toString();
    Command once = update(run, "--set", "y=[6, 3]", "--out", second, "--json");
    assertEquals(0, once.exitCode(), once.err());
    assertTrue(once.err().contains("Updated: rejuvenated"), once.err());
    double mcse = number(once.out(), "mcse_mean");
    assertEquals(mean(16, 5), number(once.out(), "mean"), 4.5 * mcse);
    String record = Files.readString(Path.of(second, "run.json"));
    assertTrue(record.replace(" ", "").contains("\"updated_from\":\"run\""), record);
    assertTrue(Files.readString(Path.of(second, "data.json")).contains("[1,2,4,6,3]"));
    Command again = update(second, "--set", "y=[-2]", "--set", "scale=2", "--json");
    assertEquals(0, again.exitCode(), again.err());
    assertEquals(mean(14, 6), number(again.out(), "mean"), 4.5 * number(again.out(), "mcse_mean"));
    // What a run of other data would say is further away.
    assertTrue(Math.abs(mean(16, 5) - mean(14, 6)) > 9 * mcse);
  }

  @Test
  void nothingNewIsExact() {
    Command exact = update(run, "--set", "scale=2");
    assertEquals(0, exact.exitCode(), exact.err());
    assertTrue(exact.err().contains("exact"), exact.err());
  }

  @Test
  void whatCannotGrowIsRefused() {
    Command changed = update(run, "--set", "scale=3", "--set", "y=[1]");
    assertEquals(4, changed.exitCode());
    assertTrue(changed.err().contains("D0204"), changed.err());
    Command form = update(run, "--set", "y={\"a\": 1}");
    assertTrue(form.err().contains("D0205"), form.err());
  }

  @Test
  void anApproximationIsNoPrior() {
    String mode = folder.resolve("mode").toString();
    String model = folder.resolve("days.bayes").toString();
    Command found = Command.run("sample", model, "--method", "map", "--seed", "1", "--out", mode);
    assertEquals(0, found.exitCode(), found.err());
    Command refused = update(mode, "--set", "y=[3]");
    assertEquals(5, refused.exitCode());
    assertTrue(refused.err().contains("approximates"), refused.err());
  }

  @Test
  void dataThatOutweighTheRunNeedARefit() throws IOException {
    StringBuilder values = new StringBuilder("{\"y\": [30");
    for (int i = 1; i < 500; i++) values.append(", ").append(30 + i % 2);
    Path far = Files.writeString(folder.resolve("far.json"), values + "]}");
    Command needed = update(run, "--data", far.toString());
    assertEquals(5, needed.exitCode(), needed.err());
    assertTrue(needed.err().contains("refit needed"), needed.err());
    assertTrue(needed.out().isEmpty(), needed.out());
    Command refit = update(run, "--data", far.toString(), "--refit", "--json");
    assertEquals(0, refit.exitCode(), refit.err());
    double mcse = number(refit.out(), "mcse_mean");
    assertEquals(
        mean(8 * 1 - 1 + 30 * 500 + 250, 503), number(refit.out(), "mean"), 1e-9 + 4.5 * mcse);
    assertFalse(refit.err().contains("rejuvenated"));
  }
}
