package bayes.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where tokens begin and end, in the scripts and with the marks that go wrong most easily. */
class TokeniserTest {
  private static final VocabularyRule WORDS = VocabularyRule.of(Unit.WORDS);
  private static final VocabularyRule CHARACTERS = VocabularyRule.of(Unit.CHARACTERS);
  private static final VocabularyRule GRAPHEMES = VocabularyRule.of(Unit.GRAPHEMES);

  @Test
  void wordsOfLatinText() {
    assertEquals(
        List.of("Don't", "pay", "3.50", "to", "O'Neill", "naïve", "e.g", "x_1", "well", "known"),
        tokens(WORDS, "Don't pay $3.50 to O'Neill: naïve, e.g. x_1 (well-known)!"));
  }

  @Test
  void wordsOfChineseJapaneseAndThaiComeFromDictionaries() {
    assertEquals(List.of("我们", "在", "北京", "工作"), tokens(WORDS, "我们在北京工作。"));
    assertEquals(List.of("東京タワー", "に", "行く"), tokens(WORDS, "東京タワーに行く"));
    assertEquals(List.of("ภาษา", "ไทย", "สวยงาม"), tokens(WORDS, "ภาษาไทยสวยงาม"));
  }

  @Test
  void codePointsAreNeverHalved() {
    assertEquals(List.of("a", "🙂", "語", "𝒳"), tokens(CHARACTERS, "a🙂語𝒳"));
  }

  @Test
  void graphemesKeepMarksAndJoinedEmojiTogether() {
    assertEquals(
        List.of("👩‍👩‍👧", "🇩🇪", "🇫🇷", "e\u0323\u0302x".substring(0, 3), "x", "नि"),
        tokens(
            GRAPHEMES.withNormalisation(Normalisation.NONE), "👩‍👩‍👧🇩🇪🇫🇷e\u0323\u0302xनि"));
  }

  @Test
  void rightToLeftTextIsReadInItsOwnOrder() {
    assertEquals(List.of("שלום", "עולם"), tokens(WORDS, "שלום, עולם!"));
    assertEquals(List.of("مرحبا", "بالعالم"), tokens(WORDS, "مرحبا بالعالم"));
  }

  @Test
  void normalFormsMakeOneTokenOfWhatLooksTheSame() {
    assertEquals(List.of("é", "é"), tokens(CHARACTERS, "e\u0301é"));
    assertEquals(
        List.of("e", "\u0301"),
        tokens(CHARACTERS.withNormalisation(Normalisation.NONE), "e\u0301"));
    assertEquals(List.of("fi", "A2"), tokens(WORDS.withNormalisation(Normalisation.NFKC), "ﬁ Ａ²"));
  }

  @Test
  void lowerCaseFollowsUnicode() {
    VocabularyRule rule = WORDS.withLowercase(true);
    assertEquals(List.of("οδος", "straße", "i\u0307", "éa"), tokens(rule, "ΟΔΟΣ Straße İ ÉA"));
  }

  @Test
  void digitsOfAllScriptsReadAsZero() {
    VocabularyRule rule = WORDS.withDigits(true);
    assertEquals(List.of("0000", "00", "a0", "00"), tokens(rule, "1787 ٤٢ a7 𝟙𝟚"));
  }

  @Test
  void linesAreWithoutTheirEnds() {
    VocabularyRule rule = VocabularyRule.of(Unit.LINES);
    assertEquals(List.of("one", "two ", "three"), tokens(rule, "one\r\ntwo \n\n\rthree"));
  }

  @Test
  void patternsTakeWhatTheyMatch() {
    assertEquals(List.of("do", "n", "t"), tokens(pattern("[a-z]+"), "do n't"));
    assertEquals(List.of("naïve", "語"), tokens(pattern("\\w+"), "naïve 語!"));
    assertEquals(List.of("a", "b"), tokens(pattern("[ab]?"), "xaxb"));
  }

  @Test
  void givenTextIsOneToken() {
    assertEquals(List.of("New York"), tokens(VocabularyRule.of(Unit.GIVEN), "New York"));
    assertEquals(List.of(), tokens(VocabularyRule.of(Unit.GIVEN), ""));
  }

  @Test
  void aTextWithoutTokensHasNone() {
    for (Unit unit : List.of(Unit.WORDS, Unit.CHARACTERS, Unit.GRAPHEMES, Unit.LINES)) {
      assertEquals(List.of(), tokens(VocabularyRule.of(unit), ""));
    }
    assertEquals(List.of(), tokens(WORDS, " \t… — !"));
  }

  private static VocabularyRule pattern(String pattern) {
    return VocabularyRule.of(new Unit.Tokens(pattern));
  }

  private static List<String> tokens(VocabularyRule rule, String text) {
    List<String> tokens = new ArrayList<>();
    Tokeniser.of(rule)
        .tokenise(
            text, (chars, start, end) -> tokens.add(chars.subSequence(start, end).toString()));
    return tokens;
  }
}
