package bayes.runtime.text;

import java.util.regex.Pattern;

/** What one token of a text is. */
public sealed interface Unit {
  /**
   * Words by the Unicode rules (UAX 29), those of Chinese, Japanese, Thai, Lao, Khmer and Burmese
   * by dictionaries; white space and punctuation are no words.
   */
  Unit WORDS = new Words();

  /** Code points. */
  Unit CHARACTERS = new Characters();

  /** Grapheme clusters (UAX 29): what a reader takes for one character. */
  Unit GRAPHEMES = new Graphemes();

  /** Lines without their ends; empty lines are none. */
  Unit LINES = new Lines();

  /** The text as it is given: a list of tokens, or a string that is one. */
  Unit GIVEN = new Given();

  /** The name of this unit in a model. */
  String name();

  /** {@link #WORDS}. */
  record Words() implements Unit {
    @Override
    public String name() {
      return "words";
    }
  }

  /** {@link #CHARACTERS}. */
  record Characters() implements Unit {
    @Override
    public String name() {
      return "chars";
    }
  }

  /** {@link #GRAPHEMES}. */
  record Graphemes() implements Unit {
    @Override
    public String name() {
      return "graphemes";
    }
  }

  /** {@link #LINES}. */
  record Lines() implements Unit {
    @Override
    public String name() {
      return "lines";
    }
  }

  /**
   * What a regular expression matches, from left to right; empty matches are no tokens. The syntax
   * is that of {@link Pattern}, its classes such as {@code \w} and {@code \d} are those of Unicode.
   */
  record Tokens(String pattern) implements Unit {
    /**
     * Checks the pattern.
     *
     * @throws java.util.regex.PatternSyntaxException if it is none
     */
    public Tokens {
      Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
    }

    @Override
    public String name() {
      return "tokens";
    }

    Pattern compiled() {
      return Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
    }
  }

  /** {@link #GIVEN}. */
  record Given() implements Unit {
    @Override
    public String name() {
      return "given";
    }
  }
}
