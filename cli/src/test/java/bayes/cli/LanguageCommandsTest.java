package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on models of several files, with gaps, with rows of any length, and with nothing. */
final class LanguageCommandsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private ModelFolder models;

  @BeforeEach
  void write() {
    models = ModelFolder.in(folder);
  }

  @Test
  void importsFilesOfTheModelsFolderAlone() throws IOException {
    Path models = Files.createDirectories(folder.resolve("models/lib"));
    Path model = folder.resolve("models/main.bayes");
    Files.writeString(models.resolve("f.bayes"), "fun half(x: real) -> real { return x / 2; }");
    Files.writeString(model, "import \"lib/f.bayes\"; x ~ Normal(0, 1); generate y = half(x);");
    assertEquals(0, Command.run("check", model.toString()).exitCode());
    Path run = folder.resolve("run");
    Command sampled =
        Command.run(
            "sample", model.toString(), "--draws", "20", "--seed", "1", "--out", run.toString());
    assertEquals(0, sampled.exitCode(), sampled.err());
    assertTrue(Files.isRegularFile(run.resolve("model/lib/f.bayes")), "the run keeps the import");

    Path outside = Files.writeString(folder.resolve("f.bayes"), "fun g() -> real { return 1.0; }");
    Files.createSymbolicLink(folder.resolve("models/link.bayes"), outside);
    for (String path : new String[] {"../f.bayes", "link.bayes", outside.toString()}) {
      Files.writeString(model, "import \"" + path + "\"; x ~ Normal(0, 1);");
      Command refused = Command.run("check", model.toString());
      assertEquals(1, refused.exitCode(), path);
      assertTrue(refused.err().contains("P0019"), refused.err());
    }
  }

  /** On the log scale these are skewed: of the run or of a quantity, the worst k decides. */
  @Test
  void theWorstOfAllParetoKsIsRequired() {
    models.write(
        "skewed.bayes", "s ~ Gamma(0.3, 1); @record let t = s ^ 4; observe 2.0 ~ Normal(0, s);");
    String model = models.file("skewed.bayes");
    Command required =
        Command.run("sample", model, "--method", "laplace", "--seed", "1", "--require", "k<0.2");
    assertEquals(3, required.exitCode(), required.err());
    assertTrue(required.err().contains("for t"), required.err());
  }

  @Test
  void nothingToSampleIsSaid() {
    models.write("empty.bayes", "// Nothing yet.\n");
    Command empty = Command.run("sample", models.file("empty.bayes"));
    assertTrue(empty.err().contains("there is nothing to sample"), empty.err());
    assertTrue(empty.exitCode() != 0);
    models.write("generate.bayes", "data n : int = 3; generate x ~ Normal(n, 1);");
    Command draws = Command.run("sample", models.file("generate.bayes"), "--seed", "2", "--json");
    assertEquals(0, draws.exitCode(), draws.err());
    assertTrue(draws.err().contains("has no latents"), draws.err());
    Command mode = Command.run("sample", models.file("generate.bayes"), "--method", "map");
    assertTrue(mode.err().contains("there is no mode to look for"), mode.err());
    assertEquals(1, mode.exitCode());
    assertEquals(3, mean(draws, "x"), 5 / Math.sqrt(4000));
  }

  /** What is missing at random says nothing of the mean, and is normal around it. */
  @Test
  void missingElementsAreDrawnFromTheirConditional() {
    models.write(
        "gaps.bayes",
        "set S; data y : real[S]?; mu ~ Normal(0, 1); observe y[s in S] ~ Normal(mu, 1);");
    models.write("gaps.json", "{\"y\": {\"a\": 1, \"b\": null, \"c\": 3, \"d\": 2}}");
    Command run =
        Command.run(
            "sample", models.file("gaps.bayes"), "--seed", "3", "--draws", "2000", "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(1.5, mean(run, "mu"), 0.05);
    assertEquals(0.5, number(run, "mu", "sd"), 0.03);
    assertEquals(1.5, mean(run, "y[\\\"b\\\"]"), 0.1);
    assertEquals(Math.sqrt(1.25), number(run, "y[\\\"b\\\"]", "sd"), 0.06);
    String described = Command.run("describe", models.file("gaps.bayes")).out();
    assertTrue(described.contains("real[S]?"), described);
    assertTrue(described.contains("missing y"), described);
  }

  private static double mean(Command run, String quantity) {
    return number(run, quantity, "mean");
  }

  private static double number(Command run, String quantity, String statistic) {
    Pattern pattern =
        Pattern.compile(
            "\"" + Pattern.quote(quantity) + "\".*?\"" + statistic + "\" : (-?[\\d.eE+-]+)",
            Pattern.DOTALL);
    Matcher matcher = pattern.matcher(run.out());
    assertTrue(matcher.find(), () -> quantity + " in " + run.out());
    return Double.parseDouble(matcher.group(1));
  }
}
