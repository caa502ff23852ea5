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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates from the statistics of a run, its data being gone. */
class CarriedUpdateTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static double number(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\" : ([-0-9.E]+)").matcher(json);
    assertTrue(found.find(), name + " in " + json);
    return Double.parseDouble(found.group(1));
  }

  private Command bayes(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    Command command = Command.run(all.toArray(String[]::new));
    assertEquals(0, command.exitCode(), command.err());
    return command;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** The last of some updates, each without the data of the runs before. */
  private Command updated(String model, List<String> batches, String... options)
      throws IOException {
    String run = folder.resolve("run-1").toString();
    List<String> first = new ArrayList<>(List.of("sample", model, "--seed", "3", "--out", run));
    first.addAll(List.of("--data", file("batch-1.json", batches.get(0))));
    first.addAll(List.of(options));
    Command last = bayes(first.toArray(String[]::new));
    for (int i = 2; i <= batches.size(); i++) {
      Files.delete(Path.of(run, "data.json"));
      String next = folder.resolve("run-" + i).toString();
      String data = file("batch-" + i + ".json", batches.get(i - 1));
      last = bayes("update", run, "--seed", "3", "--data", data, "--out", next);
      run = next;
    }
    return last;
  }

  @Test
  void wordFrequenciesTextByText() throws IOException {
    String model =
        file(
            "words.bayes",
            """
            vocab Word = words(lowercase: true, unknown: true);
            set Doc;
            data text : Word[Doc][];
            data alpha : real<lower=0> = 0.5;
            theta ~ Dirichlet(Word, alpha);
            for d in Doc, n in 1..len(text[d]) {
              observe text[d, n] ~ Categorical(theta);
            }
            """);
    List<String> batches =
        List.of(
            "{\"text\": {\"a\": \"The cat and the dog.\"}}",
            "{\"text\": {\"b\": \"The bird and THE cat\", \"c\": \"\"}}",
            "{\"text\": {\"d\": \"Dog and dog\"}}");
    Command last = updated(model, batches);
    assertTrue(last.err().contains("without the earlier data"), last.err());
    String all =
        file(
            "all.json",
            "{\"Word\": [\"the\", \"and\", \"cat\", \"dog\"], \"text\": {\"a\": \"The cat and the dog.\", \"b\": \"The bird and THE cat\","
                + " \"c\": \"\", \"d\": \"Dog and dog\"}}");
    Command whole = bayes("sample", model, "--data", all);
    assertEquals(number(whole.out(), "log_evidence"), number(last.out(), "log_evidence"), 1e-10);
    String the = "exact_mean theta\\[\\\\\"dog\\\\\"\\]";
    assertEquals(number(whole.out(), the), number(last.out(), the), 1e-12);
    assertEquals(3, number(last.out(), "batches"));
    // Thirteen words, four of them "the", and "bird" is unknown.
    double before = number(last.out(), "log_evidence") - number(last.out(), "log_predictive");
    assertEquals(
        before,
        number(bayes("summary", folder.resolve("run-2").toString()).out(), "log_evidence"),
        1e-12);
  }

  /** Rows are integrated out, what they share is sampled. */
  @Test
  void sharedParametersOfRowsFromTheirCounts() throws IOException {
    String model =
        file(
            "pairs.bayes",
            """
            set Doc;
            set Char;
            data text : Char[Doc][];
            alpha ~ Gamma(2, 1);
            phi[c in Char] ~ Dirichlet(Char, alpha);
            for d in Doc, n in 2..len(text[d]) {
              observe text[d, n] ~ Categorical(phi[text[d, n - 1]]);
            }
            """);
    String one = "[\"a\", \"b\", \"a\", \"c\", \"a\", \"b\", \"b\", \"a\"]";
    String two = "[\"b\", \"a\", \"b\", \"a\", \"c\", \"c\", \"a\", \"a\", \"b\", \"a\"]";
    Command last =
        updated(
            model,
            List.of("{\"text\": [" + one + "]}", "{\"text\": [" + two + ", " + one + "]}"),
            "--draws",
            "1000");
    assertTrue(last.err().contains("statistics of all data"), last.err());
    String all = file("all.json", "{\"text\": [" + one + "," + two + ", " + one + "]}");
    Command whole = bayes("sample", model, "--data", all, "--seed", "3", "--draws", "1000");
    // The same density and the same seed: the same draws, but for rounding.
    assertEquals(number(whole.out(), "mean"), number(last.out(), "mean"), 1e-6);
    assertEquals(number(whole.out(), "sd"), number(last.out(), "sd"), 1e-6);
  }

  @Test
  void whatNeedsItsDataHasNoStatistics() throws IOException {
    String model =
        file(
            "rows.bayes",
            """
            set Row;
            data y : real[Row];
            mu[i in Row] ~ Normal(0, 1);
            observe y[i in Row] ~ Normal(mu[i], 1);
            """);
    String run = folder.resolve("run").toString();
    bayes("sample", model, "--data", file("y.json", "{\"y\": [1, 2]}"), "--out", run);
    assertFalse(Files.exists(Path.of(run, "statistics.json")));
    Command more = bayes("update", run, "--set", "y=[3]");
    assertTrue(more.err().contains("Updated: exact, in closed form."), more.err());
  }
}
