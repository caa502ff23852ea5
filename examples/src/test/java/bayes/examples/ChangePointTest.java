package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.report.MemberShares.Share;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Where the use of words changes: evidence and probabilities against those of an independent
 * enumeration over all positions (M13 of the reference suite for text models).
 */
class ChangePointTest {
  private static final Example INAUGURAL =
      Example.of(Reference.EXAMPLES, "text/change_point/inaugural");
  private static final Example HONGLOUMENG =
      Example.of(Reference.EXAMPLES, "text/change_point/hongloumeng");

  private static ExactInference exact(Example example, Data data) {
    return Model.compile(example.source()).bind(data).exact().orElseThrow();
  }

  private static Map<String, Double> probabilities(ExactInference exact) {
    return exact.probabilities().get(0).shares().stream()
        .collect(Collectors.toMap(Share::member, Share::probability));
  }

  private static double probability(Map<String, Double> all, String position) {
    return Objects.requireNonNull(all.get(position));
  }

  private static ExactInference inaugural(String marker) {
    Data data = INAUGURAL.data().overriddenBy(Data.builder().put("marker", marker).build());
    return exact(INAUGURAL, data);
  }

  /** Addresses are counted from 1789 on, one in four years, but for 1937 and later: 44 is 1961. */
  @Test
  void uponWentOutOfUseWithKennedy() {
    ExactInference exact = inaugural("upon");
    assertEquals(-188.892951537505, exact.logEvidence(), 1e-8 * 188);
    Map<String, Double> found = probabilities(exact);
    assertEquals(0.9496708910429076, probability(found, "44"), 1e-8);
    assertEquals(0.02764288735005801, probability(found, "45"), 1e-8);
    assertEquals(0.007419626187270049, probability(found, "43"), 1e-8);
  }

  @Test
  void otherWordsChangedInOtherYears() {
    assertEquals(-233.7063814710866, inaugural("which").logEvidence(), 1e-8 * 233);
    assertEquals(-168.850221267003, inaugural("america").logEvidence(), 1e-8 * 168);
    ExactInference we = inaugural("we");
    assertEquals(-306.0091456280487, we.logEvidence(), 1e-8 * 306);
    assertEquals(0.999999972036051, probability(probabilities(we), "32"), 1e-8);
  }

  /** A planted fault: words are told apart by their capitals. */
  @Test
  void anotherTokeniserGivesAnotherAnswer() {
    String text = INAUGURAL.source().text().replace(", lowercase: true", "");
    Data data = INAUGURAL.data();
    double found = Model.compile(text).bind(data).exact().orElseThrow().logEvidence();
    assertNotEquals(-188.892951537505, found, 0.1);
  }

  @Test
  void theDreamChangesAfterChapterEighty() throws DataException {
    Data text = HONGLOUMENG.data();
    ExactInference exact =
        exact(HONGLOUMENG, Data.merge(List.of(text, text.only("text", "marks"))));
    assertEquals(-16933.106812180427, exact.logEvidence(), 1e-8 * 16933);
    Map<String, Double> found = probabilities(exact);
    assertEquals(1, probability(found, "81"), 1e-8);
    assertEquals(9.430746943658314e-21, probability(found, "80"), 1e-8 * 9.4e-21);
    assertEquals(1.2989767585674765e-23, probability(found, "82"), 1e-8 * 1.3e-23);
  }
}
