package bayes.cli.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.cli.Command;
import bayes.cli.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are read from a script. */
final class ReplScriptTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/repl");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /** Scripts and what they print; {@code -Dgolden.update=true} accepts what they print now. */
  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    List<Path> cases;
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      cases = folders.sorted().toList();
    }
    assertTrue(cases.size() >= 2);
    return cases.stream()
        .map(test -> DynamicTest.dynamicTest(test.getFileName().toString(), () -> check(test)));
  }

  private static void check(Path test) throws IOException {
    String actual = Command.transcript(Files.readString(test.resolve("script.txt")), "repl");
    Path expected = test.resolve("expected.txt");
    if (Boolean.getBoolean("golden.update")) {
      assertTrue(System.getenv("CI") == null, "golden files are not updated where CI is set");
      Files.writeString(expected, actual);
    }
    assertEquals(Files.readString(expected), actual);
  }

  private Command session(String script) {
    ModelFolder models = ModelFolder.in(folder);
    return Command.withInput(script, "repl", models.file("mean.bayes"));
  }

  /** The number that a line of the session gives, which must be within 5 of its MCSEs. */
  private static void assertAnswer(double expected, String question, String out) {
    Matcher line =
        Pattern.compile(Pattern.quote(question) + " = (\\S+)  \\(MCSE (\\S+)\\)").matcher(out);
    assertTrue(line.find(), () -> question + " in\n" + out);
    double mcse = Double.parseDouble(line.group(2));
    assertTrue(mcse < 0.1, out);
    assertEquals(expected, Double.parseDouble(line.group(1)), 5 * mcse);
  }

  @Test
  void questionsAreAnsweredFromTheDraws() {
    Command session =
        session(
            """
            :run --method nuts --seed 4
            mean(mu)
            sd(mu)
            median(mu)
            quantile(mu, 0.9)
            P(mu > 1.6)
            mean(isPositive)
            mean(2 * mu + y["a"])
            mean([mu, -mu])
            interval(mu, 0.5)
            exp(mu)
            """);
    assertEquals(0, session.exitCode(), session.err());
    String out = session.out();
    double mean = ModelFolder.MEAN;
    double sd = ModelFolder.SD;
    assertAnswer(mean, "mean(mu)", out);
    assertAnswer(sd, "sd(mu)", out);
    assertAnswer(mean, "median(mu)", out);
    assertAnswer(mean + 1.2815515655 * sd, "quantile(mu, 0.9)", out);
    assertAnswer(0.5, "P(mu > 1.6)", out);
    assertAnswer(0.99983, "mean(isPositive)", out);
    assertAnswer(2 * mean + 1, "mean(2 * mu + y[\"a\"])", out);
    assertAnswer(-mean, "mean([mu, -mu][2])", out);
    assertTrue(out.contains("interval(mu, 0.5) = [1.3"), out);
    assertTrue(Pattern.compile("^exp\\(mu\\) +5\\.", Pattern.MULTILINE).matcher(out).find(), out);
  }

  @Test
  void membersThatOnlyStringsToldCanBeAskedAbout() throws IOException {
    Files.writeString(folder.resolve("teams.csv"), "team,y\nred,1.0\nblue,5.0\nred,1.5\n");
    Command session =
        Command.withInput(
            """
            set Team;
            set Row;
            data team : Team[Row];
            data y : real[Row];
            level[t in Team] ~ Normal(0, 10);
            observe y[r in Row] ~ Normal(level[team[r]], 0.1);
            generate top = argmax(level);
            :data %s
            :run --seed 3
            P(level["blue"] > level["red"])
            P(top == "blue")
            mean(level["blue"])
            """
                .formatted(folder.resolve("teams.csv")),
            "repl");
    assertEquals(0, session.exitCode(), session.err());
    assertTrue(session.out().contains("P(level[\"blue\"] > level[\"red\"]) = 1"), session.out());
    assertTrue(session.out().contains("P(top == \"blue\") = 1"), session.out());
    assertAnswer(5, "mean(level[\"blue\"])", session.out());
  }

  @Test
  void weightedDrawsAreAskedByTheirWeights() {
    Command session =
        session(":run --method importance --proposal prior --seed 3\nmean(mu)\nP(mu > 1.6)\n");
    assertEquals(0, session.exitCode(), session.err());
    assertAnswer(ModelFolder.MEAN, "mean(mu)", session.out());
    assertAnswer(0.5, "P(mu > 1.6)", session.out());
  }

  @Test
  void wrongQuestionsAreRefused() {
    Command session =
        session(
            ":run --seed 3 --draws 100\nP(mu)\nmean(nu)\nquantile(mu, 2)\nlog(mu - 1.6)\nP(1, 2)\n");
    assertEquals(2, session.exitCode(), "that of the first mistake");
    assertTrue(session.err().contains("asks about a condition, but `mu` is none"), session.err());
    assertTrue(session.err().contains("there is no `nu`"), session.err());
    assertTrue(session.err().contains("a probability between 0 and 1"), session.err());
    assertTrue(session.err().contains("is not defined for"), session.err());
    assertTrue(session.err().contains("write P(CONDITION)"), session.err());
  }

  @Test
  void aModelIsSavedAndLoaded() throws IOException {
    Path saved = folder.resolve("saved model.bayes");
    Command session =
        Command.withInput(
            "mu ~ Normal(0, 1);\n:save " + saved + "\n:clear\n:load \"" + saved + "\"\n:show\n",
            "repl");
    assertEquals(0, session.exitCode(), session.err());
    assertEquals("mu ~ Normal(0, 1);\n", Files.readString(saved));
    assertEquals("  1  mu ~ Normal(0, 1);\n", session.out());
    Command again = Command.withInput("a ~ Normal(0, 1);\n:save " + saved + "\n", "repl");
    assertEquals(74, again.exitCode(), "a file of another session is not overwritten");
  }

  @Test
  void drawsOutliveTheModelAndSaySo() {
    Command session = session(":run --seed 3 --draws 100\nnu ~ Normal(0, 1);\nmean(mu)\n");
    assertEquals(0, session.exitCode());
    assertTrue(session.err().contains("have changed since"), session.err());
    assertTrue(session.out().contains("mean(mu) = "), session.out());
  }
}
