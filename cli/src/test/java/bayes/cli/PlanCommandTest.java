package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bayes plan}, and the options that keep plans from doing what they would. */
final class PlanCommandTest {
  private static final String SCHOOLS =
      """
      set School;
      data y : real[School];
      tau ~ HalfNormal(5);
      theta[s in School] ~ StudentT(4, 0, tau);
      observe y[s in School] ~ Normal(theta[s], 10);
      let doubled[s in School] = 2 * theta[s];
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void tellsWhatHappensToEachLatent() {
    Command plan = Command.run("plan", ModelFolder.in(folder).write("schools.bayes", SCHOOLS));
    assertEquals(0, plan.exitCode(), plan.err());
    assertTrue(plan.out().startsWith("Plan of schools\n\ntau : real   (line 3)\n"), plan.out());
    assertTrue(plan.out().contains("|School| coordinates"), plan.out());
    assertTrue(plan.out().contains("  jointly, by the gradient: tau, theta\n"), plan.out());
  }

  @Test
  void sizesComeWithTheData() {
    ModelFolder files = ModelFolder.in(folder);
    String model = files.write("schools.bayes", SCHOOLS);
    Command plan = Command.run("plan", model, "--set", "y=[1, 2, 3]");
    assertTrue(plan.out().contains("|School| = 3 coordinates"), plan.out());
    Command json = Command.run("plan", model, "--set", "y=[1, 2, 3]", "--format", "json");
    assertTrue(json.out().contains("\"treatment\" : \"gradient\""), json.out());
    assertTrue(json.out().contains("\"School\" : 3"), json.out());
  }

  @Test
  void tellsTheStatisticsThatTheDataChose() {
    String coins =
        """
        set Toss;
        data heads : int<lower=0, upper=1>[Toss];
        a ~ Normal(0, 1);
        observe heads[i in Toss] ~ Bernoulli(logit: a);
        """;
    String model = ModelFolder.in(folder).write("coins.bayes", coins);
    Command few = Command.run("plan", model, "--set", "heads=[0, 1, 1, 1, 0, 1]");
    assertTrue(few.out().replaceAll("\\s+", " ").contains("count: 6 data in 2 groups"), few.out());
    Command json = Command.run("plan", model, "--set", "heads=[0, 1]", "--format", "json");
    assertTrue(json.out().contains("\"form\" : \"plain\""), json.out());
    assertTrue(json.out().contains("2 data in 2 groups"), json.out());
  }

  @Test
  void whatNoMethodExploresIsRefused() {
    String model =
        ModelFolder.in(folder)
            .write("m.bayes", "data n : int<lower=0> = 3;\nx ~ Multinomial(n, [0.5, 0.5]);\n");
    Command plan = Command.run("plan", model);
    assertEquals(1, plan.exitCode());
    assertTrue(plan.err().contains("M0111"), plan.err());
  }

  @Test
  void runsRememberHowTheirModelWasCompiled() throws IOException {
    ModelFolder files = ModelFolder.in(folder);
    String model = files.write("schools.bayes", SCHOOLS);
    String out = folder.resolve("run").toString();
    Command sample =
        Command.run(
            "sample",
            model,
            "--set",
            "y=[1, 2, 3]",
            "--seed",
            "1",
            "--draws",
            "100",
            "--chains",
            "2",
            "--no-collapse",
            "--no-statistics",
            "--record",
            "doubled",
            "--out",
            out);
    assertEquals(0, sample.exitCode(), sample.err());
    assertTrue(sample.out().contains("doubled[1]"), sample.out());
    String run = Files.readString(Path.of(out, "run.json"));
    assertTrue(run.contains("\"plan\" : \"--no-collapse --no-statistics --record=doubled\""), run);
    Command predict = Command.run("predict", out, "--seed", "1");
    assertEquals(0, predict.exitCode(), predict.err());
    assertTrue(predict.out().contains("doubled[1]"), predict.out());
    Command plain =
        Command.run("sample", model, "--set", "y=[1, 2, 3]", "--seed", "1", "--draws", "100");
    assertFalse(plain.out().contains("doubled[1]"), plain.out());
  }

  @Test
  void whatIsToBeRecordedHasToBeThere() {
    String model = ModelFolder.in(folder).write("schools.bayes", SCHOOLS);
    Command sample = Command.run("sample", model, "--set", "y=[1]", "--record", "doubbled");
    assertEquals(2, sample.exitCode());
    assertTrue(sample.err().contains("is it `doubled`?"), sample.err());
  }

  @Test
  void whatCannotBeIntegratedSaysWhatStandsInTheWay() {
    String model =
        ModelFolder.in(folder).write("m.bayes", "@marginalize\n" + "x ~ StudentT(4, 0, 1);\n");
    Command plan = Command.run("plan", model);
    assertEquals(1, plan.exitCode());
    assertTrue(plan.err().contains("error[M0128]: `x` cannot be integrated out"), plan.err());
    assertEquals(0, Command.run("plan", model, "--no-integrals").exitCode());
  }
}
