package bayes.compiler.diagnostic;

import bayes.compiler.diagnostic.Diagnostic.Hint;
import bayes.compiler.diagnostic.Diagnostic.Label;
import bayes.compiler.diagnostic.Diagnostic.Severity;
import bayes.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows diagnostics to people: the message, the lines it speaks of with their labels under them,
 * and what to do.
 *
 * <pre>
 * error[T0203]: the standard deviation of `Normal` must be positive
 *   --> schools.bayes:6:31
 *    |
 *  2 |   data shift : real;
 *    |                ---- declared here, so it may be negative
 *  6 |   observe y ~ Normal(theta, shift);
 *    |                             ^^^^^ this can be any real number
 *    = help: write `exp(shift)`
 * </pre>
 */
public final class TextRenderer {
  private final Style style;

  private TextRenderer(Style style) {
    this.style = style;
  }

  /** Without colours, for files and pipes. */
  public static TextRenderer plain() {
    return new TextRenderer(Style.PLAIN);
  }

  /** With ANSI colours, for terminals. */
  public static TextRenderer coloured() {
    return new TextRenderer(Style.COLOURED);
  }

  /** All diagnostics by position, and a line that counts them; empty if there are none. */
  public String render(Collection<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) return "";
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : Diagnostic.sorted(diagnostics)) {
      out.append(render(diagnostic)).append('\n');
    }
    return out.append(count(diagnostics)).append('\n').toString();
  }

  /** One diagnostic, with a line end. */
  public String render(Diagnostic d) {
    StringBuilder out = new StringBuilder();
    String title = word(d.severity()) + "[" + d.code() + "]";
    out.append(style.severity(d.severity(), title))
        .append(style.strong(": " + DisplayWidth.safe(d.message())))
        .append('\n');
    return out.append(below(d)).toString();
  }

  /** What stands below the message of a diagnostic: the lines it speaks of, and what to do. */
  public String below(Diagnostic d) {
    int gutter = gutter(d);
    String margin = " ".repeat(gutter);
    StringBuilder out = new StringBuilder();
    String arrow = "-->";
    for (Map.Entry<SourceText, List<Label>> source : bySource(d).entrySet()) {
      Label first = source.getValue().get(0);
      out.append(margin).append(style.frame(arrow)).append(' ');
      out.append(DisplayWidth.safe(source.getKey().name()))
          .append(':')
          .append(first.span().place());
      out.append('\n').append(margin).append(' ').append(style.frame("|")).append('\n');
      lines(d, source.getKey(), source.getValue(), gutter, out);
      arrow = ":::";
    }
    for (String note : d.notes()) remark("note", note, margin, out);
    for (Hint hint : d.hints()) remark("help", hint.text(), margin, out);
    return out.toString();
  }

  private void lines(
      Diagnostic d, SourceText source, List<Label> labels, int gutter, StringBuilder out) {
    Map<Integer, List<Label>> byLine = new TreeMap<>();
    for (Label label : labels) {
      byLine.computeIfAbsent(label.span().line(), line -> new ArrayList<>()).add(label);
    }
    byLine.forEach(
        (line, onLine) -> {
          LabelledLine shown = LabelledLine.of(source, line, onLine, d.primary());
          String number = String.format("%" + gutter + "d |", line);
          out.append(style.frame(number)).append(' ').append(shown.text());
          out.append('\n');
          for (LabelledLine.Row row : shown.rows()) {
            out.append(" ".repeat(gutter)).append(' ').append(style.frame("|")).append(' ');
            out.append(
                row.primary() ? style.severity(d.severity(), row.text()) : style.frame(row.text()));
            out.append('\n');
          }
        });
  }

  private void remark(String kind, String text, String margin, StringBuilder out) {
    String continued = "\n" + margin + "   " + " ".repeat(kind.length() + 2);
    out.append(margin).append(' ').append(style.frame("=")).append(' ');
    out.append(style.strong(kind + ":")).append(' ');
    out.append(String.join(continued, DisplayWidth.safe(text).split("\n"))).append('\n');
  }

  private static Map<SourceText, List<Label>> bySource(Diagnostic d) {
    Map<SourceText, List<Label>> labels = new LinkedHashMap<>();
    labels.computeIfAbsent(d.primary().span().source(), s -> new ArrayList<>()).add(d.primary());
    for (Label other : d.others()) {
      labels.computeIfAbsent(other.span().source(), s -> new ArrayList<>()).add(other);
    }
    return labels;
  }

  /** The width of the column of line numbers, with a space before it. */
  private static int gutter(Diagnostic d) {
    int largest = d.primary().span().line();
    for (Label other : d.others()) largest = Math.max(largest, other.span().line());
    return 1 + Integer.toString(largest).length();
  }

  private static String count(Collection<Diagnostic> diagnostics) {
    long errors = diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).count();
    long warnings = diagnostics.size() - errors;
    List<String> parts = new ArrayList<>();
    if (errors > 0) parts.add(errors == 1 ? "1 error" : errors + " errors");
    if (warnings > 0) parts.add(warnings == 1 ? "1 warning" : warnings + " warnings");
    return String.join(", ", parts);
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
    };
  }

  /** How parts stand out. */
  private enum Style {
    PLAIN,
    COLOURED;

    private static final String RESET = "\u001b[0m";

    String severity(Severity severity, String text) {
      return switch (severity) {
        case ERROR -> paint("\u001b[1;31m", text);
        case WARNING -> paint("\u001b[1;33m", text);
      };
    }

    String frame(String text) {
      return paint("\u001b[1;34m", text);
    }

    String strong(String text) {
      return paint("\u001b[1m", text);
    }

    private String paint(String code, String text) {
      return this == PLAIN ? text : code + text + RESET;
    }
  }
}
