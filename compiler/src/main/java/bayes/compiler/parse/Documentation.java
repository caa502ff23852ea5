package bayes.compiler.parse;

import bayes.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;

/**
 * The {@code ///} comments of a text, joined to blocks of adjacent lines. The block at the top of a
 * file documents the file; every other documents the statement that follows it.
 */
final class Documentation {
  private final Optional<String> ofFile;

  /** By the offset of the first character that is neither space nor comment behind the block. */
  private final Map<Integer, String> byPlace;

  private Documentation(Optional<String> ofFile, Map<Integer, String> byPlace) {
    this.ofFile = ofFile;
    this.byPlace = byPlace;
  }

  static Documentation of(Scan scan) {
    Optional<String> ofFile = Optional.empty();
    Map<Integer, String> byPlace = new TreeMap<>();
    List<Token> lines = scan.documentation();
    int next = 0;
    int i = 0;
    while (i < lines.size()) {
      int end = blockEnd(scan.source(), lines, i);
      String text = text(scan.source(), lines.subList(i, end));
      int place = lines.get(i).getStartIndex();
      while (scan.tokens().get(next).getStartIndex() < place
          && scan.tokens().get(next).getType() != Token.EOF) {
        next++;
      }
      if (i == 0 && next == 0) {
        ofFile = Optional.of(text);
      } else {
        byPlace.put(scan.tokens().get(next).getStartIndex(), text);
      }
      i = end;
    }
    return new Documentation(ofFile, byPlace);
  }

  private static int blockEnd(SourceText source, List<Token> lines, int first) {
    int end = first + 1;
    while (end < lines.size()
        && source.line(lines.get(end).getStartIndex())
            == source.line(lines.get(end - 1).getStartIndex()) + 1) {
      end++;
    }
    return end;
  }

  private static String text(SourceText source, List<Token> lines) {
    List<String> texts = new ArrayList<>();
    for (Token line : lines) {
      String text = source.text().substring(line.getStartIndex() + 3, line.getStopIndex() + 1);
      texts.add((text.startsWith(" ") ? text.substring(1) : text).stripTrailing());
    }
    return String.join("\n", texts);
  }

  Optional<String> ofFile() {
    return ofFile;
  }

  /** What documents the statement that begins with {@code first}. */
  Optional<String> before(Token first) {
    return Optional.ofNullable(byPlace.get(first.getStartIndex()));
  }
}
