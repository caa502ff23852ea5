package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sentences with tags, without, and with some, from files. */
class TaggedTextTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path path;

  private static final String MODEL =
      """
      vocab Word = given();
      vocab Tag = given();
      set Sentence;
      data word : Word[Sentence][];
      data tag : Tag[Sentence][]?;
      start ~ Dirichlet(Tag, 1);
      next[t in Tag] ~ Dirichlet(Tag, 1);
      emits[t in Tag] ~ Dirichlet(Word, 0.5);
      for s in Sentence, n in 1..len(word[s]) {
        observe tag[s, n] ~ Categorical(n == 1 ? start : next[tag[s, n - 1]]);
        observe word[s, n] ~ Categorical(emits[tag[s, n]]);
      }
      """;

  private static Command ok(String... arguments) {
    Command command = Command.run(arguments);
    assertEquals(0, command.exitCode(), command.err());
    return command;
  }

  @Test
  void tagsOfNewSentencesAreHeldAgainstTheTruth() {
    ModelFolder folder = ModelFolder.in(path);
    String model = folder.write("tags.bayes", MODEL);
    String learnt = folder.write("learnt.tsv", "a\tN\nb\tV\na\tN\n\na\tN\nb\tV\n");
    String test = folder.write("test.tsv", "a\tN\nb\tV\n\nb\tN\n");
    String run = folder.file("run");
    ok("sample", model, "--data", "word,tag=" + learnt, "--seed", "1", "--out", run);
    Command decided =
        ok(
            "decide",
            run,
            "--of",
            "tag",
            "--threshold",
            "0.5",
            "--data",
            "word,_=" + test,
            "--truth",
            "_,tag=" + test);
    // Whatever is learnt, b is more probable under V, and the test file calls one of them N.
    assertTrue(decided.out().contains("Decided: 3 of 3"), decided.out());
    assertTrue(decided.out().contains("Right: 2 of 3 decided"), decided.out());
    String few = folder.write("few.tsv", "a\tN\nb\tV\n");
    Command wrong =
        Command.run(
            "decide",
            run,
            "--of",
            "tag",
            "--threshold",
            "0.5",
            "--data",
            "word,_=" + test,
            "--truth",
            "_,tag=" + few);
    assertEquals(4, wrong.exitCode(), wrong.err());
    assertTrue(wrong.err().contains("3 classes, and found 2"), wrong.err());
  }

  /** Rows that were too many to keep are drawn once more, where the run has what they depend on. */
  @Test
  void missingTagsOfARunWithoutItsRows() {
    ModelFolder folder = ModelFolder.in(path);
    String model = folder.write("tags.bayes", MODEL);
    String learnt = folder.write("learnt.tsv", "a\tN\nb\tV\na\t\n\na\tN\nb\t\n");
    String words =
        IntStream.range(0, 700)
            .mapToObj(i -> "\"w" + i + "\"")
            .collect(Collectors.joining(", ", "{\"Word\": [\"a\", \"b\", ", "]}"));
    String set = folder.write("words.json", words);
    String run = folder.file("run");
    String[] sample = {
      "sample",
      model,
      "--data",
      "word,tag=" + learnt,
      "--data",
      set,
      "--seed",
      "1",
      "--method",
      "gibbs",
      "--record",
      "tag",
      "--out",
      run
    };
    ok(sample);
    Command marginals = ok("marginals", run);
    assertTrue(marginals.out().contains("tag[1, 3]"), marginals.out());
    // Of all tags, those that were missing.
    String all = folder.write("all.tsv", "a\tN\nb\tV\na\tN\n\na\tN\nb\tN\n");
    Command decided =
        ok("decide", run, "--of", "tag", "--threshold", "0.5", "--truth", "_,tag=" + all);
    assertTrue(decided.out().contains("Decided: 2 of 2"), decided.out());
    assertTrue(decided.out().contains("Right: 1 of 2"), decided.out());
  }
}
