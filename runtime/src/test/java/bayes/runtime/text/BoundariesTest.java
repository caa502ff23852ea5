package bayes.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The short ways find the boundaries of ICU, and a text in pieces has the tokens of the whole. */
final class BoundariesTest {
  private static final VocabularyRule WORDS = rule(Unit.WORDS);
  private static final VocabularyRule GRAPHEMES = rule(Unit.GRAPHEMES);

  @Property(tries = 2000, seed = "20301", edgeCases = EdgeCasesMode.NONE)
  void wordsAreThoseOfIcu(@ForAll RandomText kind, @ForAll long seed) {
    String text = kind.of(seed, 60);
    assertEquals(icuWords(text), tokens(WORDS, text));
  }

  @Property(tries = 1500, seed = "20302", edgeCases = EdgeCasesMode.NONE)
  void graphemesAreThoseOfIcu(@ForAll RandomText kind, @ForAll long seed) {
    String text = kind.of(seed, 40);
    assertEquals(icuGraphemes(text), tokens(GRAPHEMES, text));
  }

  @Property(tries = 300, seed = "20303", edgeCases = EdgeCasesMode.NONE)
  void piecesHaveTheTokensOfTheWhole(
      @ForAll RandomText kind, @ForAll long seed, @ForAll Normalisation form) throws IOException {
    String text = kind.of(seed, 200);
    for (Unit unit :
        List.of(
            Unit.WORDS,
            Unit.GRAPHEMES,
            Unit.CHARACTERS,
            Unit.LINES,
            Unit.GIVEN,
            new Unit.Tokens("\\w+"),
            new Unit.Tokens("\\w+(?=,)|\\b\\d|(?<=a)b|^.|[^\\s\\w]{2,}$"))) {
      VocabularyRule rule =
          VocabularyRule.of(unit).withNormalisation(form).withLowercase(true).withDigits(true);
      List<String> pieces = new ArrayList<>();
      new Tokeniser(rule, 7, 3)
          .tokenise(new StringReader(text), (chars, s, e) -> pieces.add(string(chars, s, e)));
      assertEquals(tokens(rule, text), pieces, () -> unit + " of " + text);
    }
  }

  /** The twin: words by another rule are not ICU's. */
  @Test
  void anotherRuleIsNoticed() {
    assertNotEquals(icuWords("a.b"), tokens(rule(new Unit.Tokens("\\w+")), "a.b"));
  }

  private static VocabularyRule rule(Unit unit) {
    return VocabularyRule.of(unit).withNormalisation(Normalisation.NONE);
  }

  private static List<String> tokens(VocabularyRule rule, String text) {
    List<String> tokens = new ArrayList<>();
    Tokeniser.of(rule).tokenise(text, (chars, s, e) -> tokens.add(string(chars, s, e)));
    return tokens;
  }

  private static String string(CharSequence text, int start, int end) {
    return text.subSequence(start, end).toString();
  }

  private static List<String> icuWords(String text) {
    BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);
    breaks.setText(text);
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      if (breaks.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
        words.add(text.substring(start, end));
      }
      start = end;
    }
    return words;
  }

  private static List<String> icuGraphemes(String text) {
    BreakIterator breaks = BreakIterator.getCharacterInstance(ULocale.ROOT);
    breaks.setText(text);
    List<String> graphemes = new ArrayList<>();
    int start = 0;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      graphemes.add(text.substring(start, end));
      start = end;
    }
    return graphemes;
  }
}
