package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

/** {@code calibrate} as it is typed. */
final class CalibrateCommandTest {
  private static final String MODEL =
      """
      data n : int;
      data y : real[n];
      mu ~ Normal(0, 2);
      s ~ LogNormal(0, 1);
      observe y[i in 1..n] ~ Normal(mu, s);
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Command calibrate(String model, String... options) {
    List<String> words = new ArrayList<>();
    words.add("calibrate");
    words.add(ModelFolder.in(folder).write("m.bayes", model));
    words.addAll(List.of("--seed", "1", "--simulations", "60"));
    words.addAll(Arrays.asList(options));
    return Command.run(words.toArray(String[]::new));
  }

  @Test
  void aRightMethodIsCalibrated() throws Exception {
    Path run = folder.resolve("run");
    Command command =
        calibrate(
            MODEL, "--set", "n=3", "--method", "mh", "--out", run.toString(), "--threads", "2");
    assertEquals(0, command.exitCode(), command.err());
    assertTrue(
        command.out().contains("Ranks of the true values among 99 draws of mh"), command.out());
    assertTrue(command.out().contains("All ranks are as they should be"), command.out());
    assertTrue(command.err().contains("Written: " + run), command.err());
    List<String> ranks = Files.readAllLines(run.resolve("ranks.csv"));
    assertEquals("simulation,mu,s,log likelihood,log joint", ranks.get(0));
    assertEquals(61, ranks.size());
    String svg = Files.readString(run.resolve("calibration.svg"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertTrue(svg.contains(">log joint</text>"), svg);

    Command json = calibrate(MODEL, "--set", "n=3", "--method", "mh", "--json", "--threads", "1");
    assertEquals(Files.readString(run.resolve("calibration.json")), json.out());
    List<String> fields = fields(json.out());
    assertTrue(
        fields.containsAll(List.of("calibrated", "p_limit", "label", "p_ecdf", "bias", "ranks")),
        "" + fields);

    Command again = calibrate(MODEL, "--set", "n=3", "--out", run.toString());
    assertEquals(74, again.exitCode());
    assertTrue(again.err().contains("holds a calibration already"), again.err());
  }

  private static List<String> fields(String text) throws IOException {
    List<String> fields = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      while (json.nextToken() != null)
        if (json.currentName() != null) fields.add(json.currentName());
    }
    return fields;
  }

  @Test
  void anApproximationIsBlamed() throws IOException {
    Path picture = folder.resolve("ranks.svg");
    Command command =
        calibrate(MODEL, "--set", "n=3", "--method", "map", "--plot", picture.toString());
    assertEquals(3, command.exitCode(), command.err());
    for (String word :
        List.of(
            "biased down",
            "too narrow",
            "log joint: distribution function less uniform",
            "Next: map is an approximation")) {
      assertTrue(command.out().contains(word), () -> word + ": " + command.out());
    }
    assertTrue(Files.readString(picture).contains(">too narrow</text>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data y : real; m ~ Flat(); observe y ~ Normal(m, 1); | 1 | M0122",
        "data y : real; m ~ Normal(0, 1); factor m; observe y ~ Normal(m, 1); | 1 | M0121",
        "data y : real<above=0> = 1; m ~ Normal(0, 1); observe log(y) ~ Normal(m, 1); | 1 | M0124",
        "data y : real<lower=0>; m ~ Normal(0, 1); observe y ~ Normal(m, 1);"
            + " | 1 | the simulated data, y: found -",
        "data y : int; r ~ Normal(0, 99); observe y ~ Poisson(exp(r)); | 5 | in simulation 1",
        "data y : real; observe y ~ Normal(0, 1); | 1 | the model has no latents",
        "data n : int; m ~ Normal(0, 1); | 4 | D0101"
      })
  void whatCannotBeCalibratedIsSaid(String model, int exitCode, String message) {
    Command command = calibrate(model);
    assertEquals(exitCode, command.exitCode(), command.err());
    assertTrue(command.err().contains(message), command.err());
  }

  @Test
  void aMethodThatAppliesIsChosenIfNoneIsNamed() {
    String model = "data y : int; @sample n ~ Poisson(5); observe y ~ Binomial(n, 0.5);";
    Command command = calibrate(model);
    assertEquals(0, command.exitCode(), command.err());
    Command named = calibrate(model, "--method", "smc");
    assertEquals(1, named.exitCode(), named.err());
    assertTrue(named.err().contains("M0127"), named.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ranked 3 | the ranks need at least 9 draws",
        "--false-alarms 2 | expected a number between 0 and 1",
        "--method mh --max-depth 4 | --max-depth does not apply to --method mh",
        "--ignore-factors | --ignore-factors"
      })
  void wrongOptionsAreRefused(String options, String message) {
    Command command = calibrate(MODEL, options.split(" "));
    assertEquals(2, command.exitCode());
    assertTrue(command.err().contains(message), command.err());
  }
}
