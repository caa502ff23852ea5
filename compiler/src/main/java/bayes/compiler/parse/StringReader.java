package bayes.compiler.parse;

import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression.StringLiteral;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads texts in quotes: takes off the quotes and resolves the escapes. */
final class StringReader {
  private final TreeBuilder tree;

  StringReader(TreeBuilder tree) {
    this.tree = tree;
  }

  StringLiteral literal(TerminalNode node) {
    Span span = tree.span(node.getSymbol());
    String text = span.text();
    // A repaired token may lack its closing quote, or have others.
    int end = text.length() > 1 && isQuote(text.charAt(text.length() - 1)) ? 1 : 0;
    int start = text.isEmpty() ? 0 : 1;
    return new StringLiteral(unescape(text.substring(start, text.length() - end), span), span);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '\u201C' || c == '\u201D';
  }

  private String unescape(String text, Span span) {
    if (text.indexOf('\\') < 0) return text;
    StringBuilder value = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '\\') {
        value.append(c);
        i++;
        continue;
      }
      char kind = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      int length = kind == 'u' && isHex(text, i + 2) ? 6 : 2;
      switch (kind) {
        case '"', '\\' -> value.append(kind);
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        default -> {
          if (length == 6) {
            value.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
          } else {
            int at = span.start() + 1 + i;
            int stop = Math.min(at + 2, span.end());
            tree.report(new SyntaxProblem.BadEscape(span.source().span(at, stop)));
          }
        }
      }
      i += length;
    }
    return value.toString();
  }

  private static boolean isHex(String text, int start) {
    if (start + 4 > text.length()) return false;
    return text.substring(start, start + 4).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
