package bayes.cli.repl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Labels within an unfinished line: {@code P(theta["Cho}. */
final class Labels {
  private static final Pattern VARIABLE =
      Pattern.compile("([\\p{L}_][\\p{L}\\p{Nd}_]*)\\s*\\[([^\\[\\]]*)$");

  private Labels() {}

  /** The place of the quote that is open at the end of a text, or -1. */
  static int openQuote(String text) {
    int open = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && open >= 0) i++;
      else if (c == '"') open = open < 0 ? i : -1;
    }
    return open;
  }

  /**
   * The variable whose label is being typed.
   *
   * @param dimension the number of the index, from 0
   */
  record Place(String variable, int dimension) {}

  /** Where a label that starts at the end of a text stands, or null if it is no index. */
  static @Nullable Place place(String beforeQuote) {
    Matcher matcher = VARIABLE.matcher(beforeQuote);
    if (!matcher.find()) return null;
    String indices = matcher.group(2);
    int dimension = 0;
    for (int i = 0; i < indices.length(); i++) if (indices.charAt(i) == ',') dimension++;
    return new Place(matcher.group(1), dimension);
  }
}
