package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.cli.console.Console.Terminals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bayes sample} and {@code bayes summary}. */
final class SampleCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private ModelFolder models;

  @BeforeEach
  void write() {
    models = ModelFolder.in(folder);
  }

  private Command sample(String... options) {
    var arguments = new ArrayList<>(List.of("sample", models.file("mean.bayes")));
    arguments.addAll(List.of(options));
    return Command.run(arguments.toArray(String[]::new));
  }

  /** The number in a column of the JSON document of {@code mu}. */
  private static double number(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\" : (-?[\\d.eE+-]+)").matcher(json);
    assertTrue(matcher.find(), () -> name + " in " + json);
    return Double.parseDouble(matcher.group(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nuts", "mh", "importance", "smc"})
  void findsThePosterior(String method) {
    Command run = sample("--method", method, "--seed", "4", "--json");
    assertEquals(0, run.exitCode(), run.err());
    double mcse = number(run.out(), "mcse_mean");
    assertTrue(mcse > 0 && mcse < 0.05, run.out());
    assertEquals(ModelFolder.MEAN, number(run.out(), "mean"), 5 * mcse);
    assertEquals(ModelFolder.SD, number(run.out(), "sd"), 0.05);
  }

  @Test
  void findsTheMode() {
    Command run = sample("--method", "map", "--seed", "4", "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(ModelFolder.MEAN, number(run.out(), "mode"), 1e-6);
    assertEquals(ModelFolder.SD, number(run.out(), "standard_error"), 1e-6);
  }

  @Test
  void importanceSamplingTellsTheEvidence() {
    Command run = sample("--method", "importance", "--seed", "4", "--json");
    // y ~ Normal(0, I + 11'): determinant 5, y' (I + 11')^-1 y = sum y^2 - (sum y)^2 / 5.
    double exact = -0.5 * (4 * Math.log(2 * Math.PI) + Math.log(5) + 17.5 - 64.0 / 5);
    double error = number(run.out(), "log_evidence_error");
    assertEquals(exact, number(run.out(), "log_evidence"), 5 * error + 1e-9);
    assertTrue(error < 0.05, run.out());
  }

  @Test
  void anImproperPriorHasNoEvidence() {
    String model = models.write("flat.bayes", "mu ~ Flat();\nobserve 1.5 ~ Normal(mu, 1);\n");
    Command run = Command.run("sample", model, "--method", "importance", "--seed", "1");
    assertTrue(run.out().contains("No evidence: "), run.out() + run.err());
    assertTrue(run.out().contains("is improper"), run.out());
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("warning[M0127]: no evidence is told: "), run.err());
    assertTrue(run.err().contains("flat.bayes:1:1"), run.err());
  }

  @Test
  void dataWithoutElementsAreToldApart() {
    String model =
        models.write(
            "none.bayes",
            "set S;\ndata y : real[S];\nmu ~ Normal(0, 1);\nobserve y[s in S] ~ Normal(mu, 1);\n");
    for (String values : List.of("[]", "[1.5]")) {
      String data = models.write("none.json", "{\"y\": " + values + "}");
      Command run =
          Command.run("sample", model, "--data", data, "--seed", "1", "--method", "importance");
      assertEquals(0, run.exitCode(), run.err());
      boolean isEmpty = values.equals("[]");
      assertEquals(isEmpty, run.err().contains("Nothing is observed: "), run.err());
      assertEquals(isEmpty, run.out().contains("tell of the prior alone"), run.out());
      assertEquals(isEmpty, run.out().contains("`bayes simulate`"), run.out());
      assertFalse(run.err().contains("M0127"), run.err());
    }
  }

  @Test
  void separatesResultsFromMessages() {
    Command run = sample("--method", "nuts", "--seed", "1", "--draws", "200");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("mu") && run.out().contains("r_hat"), run.out());
    assertFalse(run.out().contains("seed"), run.out());
    assertTrue(run.err().contains("mean.json (beside the model)"), run.err());
    assertFalse(run.err().contains("\u001b"), "no progress where nobody watches");
  }

  @Test
  void showsProgressAndColoursOnATerminalOnly() {
    String[] arguments = {"sample", models.file("mean.bayes"), "--seed", "1"};
    Terminals all = new Terminals(true, true, true);
    Command coloured = Command.run("", all, Map.of(), arguments);
    assertTrue(coloured.out().contains("\u001b["), coloured.out());
    Command plain = Command.run("", all, Map.of("NO_COLOR", "1", "TERM", "dumb"), arguments);
    assertFalse((plain.out() + plain.err()).contains("\u001b["), plain.out() + plain.err());
  }

  @Test
  void aDrawnSeedIsToldAndRepeatsTheRun() {
    Command first = sample("--json", "--draws", "100", "--warmup", "100");
    Matcher seed = Pattern.compile("seed (\\d+) \\(drawn").matcher(first.err());
    assertTrue(seed.find(), first.err());
    Command again = sample("--json", "--draws", "100", "--warmup", "100", "--seed", seed.group(1));
    assertEquals(first.out(), again.out());
    Command other = sample("--json", "--draws", "100", "--warmup", "100", "--seed", "17");
    assertNotEquals(first.out(), other.out());
  }

  @Test
  void threadsDoNotChangeDraws() {
    String[] few = {"--json", "--seed", "5", "--draws", "100", "--warmup", "100", "--threads", "1"};
    String[] many = few.clone();
    many[many.length - 1] = "4";
    assertEquals(sample(few).out(), sample(many).out());
  }

  @Test
  void aFolderIsWrittenAndReadBack() throws IOException {
    Path out = folder.resolve("run with space");
    Command run = sample("--seed", "1", "--draws", "200", "--out", out.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(ModelFolder.MODEL, Files.readString(out.resolve("model/mean.bayes")));
    assertTrue(Files.readString(out.resolve("run.json")).contains("\"seed\""));
    Files.delete(folder.resolve("mean.bayes"));
    Files.delete(folder.resolve("mean.json"));
    Command summary = Command.run("summary", out.toString());
    assertEquals(run.out(), summary.out());
    assertEquals(0, summary.exitCode());
  }

  @Test
  void aSummaryIsFilteredAndDrawn() throws IOException {
    Path out = folder.resolve("run");
    sample("--seed", "1", "--draws", "200", "--out", out.toString());
    Path picture = folder.resolve("p.svg");
    Command summary =
        Command.run("summary", out.toString(), "--only", "mu", "--plot", picture.toString());
    assertEquals(0, summary.exitCode(), summary.err());
    assertFalse(summary.out().contains("isPositive"), summary.out());
    assertTrue(Files.readString(picture).startsWith("<svg"));
    Command unknown = Command.run("summary", out.toString(), "--only", "tau");
    assertEquals(2, unknown.exitCode());
    assertTrue(unknown.err().contains("the run has no `tau`; it has `mu`"), unknown.err());
  }

  @Test
  void anOccupiedOrUnwritableFolderIsFoundBeforeSampling() {
    Path out = folder.resolve("run");
    sample("--seed", "1", "--draws", "100", "--out", out.toString());
    Command occupied = sample("--out", out.toString());
    assertEquals(74, occupied.exitCode());
    assertFalse(occupied.err().contains("Sampling"), occupied.err());
    Command inTheWay = sample("--out", models.file("mean.json"));
    assertEquals(74, inTheWay.exitCode());
    assertFalse(inTheWay.err().contains("Sampling"), inTheWay.err());
  }

  @Test
  void aWrongModelIsExplained() {
    String model = models.write("wrong.bayes", "mu ~ Normal(0, sgima);\n");
    Command run = Command.run("sample", model);
    assertEquals(1, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().contains("wrong.bayes:1:16"), run.err());
  }

  @Test
  void wrongDataAreExplained() {
    String data = models.write("other.json", "{\"y\": [1, \"two\", 3]}");
    Command run = sample("--data", data);
    assertEquals(4, run.exitCode(), run.err());
    assertTrue(run.err().contains("other.json"), run.err());
    String broken = models.write("broken.json", "{\"y\": [1, ");
    assertEquals(4, sample("--data", broken).exitCode());
    assertEquals(74, sample("--data", models.file("absent.json")).exitCode());
  }

  @Test
  void settingsOverrideFiles() {
    Command run = sample("--set", "y=[3, 3, 3, 3]", "--method", "map", "--seed", "1", "--json");
    assertEquals(2.4, number(run.out(), "mode"), 1e-6);
    Command wrong = sample("--set", "y");
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.err().contains("--set K=3"), wrong.err());
    Command unknown = sample("--set", "Itme=3");
    assertEquals(2, unknown.exitCode());
    assertTrue(unknown.err().contains("did you mean `Item`?"), unknown.err());
  }

  @Test
  void aRunThatCannotBeKeptIsSummarisedAllTheSame() throws IOException {
    Path out = Files.createDirectories(folder.resolve("run"));
    Files.createDirectories(out.resolve("chain-2.csv/in the way"));
    Command run = sample("--method", "nuts", "--seed", "1", "--out", out.toString());
    assertEquals(74, run.exitCode(), run.err());
    assertTrue(run.err().contains("error[C0013]"), run.err());
    assertTrue(run.err().contains("chain-2.csv"), run.err());
    assertTrue(run.out().contains("The chains have converged"), run.out());
  }

  @Test
  void aRunThatHasNoPlaceIsRefusedAtOnce() throws IOException {
    Path out = Files.createDirectories(folder.resolve("run"));
    Files.createDirectories(out.resolve("data.json/in the way"));
    Command run = sample("--seed", "1", "--out", out.toString());
    assertEquals(74, run.exitCode(), run.err());
    assertTrue(run.err().contains("error[C0009]"), run.err());
    assertEquals("", run.out());
  }

  @Test
  void aModelWithoutLatentsHasNothingToConverge() {
    String model = models.write("known.bayes", "data x : real;\ngenerate twice = 2 * x;\n");
    for (String method : List.of("nuts", "mh", "importance", "smc")) {
      Command run = Command.run("sample", model, "--set", "x=3", "--method", method, "--seed", "1");
      assertEquals(0, run.exitCode(), run.err());
      assertFalse(run.out().contains("Do not rely"), run.out());
    }
  }

  @Test
  void twoFilesOfTheModelsNameAreAmbiguous() {
    models.write("mean.csv", "Item,y\na,1\n");
    Command run = sample();
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("error[C0006]"), run.err());
  }

  @Test
  void aDensityThatIsZeroEverywhereEndsWithTheReason() {
    String model =
        models.write(
            "never.bayes", "mu ~ Normal(0, 1);\nobserve 2.0 ~ Uniform(exp(mu), exp(mu));\n");
    Command run = Command.run("sample", model, "--seed", "1");
    assertEquals(5, run.exitCode(), run.out() + run.err());
    assertTrue(run.err().contains("every chain failed: "), run.err());
  }
}
