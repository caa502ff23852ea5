package bayes.compiler.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The pages about the codes of diagnostics, in Markdown: why it is a mistake, with a wrong model
 * and a right one. They are {@code docs/errors} of the project.
 */
public final class Explanations {
  private static final String INDEX = "README";
  private static final Pattern LISTED = Pattern.compile("(?m)^\\| \\[(\\w+)]\\(");

  private Explanations() {}

  /** The page of a code such as {@code T0203}, if there is such a code. */
  public static Optional<String> page(String code) {
    return codes().contains(code) ? Optional.of(read(code)) : Optional.empty();
  }

  /** The list of all codes, each with what it is about. */
  public static String index() {
    return read(INDEX);
  }

  /** All codes, in the order of the list. */
  public static List<String> codes() {
    return LISTED.matcher(index()).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static String read(String page) {
    try (InputStream stream = Explanations.class.getResourceAsStream("errors/" + page + ".md")) {
      if (stream == null) throw new CompilerBug("explain", "no page " + page);
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
