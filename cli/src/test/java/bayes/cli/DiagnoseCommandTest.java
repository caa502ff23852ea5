package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bayes diagnose} says of runs, and what {@code --require} demands of them. */
final class DiagnoseCommandTest {
  private static final String FUNNEL =
      """
      set I = 1..9;
      v ~ Normal(0, 3);
      x[i in I] ~ Normal(0, exp(v / 2));
      """;

  private final Path folder;
  private final Path model;
  private final String run;

  DiagnoseCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    model = folder.resolve("funnel.bayes");
    run = folder.resolve("run").toString();
    Files.writeString(model, FUNNEL);
    Command sampled =
        Command.run(
            "sample",
            model.toString(),
            "--no-reparameterise",
            "--seed",
            "1",
            "--draws",
            "400",
            "--warmup",
            "300",
            "--target-accept",
            "0.6",
            "--out",
            run);
    assertEquals(0, sampled.exitCode(), sampled.err());
  }

  @Test
  void theStatementToBlameIsShownWithItsLine() {
    Command diagnosed = Command.run("diagnose", run);
    assertEquals(0, diagnosed.exitCode(), diagnosed.err());
    String out = diagnosed.out();
    assertTrue(out.contains("method nuts, seed 1"), out);
    assertTrue(out.contains("tree depths"), out);
    assertTrue(out.contains("chain 4   |"), out);
    assertTrue(out.contains("funnel.bayes:3:1\n"), out);
    assertTrue(out.contains(" 3 | x[i in I] ~ Normal(0, exp(v / 2));"), out);
    assertTrue(out.contains("write `@noncentered` before the\n  statement."), out);
    assertTrue(Files.exists(Path.of(run, "divergences.json")));
  }

  @Test
  void theDocumentHasTheChainsAndDivergences() {
    String json = Command.run("diagnose", run, "--json").out();
    assertTrue(json.contains("\"chain_figures\" : ["), json);
    assertTrue(json.contains("\"statement\" : \"x[i in I] ~ Normal(0, exp(v / 2))\""), json);
    assertTrue(json.contains("\"code\" : \"divergences\""), json);
  }

  @Test
  void thePictureIsWritten() throws Exception {
    Path picture = folder.resolve("traces.svg");
    assertEquals(0, Command.run("diagnose", run, "--plot", picture.toString()).exitCode());
    assertTrue(Files.readString(picture).contains("<polyline"));
  }

  @Test
  void requirementsDecideTheExitCode() {
    assertEquals(0, Command.run("diagnose", run, "--require", "rhat<9,ess>1").exitCode());
    Command failed = Command.run("summary", run, "--require", "divergences<=0,rhat<9");
    assertEquals(3, failed.exitCode());
    assertTrue(failed.err().contains("divergences<=0 is not fulfilled"), failed.err());
    Command sampled =
        Command.run(
            "sample", model.toString(), "--seed", "1", "--draws", "50", "--require", "ess>100000");
    assertEquals(3, sampled.exitCode());
    assertTrue(sampled.out().contains("mean"), "the summary is printed all the same");
    assertEquals(2, Command.run("diagnose", run, "--require", "ess=1").exitCode());
  }
}
