package bayes.compiler.bind;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BindingException;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts as data: which vocabulary they make, and which members they are. */
final class TextsTest {
  private static final String DOCUMENTS =
      "vocab Word = words(%s); set Doc; data text : Word[Doc][];";

  private static Model documents(String options) {
    return Model.compile(DOCUMENTS.formatted(options));
  }

  private static Data text(Object value) {
    return Data.builder().put("text", value).build();
  }

  private static List<String> members(BoundModel bound, String set) {
    return bound.data().sets().entrySet().stream()
        .filter(e -> e.getKey().name().equals(set))
        .findFirst()
        .orElseThrow()
        .getValue()
        .labels();
  }

  /** The labels of the members that a variable has, in order. */
  private static List<String> tokens(BoundModel bound, String set, String variable) {
    List<String> labels = members(bound, set);
    return Arrays.stream(integers(bound, variable)).mapToObj(i -> labels.get(i - 1)).toList();
  }

  private static int[] integers(BoundModel bound, String variable) {
    return bound.data().values().entrySet().stream()
        .filter(e -> e.getKey().name().equals(variable))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow()
        .integers();
  }

  @Test
  void membersAreByFallingCountThenByCodePoint() {
    BoundModel bound = documents("lowercase: true").bind(text(List.of("B b a", "C a d")));
    assertEquals(List.of("a", "b", "c", "d"), members(bound, "Word"));
    assertEquals(List.of("b", "b", "a", "c", "a", "d"), tokens(bound, "Word", "text"));
    assertArrayEquals(new int[] {3, 3}, integers(bound, "text?lengths"));
    assertArrayEquals(new int[] {0, 3}, integers(bound, "text?starts"));
  }

  @Test
  void stringsAreCutAndListsAreTokens() {
    BoundModel strings = documents("").bind(text(List.of("the cat", "the end")));
    BoundModel lists =
        documents("").bind(text(List.of(List.of("the", "cat"), List.of("the", "end"))));
    assertArrayEquals(integers(strings, "text"), integers(lists, "text"));
    assertEquals(members(strings, "Word"), members(lists, "Word"));
    BoundModel whole = documents("").bind(text(List.of(List.of("New York", "the"), List.of())));
    assertEquals(List.of("New York", "the"), tokens(whole, "Word", "text"));
    assertArrayEquals(new int[] {2, 0}, integers(whole, "text?lengths"));
  }

  @Test
  void tokensOfListsAreNormalisedAsTextsAre() {
    BoundModel bound =
        documents("lowercase: true, digits: true")
            .bind(text(List.of("In 1789", List.of("IN", "1776"))));
    assertEquals(List.of("in", "0000", "in", "0000"), tokens(bound, "Word", "text"));
  }

  @Test
  void charactersAreCodePointsOrWhatAReaderTakesForOne() {
    String text = "道👍🏽e\u0301𝒳";
    BoundModel points =
        Model.compile("vocab C = chars(normalisation: \"none\"); data text : C[];")
            .bind(text(text));
    assertEquals(List.of("道", "👍", "🏽", "e", "\u0301", "𝒳"), tokens(points, "C", "text"));
    BoundModel composed = Model.compile("vocab C = chars; data text : C[];").bind(text(text));
    assertEquals(List.of("道", "👍", "🏽", "é", "𝒳"), tokens(composed, "C", "text"));
    BoundModel graphemes =
        Model.compile("vocab C = chars(graphemes: true); data text : C[];").bind(text(text));
    assertEquals(List.of("道", "👍🏽", "é", "𝒳"), tokens(graphemes, "C", "text"));
  }

  @Test
  void rareTokensAreLeftOutOrUnknown() {
    Data data = text(Map.of("d", "a rose is a rose"));
    BoundModel dropped = documents("min_count: 2").bind(data);
    assertEquals(List.of("a", "rose", "a", "rose"), tokens(dropped, "Word", "text"));
    BoundModel unknown = documents("min_count: 2, unknown: true").bind(data);
    assertEquals(List.of("a", "rose", "<unk>", "a", "rose"), tokens(unknown, "Word", "text"));
    BoundModel few = documents("max_size: 1, stop: [\"a\"]").bind(data);
    assertEquals(List.of("rose", "rose"), tokens(few, "Word", "text"));
  }

  @Test
  void stringsHaveTheirEndsMarkedAndListsDoNot() {
    String ends = "bos: true, eos: true";
    BoundModel bound = documents(ends).bind(text(List.of("a b", List.of("b"))));
    assertEquals(List.of("<bos>", "a", "b", "<eos>", "b"), tokens(bound, "Word", "text"));
    BoundModel context =
        Model.compile("vocab C = chars(bos: true); data text : C[]; data context : C[2];")
            .bind(Data.builder().put("text", "abc").put("context", "ab").build());
    assertEquals(List.of("a", "b"), tokens(context, "C", "context"));
    assertEquals(List.of("<bos>", "a", "b", "c"), tokens(context, "C", "text"));
  }

  @Test
  void oneVocabularyIsMadeOfAllEntriesOfItsType() {
    BoundModel bound =
        Model.compile(
                "vocab W = words; set Doc; data title : W[]; data text : W[Doc][];"
                    + " data key : W; data first : W[Doc];")
            .bind(
                Data.builder()
                    .put("title", "of mice")
                    .put("text", Map.of("x", "and men"))
                    .put("key", "mice")
                    .put("first", Map.of("x", "steinbeck"))
                    .build());
    assertEquals(List.of("mice", "and", "men", "of", "steinbeck"), members(bound, "W"));
    assertEquals(List.of("mice"), tokens(bound, "W", "key"));
    assertEquals(List.of("steinbeck"), tokens(bound, "W", "first"));
  }

  @Test
  void aTextWhereDocumentsAreExpectedIsOne() {
    BoundModel bound = documents("").bind(text("the cat"));
    assertEquals(List.of("1"), members(bound, "Doc"));
    assertEquals(List.of("the", "cat"), tokens(bound, "Word", "text"));
  }

  @Test
  void anEntryFixesTheMembers() {
    Data data = Data.builder().put("Word", List.of("b", "a")).put("text", List.of("a b")).build();
    BoundModel bound = documents("").bind(data);
    assertEquals(List.of("b", "a"), members(bound, "Word"));
    assertArrayEquals(new int[] {2, 1}, integers(bound, "text"));
    BoundModel unknown = documents("unknown: true").bind(data);
    assertEquals(List.of("<unk>", "b", "a"), members(unknown, "Word"));
  }

  @Test
  void whatIsReadLaterIsReadWithTheSameVocabulary() {
    Model model = documents("min_count: 2, unknown: true");
    BoundModel first = model.bind(text(List.of("a rose is a rose")));
    Data saved = first.entries();
    BoundModel again = model.bind(saved);
    assertArrayEquals(integers(first, "text"), integers(again, "text"));
    assertEquals(members(first, "Word"), members(again, "Word"));
    BoundModel later = model.bind(saved.overriddenBy(text(List.of("rose rose rose tulip"))));
    assertEquals(members(first, "Word"), members(later, "Word"));
    assertEquals(List.of("rose", "rose", "rose", "<unk>"), tokens(later, "Word", "text"));
    // The twin: without the vocabulary of the first, the members are others.
    BoundModel other = model.bind(text(List.of("rose rose rose tulip")));
    assertNotEquals(members(first, "Word"), members(other, "Word"));
  }

  @Test
  void rareTokensOfTheTrainingTextArePassedOverLaterAndNewOnesAreNot() {
    Model model = documents("min_count: 2");
    Data saved = model.bind(text(List.of("a rose is a rose"))).entries();
    BoundModel later = model.bind(saved.overriddenBy(text(List.of("a rose is"))));
    assertEquals(List.of("a", "rose"), tokens(later, "Word", "text"));
    BindingException refused =
        assertThrows(
            BindingException.class, () -> model.bind(saved.overriddenBy(text(List.of("a tulip")))));
    assertTrue(refused.toString().contains("\"tulip\""), refused.toString());
  }

  @Test
  void newTextGoesOnBehindTheOld() {
    Model list = Model.compile("vocab C = chars; data text : C[];");
    Data old = list.bind(text("ab")).entries();
    Data both = AppendedData.of(list.typed(), old, text("ba")).value().orElseThrow();
    assertEquals(List.of("a", "b", "b", "a"), tokens(list.bind(both), "C", "text"));
    Data rows = documents("").bind(text(List.of("a b"))).entries();
    Data more = AppendedData.of(documents("").typed(), rows, text("b a")).value().orElseThrow();
    BoundModel bound = documents("").bind(more);
    assertArrayEquals(new int[] {2, 2}, integers(bound, "text?lengths"));
    assertEquals(List.of("a", "b", "b", "a"), tokens(bound, "Word", "text"));
  }

  @Test
  void whatIsSimulatedIsDataAgain() {
    Model model =
        Model.compile(
            "vocab C = chars(eos: true); data text : C[]; p ~ Dirichlet(C, 1);"
                + " observe text ~ Categorical(p);");
    Data data = text("abracadabra");
    BoundModel bound = model.bind(data);
    var simulator = model.simulator(data);
    Data simulated = simulator.data(simulator.draws(3, 1), 2);
    BoundModel again = model.bind(simulated);
    assertEquals(members(bound, "C"), members(again, "C"));
    assertEquals(integers(bound, "text").length, integers(again, "text").length);
  }

  @Test
  void aListIsAsLongAsItIs() {
    BoundModel bound =
        Model.compile(
                "data y : real[]; data n : int[] = [1, 2]; m ~ Normal(0, 1);"
                    + " for t in 2..len(y) { observe y[t] ~ Normal(y[t - 1] * m, 1); }"
                    + " generate k = len(n);")
            .bind(Data.builder().put("y", new double[] {1, 2, 3}).build());
    assertArrayEquals(new int[] {3}, integers(bound, "y?length"));
    assertArrayEquals(new int[] {2}, integers(bound, "n?length"));
  }

  @Test
  void millionsOfTokensBindWithoutAnObjectForEach() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) text.append("word").append(i * 7919 % 1000).append(' ');
    List<Object> documents = new ArrayList<>();
    for (int d = 0; d < 5; d++) documents.add(text.toString());
    BoundModel bound = documents("").bind(text(documents));
    assertEquals(1_000_000, integers(bound, "text").length);
    assertEquals(1000, members(bound, "Word").size());
  }

  @Test
  void tagsMayBeMissingWhereTheirWordsAreNot() {
    Model model =
        Model.compile(
            """
            vocab Word = given;
            set Tag = {"N", "V"};
            set S;
            data word : Word[S][];
            data tag : Tag[S][]?;
            step[t in Tag] ~ Dirichlet(Tag, 1);
            emits[t in Tag] ~ Dirichlet(Word, 1);
            start ~ Dirichlet(Tag, 1);
            for s in S {
              observe tag[s, 1] ~ Categorical(start);
              for n in 2..len(tag[s]) { observe tag[s, n] ~ Categorical(step[tag[s, n - 1]]); }
              for n in 1..len(word[s]) { observe word[s, n] ~ Categorical(emits[tag[s, n]]); }
            }
            """);
    Data data =
        BinderTest.json(
            """
            {"S": ["x", "y"], "word": {"y": ["a"], "x": ["a", "b", "a"]},
             "tag": {"y": [null], "x": ["N", null, "V"]}}
            """);
    BoundModel bound = model.bind(data);
    assertArrayEquals(new int[] {0, 1, 0, 2}, integers(bound, "tag?"));
    assertEquals(List.of("\"x\", 2", "\"y\", 1"), members(bound, "tag__missing"));
  }

  @Test
  void documentsHaveAsManySentencesAsTheyHave() {
    BoundModel bound =
        Model.compile(
                """
                vocab Word = words;
                set Doc;
                set Sentence;
                data text : Word[Doc, Sentence][];
                p ~ Dirichlet(Word, 1);
                for d in Doc, s in Sentence, n in 1..len(text[d, s]) {
                  observe text[d, s, n] ~ Categorical(p);
                }
                """)
            .bind(text(Map.of("d", List.of("a b", "c"), "e", List.of("a", "b", "b c"))));
    assertEquals(List.of("1", "2", "3"), members(bound, "Sentence"));
    int[] lengths = integers(bound, "text?lengths");
    int first = members(bound, "Doc").get(0).equals("d") ? 0 : 3;
    assertArrayEquals(new int[] {2, 1, 0}, Arrays.copyOfRange(lengths, first, first + 3));
    assertArrayEquals(new int[] {1, 1, 2}, Arrays.copyOfRange(lengths, 3 - first, 6 - first));
    assertEquals(7, integers(bound, "text").length);
  }
}
