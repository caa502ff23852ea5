package bayes.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which tokens of the training text become members, and how text is read with them. */
class VocabularyTest {
  private static final VocabularyRule WORDS = VocabularyRule.of(Unit.WORDS);

  @Test
  void membersComeByFallingCountThenByCodePoint() {
    Vocabulary vocabulary = of(WORDS, "b a c a b d");
    assertEquals(List.of("a", "b", "c", "d"), vocabulary.labels());
    assertArrayEquals(new long[] {2, 2, 1, 1}, vocabulary.counts());
    Vocabulary characters = of(VocabularyRule.of(Unit.CHARACTERS), "🙂ｆ\uE000z");
    assertEquals(List.of("z", "\uE000", "ｆ", "🙂"), characters.labels());
  }

  @Test
  void specialMembersComeFirst() {
    VocabularyRule rule = WORDS.withUnknown(true).withEnds(true, true).withMinCount(2);
    Vocabulary vocabulary = of(rule, "to be or not to be", "be quick");
    assertEquals(List.of("<unk>", "<bos>", "<eos>", "be", "to"), vocabulary.labels());
    assertArrayEquals(new long[] {3, 2, 2, 3, 2}, vocabulary.counts());
    assertEquals(List.of(1, 4, 3, 0, 2), encode(vocabulary, "to be seen"));
  }

  @Test
  void withoutAnUnknownMemberRareTokensAreDroppedAndNewOnesAreTold() {
    Vocabulary vocabulary = of(WORDS.withMinCount(2), "to be or not to be");
    assertEquals(List.of("be", "to"), vocabulary.labels());
    assertEquals(List.of("not", "or"), vocabulary.dropped());
    assertEquals(List.of(0, Vocabulary.NEW, 1), encode(vocabulary, "be or seen to"));
    assertEquals(Vocabulary.DROPPED, vocabulary.idOf("not"));
  }

  @Test
  void stopWordsAreNeverMembersNorUnknown() {
    VocabularyRule rule = WORDS.withLowercase(true).withStop(Set.of("the")).withUnknown(true);
    Vocabulary vocabulary = of(rule, "The cat and the hat");
    assertEquals(List.of("<unk>", "and", "cat", "hat"), vocabulary.labels());
    assertEquals(List.of(2, 0), encode(vocabulary, "the cat sat"));
  }

  @Test
  void theMostFrequentFillTheLargestSize() {
    Vocabulary vocabulary = of(WORDS.withMaxSize(2).withUnknown(true), "c c b b a");
    assertEquals(List.of("<unk>", "b", "c"), vocabulary.labels());
    assertArrayEquals(new long[] {1, 2, 2}, vocabulary.counts());
  }

  @Test
  void aTokenThatIsWrittenLikeTheUnknownMemberIsIt() {
    VocabularyRule rule = VocabularyRule.of(new Unit.Tokens("\\S+")).withUnknown(true);
    Vocabulary vocabulary = of(rule, "a <unk> a");
    assertEquals(List.of("<unk>", "a"), vocabulary.labels());
    assertArrayEquals(new long[] {1, 2}, vocabulary.counts());
  }

  @Test
  void provisionalNumbersBecomeMembers() {
    VocabularyBuilder builder = new VocabularyBuilder(WORDS.withMinCount(2));
    builder.document("x b a b a b");
    assertArrayEquals(new int[] {Vocabulary.DROPPED, 0, 1}, builder.members());
  }

  @Test
  void jsonKeepsEverything() throws IOException {
    VocabularyRule rule =
        VocabularyRule.of(new Unit.Tokens("\\w+|\"")).withMaxSize(3).withStop(Set.of("é", "z"));
    Vocabulary vocabulary = of(rule, "a \" 語 語 é b c");
    String json = json(vocabulary);
    Vocabulary read = read(json);
    assertEquals(vocabulary, read);
    assertEquals(vocabulary.rule(), read.rule());
    assertEquals(vocabulary.dropped(), read.dropped());
    assertEquals(json, json(read));
    assertThrows(IOException.class, () -> read(json.replace("\"語\"", "\"诵\"")));
    assertThrows(
        IOException.class, () -> read(json.replace("\"lowercase\":false", "\"lowercase\":true")));
    assertThrows(IOException.class, () -> read("{}"));
    assertThrows(IOException.class, () -> read("[]"));
  }

  @Test
  void theDigestTellsWhatIsReadDifferently() {
    Vocabulary vocabulary = of(WORDS, "a b");
    assertEquals(vocabulary.digest(), of(WORDS, "a b a b").digest());
    assertNotEquals(vocabulary.digest(), of(WORDS, "a c").digest());
    assertNotEquals(vocabulary.digest(), of(WORDS.withLowercase(true), "a b").digest());
    assertNotEquals(
        of(WORDS.withMinCount(2), "a a b").digest(), of(WORDS.withMinCount(2), "a a c").digest());
  }

  @Test
  void aRuleIsChecked() {
    assertThrows(IllegalArgumentException.class, () -> WORDS.withMinCount(0));
    assertThrows(IllegalArgumentException.class, () -> WORDS.withMaxSize(0));
    assertThrows(IllegalArgumentException.class, () -> new Unit.Tokens("["));
  }

  private static Vocabulary of(VocabularyRule rule, String... documents) {
    VocabularyBuilder builder = new VocabularyBuilder(rule);
    for (String document : documents) builder.document(document);
    return builder.build();
  }

  private static List<Integer> encode(Vocabulary vocabulary, String text) {
    List<Integer> members = new ArrayList<>();
    vocabulary.encode(text, Tokeniser.of(vocabulary.rule()), members::add);
    return members;
  }

  private static String json(Vocabulary vocabulary) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      vocabulary.toJson(out);
    }
    return text.toString();
  }

  private static Vocabulary read(String json) throws IOException {
    try (JsonParser in = new JsonFactory().createParser(json)) {
      return Vocabulary.fromJson(in);
    }
  }
}
