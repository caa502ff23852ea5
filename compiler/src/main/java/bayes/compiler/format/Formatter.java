package bayes.compiler.format;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.CompilerBug;
import bayes.compiler.parse.Lexeme;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import java.util.List;

/**
 * Lays a model out: one statement per line, two spaces per block, one space where spaces belong,
 * and none elsewhere. Comments stay where they are, and so do line breaks within statements and
 * single empty lines. Signs ({@code :}, {@code ~}, {@code =}) that stand under each other, and
 * comments behind adjacent lines, are lined up.
 *
 * <p>What is laid out has the tokens it had before, and laying it out again changes nothing.
 */
public final class Formatter {
  private Formatter() {}

  /** The text laid out, or what is wrong with its form. */
  public static Checked<String> format(SourceText source) {
    return Parser.parse(source).then(file -> Checked.of(layOut(source)));
  }

  private static String layOut(SourceText source) {
    List<Lexeme> lexemes = Lexeme.of(source);
    List<Line> lines = new Layout(source).lines(Spacing.of(lexemes));
    Alignment.align(lines);
    StringBuilder text = new StringBuilder();
    for (Line line : lines) text.append(line.text()).append('\n');
    String result = text.toString();
    List<String> after = words(Lexeme.of(SourceText.of(source.name(), result)));
    if (!words(lexemes).equals(after)) {
      throw new CompilerBug("format", "the layout changes " + source);
    }
    return result;
  }

  private static List<String> words(List<Lexeme> lexemes) {
    return lexemes.stream().map(lexeme -> lexeme.text().strip().replace("\r\n", "\n")).toList();
  }
}
