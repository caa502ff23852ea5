package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate}, {@code predict} and {@code loo} as they are typed. */
class GenerativeCommandsTest {
  private static final String SCHOOLS =
      """
      set School;
      data y     : real[School];
      data sigma : real<above=0>[School];
      mu ~ Normal(0, 5);
      z[s in School] ~ Normal(0, 1);
      observe y[s in School] ~ Normal(mu + z[s], sigma[s]);
      generate best = argmax(z);
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private static Command ok(String... arguments) {
    Command command = Command.run(arguments);
    assertEquals(0, command.exitCode(), command.err());
    return command;
  }

  @Test
  void anEmptyModelHasNothingToSimulate() throws IOException {
    Command command = Command.run("simulate", file("empty.bayes", "let a = 1.0;\n"), "--seed", "1");
    assertEquals(1, command.exitCode());
    assertTrue(command.err().contains("there is nothing to simulate"), command.err());
  }

  @Test
  void simulatedDataAreSampledPredictedAndCompared() throws IOException {
    String model = file("m.bayes", SCHOOLS);
    String data = folder.resolve("fake.json").toString();
    Command simulated =
        ok(
            "simulate",
            model,
            "--set",
            "School=[\"a\", \"b\", \"c\"]",
            "--set",
            "sigma=[1, 1, 2]",
            "--draws",
            "1",
            "--seed",
            "4",
            "--out",
            data);
    assertTrue(simulated.out().contains("value"), simulated.out());
    assertTrue(simulated.out().contains("y[\"b\"]"), simulated.out());
    String run = folder.resolve("run").toString();
    ok(
        "sample",
        model,
        "--data",
        data,
        "--seed",
        "1",
        "--chains",
        "2",
        "--draws",
        "200",
        "--warmup",
        "200",
        "--out",
        run);

    Command predicted = ok("predict", run, "--seed", "2");
    assertTrue(predicted.out().contains("y[\"c\"]"), predicted.out());
    assertTrue(predicted.out().contains("of 3 observed values of y lie in their 90% interval."));
    assertEquals(predicted.out(), ok("predict", run, "--seed", "2").out());

    Command others =
        ok(
            "predict",
            run,
            "--set",
            "School=[\"a\", \"new\"]",
            "--set",
            "sigma=[1, 1]",
            "--seed",
            "1");
    assertTrue(others.out().contains("y[\"new\"]"), others.out());
    assertTrue(others.err().contains("New: z[\"new\"] is not in the run"), others.err());
    assertTrue(others.err().contains("1 held as in the run"), others.err());

    Command loo = ok("loo", run);
    assertTrue(loo.out().contains("elpd_loo"), loo.out());
    assertTrue(loo.out().contains("3 observations, 400 draws"), loo.out());
    Command compared = ok("loo", run, run);
    assertTrue(compared.out().contains("elpd_diff"), compared.out());
    for (String json :
        List.of(ok("loo", run, "--json").out(), ok("predict", run, "--json").out())) {
      requireJson(json);
    }
  }

  /** The folder of a run holds what its model imports. */
  @Test
  void runsOfModelsWithImports() throws IOException {
    file("lib.bayes", "fun twice(x: real) -> real { return 2 * x; }");
    String model =
        file(
            "m.bayes",
            "import \"lib.bayes\"; data y : real; mu ~ Normal(0, 1); observe y ~ Normal(twice(mu), 1);");
    String run = folder.resolve("run").toString();
    ok(
        "sample",
        model,
        "--set",
        "y=1",
        "--seed",
        "1",
        "--chains",
        "1",
        "--draws",
        "150",
        "--warmup",
        "150",
        "--out",
        run);
    Files.delete(folder.resolve("lib.bayes"));
    assertTrue(ok("predict", run, "--seed", "1").out().contains("y"));
    assertTrue(ok("loo", run).out().contains("1 observation, 150 draws"));
  }

  @Test
  void sessionsGenerateAsWell() {
    String session =
        """
        data y : real[3];
        mu ~ Normal(0, 1);
        observe y[i in 1..3] ~ Normal(mu, 1);
        :simulate --draws 100 --seed 1
        :set y=[1, 2, 3]
        :run --chains 1 --warmup 200 --draws 200 --seed 1
        :predict --seed 1
        :loo
        """;
    Command command = Command.withInput(session, "repl");
    assertEquals(0, command.exitCode(), command.err());
    assertTrue(command.out().contains("of 3 observed values of y lie"), command.out());
    assertTrue(command.out().contains("3 observations, 200 draws"), command.out());
    Command early = Command.withInput(":loo\n", "repl");
    assertTrue(early.err().contains("there are no draws yet"), early.err());
  }

  private static void requireJson(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      while (parser.nextToken() != null) {}
    }
  }

  @Test
  void drawsAreWrittenInEveryForm() throws IOException {
    String model = file("m.bayes", "data y : real; mu ~ Normal(0, 1); observe y ~ Normal(mu, 1);");
    String[] simulate = {"simulate", model, "--draws", "3", "--seed", "1"};
    String csv = ok(with(simulate, "--format", "csv")).out();
    assertTrue(csv.startsWith("mu,y\n"), csv);
    assertEquals(4, csv.lines().count());
    String json = ok(with(simulate, "--format", "json")).out();
    assertTrue(json.startsWith("["), json);
    requireJson(json);
    requireJson(ok(with(simulate, "--json")).out());
    Path place = folder.resolve("draws");
    ok(with(simulate, "--out", place.toString()));
    assertTrue(Files.exists(place.resolve("draw-3.json")));
    ok(with(simulate, "--out", folder.resolve("all.csv").toString()));
    assertEquals(csv, Files.readString(folder.resolve("all.csv")));
    assertEquals(csv, ok(with(simulate, "--format", "csv")).out());
  }

  private static String[] with(String[] words, String... more) {
    return Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  @Test
  void whatCannotBeSaysWhy() throws IOException {
    String factor = file("f.bayes", "data y : real; mu ~ Normal(0, 1); factor -y * mu;");
    Command refused = Command.run("simulate", factor);
    assertEquals(1, refused.exitCode());
    assertTrue(refused.err().contains("M0121"), refused.err());
    assertEquals(0, Command.run("simulate", factor, "--set", "y=1", "--ignore-factors").exitCode());
    String discrete = file("d.bayes", "data y : real; z ~ Poisson(2); observe y ~ Normal(z, 1);");
    assertEquals(0, Command.run("check", discrete).exitCode());
    assertEquals(0, Command.run("describe", discrete).exitCode());
    assertEquals(0, Command.run("simulate", discrete, "--seed", "1").exitCode());
    Command nuts = Command.run("sample", discrete, "--set", "y=1", "--method", "nuts");
    assertEquals(1, nuts.exitCode());
    assertTrue(nuts.err().contains("M0127"), nuts.err());
    assertFalse(nuts.err().contains("Exception"));
    Command sample = Command.run("sample", discrete, "--set", "y=1", "--seed", "1");
    assertEquals(0, sample.exitCode());
    assertTrue(sample.err().contains("Method: mh, as every latent is discrete"), sample.err());
    String mixed =
        file(
            "k.bayes",
            "data y : real; m ~ Normal(0, 1); z ~ Poisson(2); observe y ~ Normal(m * z, 1);");
    Command blocks = Command.run("sample", mixed, "--set", "y=1", "--seed", "1");
    assertEquals(0, blocks.exitCode());
    String said = "Blocks: 1 discrete coordinate; the others by gradient, given it";
    assertTrue(blocks.err().contains(said), blocks.err());
    assertTrue(blocks.err().contains("Sampling: nuts"), blocks.err());
    Command plan = Command.run("compile", discrete, "--emit=plan");
    assertTrue(plan.out().contains("discrete block, sampled one by one"), plan.out());
    String joint = file("j.bayes", "x ~ Multinomial(3, [0.5, 0.5]);");
    assertTrue(Command.run("sample", joint).err().contains("M0111"));
    assertEquals(1, Command.run("compile", joint, "--emit=gradient").exitCode());
    Command missing = Command.run("simulate", file("m.bayes", SCHOOLS));
    assertEquals(4, missing.exitCode());
    assertTrue(missing.err().contains("no data for `sigma`"), missing.err());
    assertEquals(74, Command.run("predict", folder.resolve("none").toString()).exitCode());
    assertEquals(2, Command.run("loo").exitCode());
    assertEquals(
        2, Command.run("simulate", factor, "--out", "x.csv", "--format", "json").exitCode());
  }
}
