package bayes.runtime.report;

import bayes.runtime.draws.ModelTerm;
import java.util.List;

/**
 * A line of the model with a statement marked, as compiler messages show it:
 *
 * <pre>
 *   --> schools.bayes:6:1
 *    |
 *  6 | theta[s in School] ~ Normal(mu, tau);
 *    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 58 of 63 divergences
 * </pre>
 */
final class SourceExcerpt {
  private SourceExcerpt() {}

  /** The lines of the excerpt, with {@code label} at the mark. */
  static List<String> of(ModelTerm term, String label) {
    String number = " " + term.line();
    String margin = " ".repeat(number.length());
    String line = TextWidth.printable(term.sourceLine().replace("\t", " "));
    int start = offset(line, term.column() - 1);
    int end = offset(line, term.column() - 1 + term.length());
    int indent = TextWidth.of(line.substring(0, start));
    int width = Math.max(TextWidth.of(line.substring(start, end)), 1);
    return List.of(
        margin + "--> " + TextWidth.printable(term.place()),
        margin + " |",
        number + " | " + line,
        margin + " | " + " ".repeat(indent) + "^".repeat(width) + " " + label);
  }

  /** The UTF-16 offset of a code point, or the end of the line. */
  private static int offset(String line, int codePoints) {
    int known = line.codePointCount(0, line.length());
    return line.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, known)));
  }
}
