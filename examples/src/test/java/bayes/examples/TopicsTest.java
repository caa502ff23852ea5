package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Model;
import bayes.examples.text.TopicPictures;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.GibbsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.AlignedTopics;
import bayes.runtime.report.MemberShares.Share;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Topics of the Federalist papers and of Tang poems, from few sweeps. The planted fault is a corpus
 * with the same words and the same lengths of documents, whose words are dealt out at random.
 */
class TopicsTest {
  private static final Path PAPERS = Reference.EXAMPLES.resolve("federalist/federalist.tsv");
  private static final Path POEMS = Reference.EXAMPLES.resolve("text/topics/poems.tsv");

  private static Data data(String table) throws DataException, IOException {
    byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
    return CsvData.read("texts.tsv", new ByteArrayInputStream(bytes));
  }

  /** The table with the parts of its texts, the last column, dealt out at random. */
  private static String shuffled(String table, String separator) {
    List<String> lines = table.lines().toList();
    List<String> parts = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) parts.addAll(parts(line, separator));
    Collections.shuffle(parts, new Random(11));
    StringBuilder all = new StringBuilder(lines.get(0)).append('\n');
    int next = 0;
    for (String line : lines.subList(1, lines.size())) {
      int count = parts(line, separator).size();
      all.append(line, 0, line.lastIndexOf('\t') + 1)
          .append(String.join(separator, parts.subList(next, next + count)))
          .append('\n');
      next += count;
    }
    return all.toString();
  }

  private static List<String> parts(String line, String separator) {
    return Arrays.asList(line.substring(line.lastIndexOf('\t') + 1).split(separator, -1));
  }

  private static Draws draws(String name, String table, long seed)
      throws DataException, IOException {
    Example example = Example.of(Reference.EXAMPLES, "text/topics/" + name);
    RunSettings run = new RunSettings(1, 200, 40, seed, 1);
    return Model.compile(TopicPictures.withWords(example))
        .bind(data(table))
        .sample(GibbsSettings.of(run))
        .draws();
  }

  private static double meanLogDensity(Draws draws) {
    return Arrays.stream(draws.sampler("lp__").orElseThrow()[0]).average().orElseThrow();
  }

  /** How many of some words that belong together are among the first ten of one topic, at most. */
  private static int together(Draws draws, List<String> words) {
    int most = 0;
    for (AlignedTopics.Topic topic : TopicPictures.topics(draws, 10).topics()) {
      List<String> first = topic.words().stream().map(Share::member).toList();
      most = Math.max(most, (int) words.stream().filter(first::contains).count());
    }
    return most;
  }

  private static void assertTopics(String name, Path file, String separator, List<String> words)
      throws DataException, IOException {
    String table = Files.readString(file);
    Draws found = draws(name, table, 3);
    Draws fault = draws(name, shuffled(table, separator), 3);
    double gain = meanLogDensity(found) - meanLogDensity(fault);
    assertTrue(gain > 1000, () -> "log density " + gain);
    int most = together(found, words);
    assertTrue(most >= 3, () -> most + " of " + words);
    int dealt = together(fault, words);
    assertTrue(dealt < 3, () -> dealt + " of " + words + " though shuffled");
  }

  /** How much more alike the other papers on the judiciary are to the 80th than the rest is. */
  private static double judiciary(String table) throws DataException, IOException {
    Example example = Example.of(Reference.EXAMPLES, "text/topics/topics");
    byte[] like80 = "{\"beside\": 80}".getBytes(StandardCharsets.UTF_8);
    Data beside = JsonData.read("beside.json", new ByteArrayInputStream(like80));
    Draws draws =
        Model.compile(example.source())
            .bind(Data.merge(List.of(data(table), beside)))
            .sample(GibbsSettings.of(new RunSettings(1, 100, 50, 3, 1)))
            .draws();
    double[] courts = new double[2];
    double[] rest = new double[2];
    for (int paper = 1; paper <= 85; paper++) {
      if (paper == 80) continue;
      double[] into = paper >= 78 && paper <= 83 ? courts : rest;
      int column = Layout.of(draws.variables()).labels().indexOf("alike[" + paper + "]");
      into[0] += Arrays.stream(draws.chains(column)[0]).sum();
      into[1]++;
    }
    return courts[0] / courts[1] / (rest[0] / rest[1]);
  }

  /** Papers 78 to 83 are known to be on the judiciary. */
  @Test
  void papersOnTheJudiciaryAreAlike() throws DataException, IOException {
    String table = Files.readString(PAPERS);
    double ratio = judiciary(table);

    double dealt = judiciary(shuffled(table, " "));
    assertTrue(ratio > 1.2, () -> "ratio " + ratio);
    assertTrue(dealt < 1.1, () -> "ratio " + dealt + " though shuffled");
  }

  @Test
  void poemsHaveATopicOfWar() throws DataException, IOException {
    assertTopics("poems", POEMS, "", List.of("馬", "兵", "胡", "軍", "將", "戰"));
  }

  @Test
  void theSameSeedGivesTheSameTopics() throws DataException, IOException {
    String table = Files.readString(PAPERS);
    List<AlignedTopics.Topic> once = TopicPictures.topics(draws("topics", table, 5), 8).topics();
    assertEquals(once, TopicPictures.topics(draws("topics", table, 5), 8).topics());
    assertNotEquals(once, TopicPictures.topics(draws("topics", table, 6), 8).topics());
  }
}
