package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a run, as they are typed. */
class QuestionsTest {
  private static final String PAIRS =
      """
      set Word;
      set Pair;
      data before : Word[Pair];
      data after : Word[Pair];
      data context : Word;
      data shift : real;
      p[w in Word] ~ Dirichlet(Word, 0.5);
      mu ~ Normal(0, 1);
      observe after[i in Pair] ~ Categorical(p[before[i]]);
      generate next ~ Categorical(p[context]);
      generate place ~ Normal(mu + shift, 0.1);
      """;

  private static final String DATA =
      """
      {"Word": ["to", "be", "or", "not at all"],
       "before": ["to", "to", "to", "be"], "after": ["be", "be", "or", "or"]}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path path;

  private String run = "";
  private String sampled = "";

  @BeforeEach
  void sample() {
    ModelFolder folder = ModelFolder.in(path);
    String model = folder.write("pairs.bayes", PAIRS);
    String data = folder.write("pairs.json", DATA);
    run = folder.file("run");
    Command command =
        ok("sample", model, "--data", data, "--seed", "1", "--draws", "250", "--out", run);
    sampled = command.err();
    assertFalse(command.out().contains("next"), command.out());
  }

  private static Command ok(String... arguments) {
    Command command = Command.run(arguments);
    assertEquals(0, command.exitCode(), command.err());
    return command;
  }

  @Test
  void whatNeedsMissingDataIsLeftOutAndTold() {
    assertTrue(sampled.contains("Left out: `next`, `place` need"), sampled);
    assertTrue(sampled.contains("--data context=VALUE"), sampled);
  }

  @Test
  void aQuestionIsAnsweredByATable() {
    Command asked = ok("predict", run, "--data", "context=to", "--top", "2", "--seed", "1");
    assertTrue(asked.out().startsWith("next"), asked.out());
    assertTrue(asked.out().contains("(2 others)"), asked.out());
    assertTrue(asked.out().contains("P(unseen)"), asked.out());
    assertTrue(asked.out().contains("(aleatoric)"), asked.out());
    assertFalse(asked.out().contains("after"), "what is observed is not asked for");
    assertTrue(asked.err().contains("Left out: `place` needs"), asked.err());
    assertEquals(
        asked.out(), ok("predict", run, "--data", "context=to", "--top", "2", "--seed", "1").out());
    String spaced = ok("predict", run, "--data", "context=not at all", "--seed", "1").out();
    assertTrue(spaced.contains("not at all"), spaced);
  }

  @Test
  void numbersAreAnsweredBesideTables() {
    Command asked = ok("predict", run, "--data", "context=to", "--data", "shift=5", "--seed", "1");
    assertTrue(asked.out().contains("place"), asked.out());
    assertTrue(asked.out().contains("next"), asked.out());
  }

  @Test
  void programsReadAllOfIt() throws IOException {
    String json = ok("predict", run, "--data", "context=to", "--seed", "1", "--json").out();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        // Every token is read.
      }
    }
    assertTrue(json.contains("\"epistemic_bits\""), json);
    assertTrue(json.contains("\"q97.5\""), json);
  }

  @Test
  void rowsAreToldByTheirWords() {
    Command topics = ok("topics", run, "--top", "1");
    assertTrue(topics.out().contains("p[to]  (agreement"), topics.out());
    // The mean of Beta(2.5, 2.5), whose error by 1000 draws is 0.006.
    assertTrue(topics.out().matches("(?s).*be 0\\.(4[89]|5[0-2]).*"), topics.out());
    assertTrue(ok("topics", run, "--json").out().contains("\"agreement\""), "JSON");
    assertEquals(2, Command.run("topics", run, "--of", "q").exitCode());
  }

  @Test
  void aLabelThatIsNoneIsAMistakeOfTheData() {
    Command wrong = Command.run("predict", run, "--data", "context=question");
    assertEquals(4, wrong.exitCode(), wrong.err());
    assertTrue(wrong.err().contains("question"), wrong.err());
    assertEquals(2, Command.run("predict", run, "--data", "contxt=to").exitCode());
    assertEquals(74, Command.run("predict", run, "--data", "context=none.json").exitCode());
  }

  @Test
  void heldOutDataAreScored() throws IOException {
    Command scored =
        ok(
            "score",
            run,
            "--set",
            "before=[\"to\", \"be\"]",
            "--set",
            "after=[\"or\", \"or\"]",
            "--per-token");
    // After "to" came be twice and or once, after "be" or once.
    double byHand = Math.log(1.5 / 5) + Math.log(1.5 / 3);
    assertTrue(scored.out().contains("Log score: %.4f".formatted(byHand)), scored.out());
    assertTrue(scored.out().contains("Perplexity"), scored.out());
    assertTrue(scored.out().contains("after[2]"), scored.out());
    Path table = path.resolve("tokens.csv");
    String[] asked = {
      "score", run, "--set", "before=[\"to\"]", "--set", "after=[\"or\"]", "--out", table.toString()
    };
    ok(asked);
    assertTrue(
        Files.readString(table).startsWith("observation,value,log_score,bits\nafter[1],or,-1.2"));
    Command online =
        ok("score", run, "--set", "before=[\"to\"]", "--set", "after=[\"or\"]", "--online");
    assertTrue(online.out().contains("Online log score: -1.2"), online.out());
    assertEquals(2, Command.run("score", run).exitCode());
  }

  @Test
  void newDocumentsAreClassifiedAndDecidedOn() {
    ModelFolder folder = new ModelFolder(path);
    String model =
        folder.write(
            "bayes.bayes",
            """
            set Class;
            set Doc;
            set Word;
            data text : Word[Doc][];
            data label : Class[Doc]?;
            set Action = {"keep", "drop"};
            data loss : real[Action, Class];
            share ~ Dirichlet(Class, 1);
            p[c in Class] ~ Dirichlet(Word, 0.5);
            for d in Doc {
              observe label[d] ~ Categorical(share);
              for t in 1..len(text[d]) { observe text[d, t] ~ Categorical(p[label[d]]); }
            }
            generate cost = loss["keep", "spam"];
            """);
    String data =
        folder.write(
            "bayes.json",
            """
            {"Class": ["ham", "spam"], "Word": ["a", "b"],
             "text": [["a", "a", "b"], ["a"], ["b", "a", "b"]], "label": ["ham", "ham", "spam"],
             "loss": [[0, 1], [0.1, 0]]}
            """);
    String docs = folder.file("docs");
    ok("sample", model, "--data", data, "--seed", "1", "--draws", "100", "--out", docs);
    String[] asked = {"predict", docs, "--set", "text=[[\"b\", \"b\"], [\"a\"]]", "--seed", "1"};
    Command predicted = ok(asked);
    // By hand: 2/5 (2.5/4)^2 against 3/5 (1.5/5)^2, and 2/5 1.5/4 against 3/5 3.5/5.
    assertTrue(predicted.out().contains("0.7432"), predicted.out());
    assertTrue(predicted.err().contains("nothing is learnt"), predicted.err());
    String[] decide = {"decide", docs, "--of", "label", "--set", "text=[[\"b\", \"b\"], [\"a\"]]"};
    Command sure = ok(with(decide, "--threshold", "0.73"));
    assertTrue(sure.out().contains("Decided: 2 of 2"), sure.out());
    Command unsure = Command.run(with(decide, "--threshold", "0.745", "--strict"));
    assertEquals(3, unsure.exitCode(), unsure.err());
    assertTrue(unsure.out().contains("don't know"), unsure.out());
    // Exactly: 2/5 2.5/4 3.5/5 against 3/5 1.5/5 2.5/6, which is 0.7.
    Command exact = ok(with(decide, "--threshold", "0.73", "--exact"));
    assertTrue(exact.out().contains("Decided: 1 of 2"), exact.out());
    Command kept =
        ok(
            with(
                decide,
                "--loss",
                "{\"keep\": {\"ham\": 0, \"spam\": 1}, \"drop\": {\"ham\": 9, \"spam\": 0}}"));
    assertFalse(kept.out().contains("drop"), kept.out());
    Command dropped = ok(with(decide, "--loss", "loss"));
    assertTrue(dropped.out().contains("drop"), dropped.out());
    assertEquals(2, Command.run(with(decide, "--threshold", "2")).exitCode());
    assertEquals(4, Command.run(with(decide, "--loss", "{\"keep\": {\"hm\": 0}}")).exitCode());
    String truth = folder.write("truth.json", "{\"label\": [\"spam\", \"spam\"]}");
    Command judged = ok(with(decide, "--threshold", "0.6", "--truth", truth, "--json"));
    assertTrue(judged.out().contains("\"right\" : 1"), judged.out());
  }

  /** Truths may be of all elements, of which a run decides on those without a label. */
  @Test
  void missingLabelsAreHeldAgainstAllTruths() {
    ModelFolder folder = ModelFolder.in(path);
    String model =
        folder.write(
            "docs.bayes",
            """
            set Class = {"ham", "spam"};
            set Word = {"a", "b"};
            set Doc;
            data text : Word[Doc][];
            data label : Class[Doc]?;
            share ~ Dirichlet(Class, 1);
            phi[c in Class] ~ Dirichlet(Word, 0.5);
            for d in Doc {
              observe label[d] ~ Categorical(share);
              for n in 1..len(text[d]) { observe text[d, n] ~ Categorical(phi[label[d]]); }
            }
            """);
    String data =
        folder.write(
            "docs.json",
            """
            {"text": [["a", "a", "a"], ["a", "a", "a"], ["b", "b", "b"], ["b", "b", "b"]],
             "label": ["ham", null, "spam", null]}
            """);
    String docs = folder.file("docs");
    ok("sample", model, "--data", data, "--seed", "1", "--draws", "200", "--out", docs);
    String truth = folder.write("all.json", "{\"label\": [\"spam\", \"ham\", \"ham\", \"ham\"]}");
    String[] decide = {"decide", docs, "--of", "label", "--threshold", "0.6", "--truth"};
    Command judged = ok(with(decide, truth));
    assertTrue(judged.out().contains("Right: 1 of 2 decided"), judged.out());
    String few = folder.write("few.json", "{\"label\": [\"spam\", \"ham\", \"ham\"]}");
    Command refused = Command.run(with(decide, few));
    assertEquals(4, refused.exitCode(), refused.err());
    assertTrue(refused.err().contains("of 2 classes, and found 3"), refused.err());
    String unlabelled = folder.file("unlabelled");
    String[] sample = {"sample", model, "--data", data, "--seed", "1", "--draws", "50"};
    Command missing = ok(with(sample, "--set", "label=null", "--out", unlabelled));
    assertTrue(missing.out().contains("label[4]"), missing.out());
  }

  private static String[] with(String[] some, String... more) {
    String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
