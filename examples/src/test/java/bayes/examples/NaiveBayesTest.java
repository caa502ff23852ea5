package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.HeldOut;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataValue;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.GibbsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.PredictiveTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Spam by naive Bayes (M8 of the reference suite for text models): evidence and probabilities of
 * held-out messages to 1e-8 of those of an independent computation, and how often decisions are
 * right.
 */
class NaiveBayesTest {
  private static final Example SPAM = Example.of(Reference.EXAMPLES, "text/naive_bayes/spam");
  private static final double EVIDENCE = -443510.68069133756;
  private static final int UNLABELLED = 2230;

  private record Message(String label, String text) {}

  private record Decided(int count, int right) {}

  private static List<Message> heldOut() {
    try {
      return Files.readAllLines(SPAM.modelFile().resolveSibling("held_out.tsv")).stream()
          .skip(1)
          .map(line -> line.split("\t", 2))
          .map(cells -> new Message(cells[0], cells[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Data texts(List<Message> messages) {
    return Data.builder().put("text", messages.stream().map(Message::text).toList()).build();
  }

  private static BoundModel posterior(String source) {
    return Model.compile(source).bind(SPAM.data());
  }

  private static double spam(PredictiveTable table) {
    return table.rows().stream()
        .filter(row -> row.value().equals("spam"))
        .mapToDouble(PredictiveTable.Row::probability)
        .sum();
  }

  private static List<PredictiveTable> atMeans(BoundModel posterior, List<Message> messages) {
    RunSettings settings = RunSettings.defaults(1).withDraws(10);
    Draws draws = posterior.exact().orElseThrow().sample(settings).draws();
    return posterior.heldOut(texts(messages), draws).value().orElseThrow().latents(2);
  }

  private static Decided decided(
      List<PredictiveTable> tables, List<Message> messages, double threshold) {
    int count = 0;
    int right = 0;
    for (int i = 0; i < messages.size(); i++) {
      double spam = spam(tables.get(i));
      if (Math.max(spam, 1 - spam) < threshold) continue;
      count++;
      if (messages.get(i).label().equals(spam > 0.5 ? "spam" : "ham")) right++;
    }
    return new Decided(count, right);
  }

  @Test
  void heldOutMessagesAreToldApart() {
    BoundModel posterior = posterior(SPAM.source().text());
    double evidence = posterior.exact().orElseThrow().logEvidence();
    assertEquals(EVIDENCE, evidence, 1e-8 * Math.abs(EVIDENCE));
    List<Message> messages = heldOut();
    List<PredictiveTable> tables = atMeans(posterior, messages);
    assertEquals(1114, tables.size());
    Decided all = decided(tables, messages, 0.5);
    assertEquals(1114, all.count());
    assertTrue(all.right() >= 0.98 * 1114, all.toString());
    // The reference, which has no means in between, decides and errs as often at 0.99.
    Decided sure = decided(tables, messages, 0.99);
    assertEquals(0.9443447037701975, sure.count() / 1114., 0.002);
    assertEquals(0.9914448669201521, sure.right() / (double) sure.count(), 0.001);
  }

  /**
   * Parameters integrated out for each message, given its own words, too: no means in between. The
   * reference takes differences of log gamma functions of 1e5, which have ten digits.
   */
  @Test
  void eachMessageByItselfHasTheReferencesProbability() {
    double[] known = {
      3.4867202375218067e-14,
      1,
      0.004293587657869859,
      0.9999999999998876,
      5.8475173307693405e-08,
      1.5746026754407868e-12,
      0.9999999999996787,
      5.814584413375659e-18,
      2.0135980745946607e-13,
      1.4040044500324298e-15
    };
    BoundModel posterior = posterior(SPAM.source().text());
    List<Message> messages = heldOut();
    List<PredictiveTable> tables =
        HeldOut.eachByItself(posterior, texts(messages)).value().orElseThrow();
    assertEquals(1114, tables.size());
    for (int i = 0; i < known.length; i++) {
      assertEquals(known[i], spam(tables.get(i)), 4e-10 * known[i], "message " + i);
    }
    Decided sure = decided(tables, messages, 0.99);
    assertEquals(0.9443447037701975, sure.count() / 1114., 1e-12);
    assertEquals(0.9914448669201521, sure.right() / (double) sure.count(), 1e-12);
  }

  private record HalfLabelled(double spam, double right) {}

  /** Of the messages without a label in the column {@code half}. */
  private static HalfLabelled halfLabelled(String source) {
    Data all = SPAM.data();
    Data half = all.only("text", "text").overriddenBy(all.only("half", "label"));
    GibbsSettings settings = GibbsSettings.of(new RunSettings(2, 100, 150, 7, 2));
    Draws draws = Model.compile(source).bind(half).sample(settings).draws();
    int label = draws.layout().column("label[2]").orElseThrow();
    DataValue.Sequence known = (DataValue.Sequence) all.find("label").orElseThrow().value();
    double spam = 0;
    double right = 0;
    for (int i = 0; i < UNLABELLED; i++) {
      double mean =
          Arrays.stream(draws.chains(label + i))
              .flatMapToDouble(Arrays::stream)
              .map(number -> number - 1)
              .average()
              .orElseThrow();
      spam += mean;
      if (known.get(2 * i + 1).equals(new DataValue.Text(mean > 0.5 ? "spam" : "ham"))) right++;
    }
    return new HalfLabelled(spam, right / UNLABELLED);
  }

  /**
   * The expectations are those of a Gibbs sampler in another program, 2,000 sweeps from the true
   * labels (293.80) and from random ones (291.56): two pairs of messages are nearly the same, and
   * seldom change their labels, as they would have to do it together.
   */
  @Test
  void halfOfTheLabelsTellNearlyAsMuch() {
    HalfLabelled found = halfLabelled(SPAM.source().text());
    assertEquals(292.7, found.spam(), 3, found.toString());
    assertEquals(0.9875, found.right(), 0.002, found.toString());
    HalfLabelled blind = halfLabelled(blind());
    assertTrue(blind.right() < 0.95, blind.toString());
  }

  /** How many messages two classes tell apart that nobody has named, whichever is spam. */
  private static double unlabelled(String source) {
    Data all = SPAM.data();
    Data texts =
        all.only("text", "text")
            .overriddenBy(Data.builder().put("label", Collections.nCopies(4460, null)).build());
    BoundModel bound = Model.compile(source).bind(texts);
    boolean isBlind = !source.equals(SPAM.source().text());
    assertEquals(isBlind ? Map.of() : Map.of("Class", List.of("label")), bound.interchangeable());
    Draws draws = bound.sample(GibbsSettings.of(new RunSettings(1, 120, 40, 3, 1))).draws();
    int label = draws.layout().column("label[1]").orElseThrow();
    DataValue.Sequence known = (DataValue.Sequence) all.find("label").orElseThrow().value();
    double first = 0;
    for (int i = 0; i < known.size(); i++) {
      double mean = Arrays.stream(draws.chains(label + i)[0]).average().orElseThrow();
      if (known.get(i).equals(new DataValue.Text(mean < 1.5 ? "spam" : "ham"))) first++;
    }
    return Math.max(first, known.size() - first) / known.size();
  }

  /** A Gibbs sampler in another program, from random labels: 0.9771 and 0.9753 by two seeds. */
  @Test
  void noLabelsTellMessagesApart() {
    double right = unlabelled(SPAM.source().text());
    assertEquals(0.9762, right, 0.006);
    double chance = unlabelled(blind());
    assertTrue(chance < 0.9, () -> "right " + chance);
  }

  private static String blind() {
    String source = SPAM.source().text();
    String blind = source.replace("Categorical(phi[label[m]])", "Categorical(phi[\"ham\"])");
    assertNotEquals(source, blind);
    return blind;
  }

  /** A planted fault: both classes have the same words. */
  @Test
  void aModelWithoutWordsOfItsOwnForSpamKnowsNothing() {
    BoundModel posterior = posterior(blind());
    double evidence = posterior.exact().orElseThrow().logEvidence();
    assertNotEquals(EVIDENCE, evidence, 1e-8 * Math.abs(EVIDENCE));
    List<Message> messages = heldOut().subList(0, 100);
    Decided all = decided(atMeans(posterior, messages), messages, 0.5);
    assertTrue(all.right() < 98, all.toString());
  }
}
