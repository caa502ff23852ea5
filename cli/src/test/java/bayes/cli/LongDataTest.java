package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables in long format, and {@code --data NAME=FILE:COLUMN}. */
final class LongDataTest {
  private static final String MODEL =
      """
      set School;
      set Year;
      data y : real[School, Year];
      level[s in School] ~ Normal(0, 10);
      for s in School, t in Year { observe y[s, t] ~ Normal(level[s], 1); }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Command sample(String table, String... data) {
    ModelFolder files = ModelFolder.in(folder);
    String model = files.write("scores.bayes", MODEL);
    files.write("table.csv", table);
    String[] words = new String[data.length * 2 + 8];
    words[0] = "sample";
    words[1] = model;
    for (int i = 0; i < data.length; i++) {
      words[2 + 2 * i] = "--data";
      words[3 + 2 * i] = data[i].replace("table.csv", folder.resolve("table.csv").toString());
    }
    int rest = 2 + 2 * data.length;
    words[rest] = "--draws=200";
    words[rest + 1] = "--warmup=200";
    words[rest + 2] = "--seed=1";
    words[rest + 3] = "--chains=1";
    words[rest + 4] = "--out";
    words[rest + 5] = folder.resolve("run").toString();
    return Command.run(words);
  }

  @Test
  void rowsFindTheirElementsAndTheRunKeepsThem() throws IOException {
    Command run = sample("school,year,y\nB,2,9\nB,1,11\nA,1,-5\nA,2,-7\n", "table.csv");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("level[\"A\"]"), run.out());
    String kept = Files.readString(folder.resolve("run").resolve("data.json"));
    Command again =
        Command.run(
            "sample",
            folder.resolve("scores.bayes").toString(),
            "--data",
            folder.resolve("run").resolve("data.json").toString(),
            "--draws=200",
            "--warmup=200",
            "--chains=1",
            "--seed=1");
    assertEquals(run.out(), again.out(), kept);
  }

  @Test
  void columnsAreNamed() {
    String table = "place,when,score\nB,2,9\nB,1,11\nA,1,-5\nA,2,-7\n";
    Command run =
        sample(table, "y=table.csv:score", "School=table.csv:place", "Year=table.csv:when");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("level[\"A\"]"), run.out());
    Command wrong =
        Command.run(
            "sample",
            folder.resolve("scores.bayes").toString(),
            "--data",
            "y=" + folder.resolve("table.csv") + ":scroe");
    assertEquals(4, wrong.exitCode());
    assertTrue(wrong.err().contains("did you mean `score`?"), wrong.err());
  }
}
