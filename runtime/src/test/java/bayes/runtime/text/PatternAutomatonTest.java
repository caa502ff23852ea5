package bayes.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Automata find what {@link Pattern} finds. */
final class PatternAutomatonTest {
  private static final List<String> PATTERNS =
      List.of(
          "[a-z]+",
          "[a-z]+(?:'[a-z]+)*|[.,;:!?]",
          "\\w+|[^\\w\\s]",
          "\\p{L}[\\p{L}\\p{M}]*",
          "a|ab|abc",
          "(?:a|ab)(?:c|bcd)?",
          "[ab]?",
          "a{2,3}b|a+",
          "(?:ab){2,}",
          ".",
          "\\S+",
          "x*y|x",
          "[a-y&&[^aeiou]]+",
          "\\d+\\.\\d+|\\d+",
          "🙂+|語");

  @Property(tries = 600, seed = "20311", edgeCases = EdgeCasesMode.NONE)
  void fixedPatternsFindTheSame(@ForAll RandomText kind, @ForAll long seed) {
    String text = kind.of(seed, 60) + "xxy abcd ab 3.25";
    for (String pattern : PATTERNS) check(pattern, text);
  }

  @Property(
      tries = 1500,
      seed = "20312",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void randomPatternsFindTheSame(@ForAll long seed) {
    Random random = new Random(seed);
    String pattern = pattern(random, 3);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) text.append("abc".charAt(random.nextInt(3)));
    check(pattern, text.toString());
  }

  /** The twin: an automaton that took the longest match would differ here. */
  @Test
  void theFirstAlternativeWinsAndNotTheLongest() {
    assertEquals(List.of("a"), plain("a|ab", "ab"));
    assertEquals(List.of("a"), automaton("a|ab", "ab"));
  }

  @Test
  void whatIsMoreThanRegularIsLeftToTheJdk() {
    for (String pattern :
        List.of("a*?", "a++", "(a)\\1", "^a", "a$", "\\ba", "(?=a)b", "(?i)a", "[]a]", "\\x41")) {
      assertFalse(PatternTree.parse(pattern).isPresent(), pattern);
    }
    assertTrue(PatternTree.parse("[a-z]+(?:'[a-z]+)*|[.,;:!?]").isPresent());
  }

  /** A pattern that backtracking needs exponential time for. */
  @Test
  void noTextTakesLong() {
    String pattern = "(?:a|a|aa)+b|c";
    assertEquals(List.of("c"), automaton(pattern, "a".repeat(2_000) + "c"));
  }

  private static String pattern(Random random, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(6);
    String one = List.of("a", "b", "[ab]", "[^a]", "c").get(random.nextInt(5));
    return switch (kind) {
      case 1 -> pattern(random, depth - 1) + pattern(random, depth - 1);
      case 2 -> "(?:" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
      case 3 -> "(?:" + pattern(random, depth - 1) + ")" + quantifier(random);
      case 4 -> pattern(random, depth - 1) + "|" + pattern(random, depth - 1);
      case 5 -> one + quantifier(random) + pattern(random, depth - 1);
      default -> one;
    };
  }

  private static String quantifier(Random random) {
    return List.of("*", "+", "?", "{2}", "{1,3}", "{2,}").get(random.nextInt(6));
  }

  private static void check(String pattern, String text) {
    if (PatternTree.parse(pattern).isEmpty()) return;
    assertEquals(plain(pattern, text), automaton(pattern, text), () -> pattern + " in " + text);
  }

  private static List<String> automaton(String pattern, String text) {
    PatternTree tree = PatternTree.parse(pattern).orElseThrow();
    CharRun run = new CharRun(1);
    run.replace(0, 0, text);
    List<String> tokens = new ArrayList<>();
    PatternAutomaton.of(tree)
        .orElseThrow()
        .segment(run, 0, run.length, true, (t, s, e) -> tokens.add(t.subSequence(s, e).toString()));
    return tokens;
  }

  private static List<String> plain(String pattern, String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS).matcher(text);
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) tokens.add(matcher.group());
    }
    return tokens;
  }
}
