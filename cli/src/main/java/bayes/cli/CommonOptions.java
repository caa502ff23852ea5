package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.cli.console.Appearance;
import bayes.cli.console.Appearance.Colour;
import bayes.cli.console.Appearance.Format;
import java.util.List;

/** The options that every command has: how its messages look. */
final class CommonOptions {
  private static final Option FORMAT =
      Option.of(
          "--error-format", "FORMAT", "What stderr gets: text, or json, one object per line.");
  private static final Option COLOUR =
      Option.of("--color", "WHEN", "auto (on terminals, unless NO_COLOR is set), always or never.");
  static final List<Option> ALL = List.of(FORMAT, COLOUR);

  private CommonOptions() {}

  /** The appearance that the arguments ask for; what they do not say stays. */
  static Appearance of(Arguments arguments, Appearance without) {
    return new Appearance(
        arguments.word(COLOUR.name(), Colour.WORDS, Colour::of).orElse(without.colour()),
        arguments.word(FORMAT.name(), Format.WORDS, Format::of).orElse(without.format()));
  }

  /** The same from words that may not be what the command accepts: that is told so, too. */
  static Appearance of(List<String> words, Appearance without) {
    Appearance found = without;
    for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String value =
          equals >= 0 ? word.substring(equals + 1) : i + 1 < words.size() ? words.get(i + 1) : "";
      if (name.equals(FORMAT.name())) {
        found = new Appearance(found.colour(), Format.of(value).orElse(found.format()));
      } else if (name.equals(COLOUR.name())) {
        found = new Appearance(Colour.of(value).orElse(found.colour()), found.format());
      }
    }
    return found;
  }
}
