package bayes.cli.console;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How messages look: whether they are coloured, and whether people or programs read them. */
public record Appearance(Colour colour, Format format) {
  /** When to colour. */
  public enum Colour {
    /** Where somebody watches. */
    AUTO,
    ALWAYS,
    NEVER;

    /** The words of {@code --color}. */
    public static final List<String> WORDS = List.of("auto", "always", "never");

    /** The meaning of a word of {@code --color}. */
    public static Optional<Colour> of(String word) {
      int at = WORDS.indexOf(word);
      return at < 0 ? Optional.empty() : Optional.of(values()[at]);
    }

    /** Whether a stream is coloured. */
    boolean on(boolean isTerminal) {
      return this == ALWAYS || (this == AUTO && isTerminal);
    }
  }

  /** What messages on stderr are. */
  public enum Format {
    TEXT("text"),
    /** One object per line. */
    JSON("json");

    private final String word;

    Format(String word) {
      this.word = word;
    }

    /** The words of {@code --error-format}. */
    public static final List<String> WORDS =
        Arrays.stream(values()).map(format -> format.word).toList();

    /** The meaning of a word of {@code --error-format}. */
    public static Optional<Format> of(String word) {
      return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
    }
  }

  /** As the environment says: {@code NO_COLOR} is honoured, and terminals that are dumb. */
  static Appearance of(Map<String, String> environment) {
    boolean isDumb = "dumb".equals(environment.get("TERM"));
    boolean isPlain = isDumb || !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Appearance(isPlain ? Colour.NEVER : Colour.AUTO, Format.TEXT);
  }
}
