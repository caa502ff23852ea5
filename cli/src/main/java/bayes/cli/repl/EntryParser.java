package bayes.cli.repl;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor when an entry is finished, and which word the cursor is in. */
final class EntryParser implements Parser {
  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && ScriptEntries.isUnfinished(line)) {
      throw new EOFError(-1, -1, "the statement goes on");
    }
    int start = start(line.substring(0, cursor));
    return new Words(line, cursor, line.substring(start, cursor));
  }

  /** Where the word that ends at the cursor starts: a label, a file, a command or a name. */
  private static int start(String before) {
    int quote = Labels.openQuote(before);
    if (quote >= 0) return quote + 1;
    if (before.startsWith(":")) {
      // The name of a file may hold spaces, options do not.
      return Verb.takesFile(before) ? before.indexOf(' ') + 1 : before.lastIndexOf(' ') + 1;
    }
    int start = before.length();
    while (start > 0) {
      int c = before.codePointBefore(start);
      if (!Character.isLetterOrDigit(c) && c != '_') break;
      start -= Character.charCount(c);
    }
    return start;
  }

  @Override
  public boolean isEscapeChar(char ch) {
    return false;
  }

  /** The word before the cursor is the one to complete. */
  private record Words(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean isComplete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }
  }
}
