package bayes.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.draws.RecordedVariable.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Topics whose numbers switch, in draws that were written for it. */
class AlignedTopicsTest {
  private static final List<String> WORDS = List.of("sea", "ship", "tax", "law");
  private static final double[] SHIPS = {0.6, 0.3, 0.05, 0.05};
  private static final double[] LAWS = {0.05, 0.05, 0.4, 0.5};

  /** Two chains; the topics have the other numbers in the second one. */
  private static Draws switching(double[] first, double[] second) {
    Axis topics = new Axis("Topic", List.of("1", "2"), false);
    Axis words = new Axis("Word", WORDS, true);
    RecordedVariable phi =
        new RecordedVariable("phi", Kind.REAL, List.of(topics, words), List.of());
    List<double[]> rows = new ArrayList<>();
    List<double[]> none = new ArrayList<>();
    for (int chain = 0; chain < 2; chain++) {
      double[] all = new double[100 * 8];
      for (int draw = 0; draw < 100; draw++) {
        for (int w = 0; w < 4; w++) {
          all[draw * 8 + w] = (chain == 0 ? first : second)[w];
          all[draw * 8 + 4 + w] = (chain == 0 ? second : first)[w];
        }
      }
      rows.add(all);
      none.add(new double[0]);
    }
    return Draws.of(Layout.of(List.of(phi)), List.of(), 100, rows, none);
  }

  @Test
  void topicsAreTheSameWhereNumbersSwitch() {
    AlignedTopics aligned = AlignedTopics.of(switching(SHIPS, LAWS), 0, 2);
    assertEquals("sea", aligned.topics().get(0).words().get(0).member());
    assertEquals(0.6, aligned.topics().get(0).words().get(0).probability(), 1e-12);
    assertEquals("law", aligned.topics().get(1).words().get(0).member());
    assertEquals(1, aligned.topics().get(0).agreement(), 1e-12);
    assertFalse(aligned.isDoubtful());
  }

  @Test
  void whatIsAnotherTopicInAnotherChainIsDoubtful() {
    Draws draws = switching(SHIPS, LAWS);
    // The second chain has found nothing of the kind: one topic twice.
    double[] other = {0.0, 0.02, 0.9, 0.08};
    List<double[]> rows = new ArrayList<>();
    List<double[]> none = List.of(new double[0], new double[0]);
    for (int chain = 0; chain < 2; chain++) {
      double[] all = new double[100 * 8];
      for (int i = 0; i < all.length; i++) {
        all[i] = chain == 0 ? draws.value(0, i / 8, i % 8) : other[i % 4];
      }
      rows.add(all);
    }
    AlignedTopics aligned =
        AlignedTopics.of(Draws.of(draws.layout(), List.of(), 100, rows, none), 0, 2);
    assertTrue(aligned.topics().get(0).agreement() < 0.6, aligned.toString());
  }
}
