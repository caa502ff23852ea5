package bayes.runtime.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A regular expression without anything that is more than regular: characters and classes, one
 * after the other, alternatives, groups, and the greedy quantifiers.
 */
sealed interface PatternTree {
  /** One code point that the class, a regular expression itself, matches. */
  record OneOf(String type) implements PatternTree {}

  record Sequence(List<PatternTree> parts) implements PatternTree {}

  /** The first of these that leads to a match. */
  record Choice(List<PatternTree> branches) implements PatternTree {}

  /** As often as possible; {@code most} is -1 where there is no limit. */
  record Repeat(PatternTree part, int least, int most) implements PatternTree {}

  /** Whether it matches the empty text. */
  default boolean isNullable() {
    if (this instanceof Sequence sequence) {
      return sequence.parts().stream().allMatch(PatternTree::isNullable);
    }
    if (this instanceof Choice choice) {
      return choice.branches().stream().anyMatch(PatternTree::isNullable);
    }
    return this instanceof Repeat repeat && (repeat.least() == 0 || repeat.part().isNullable());
  }

  /** The tree of a pattern that {@link Pattern} accepts; empty if it has more than is told here. */
  static Optional<PatternTree> parse(String pattern) {
    try {
      Parser parser = new Parser(pattern);
      PatternTree tree = parser.choice();
      return parser.at == pattern.length() ? Optional.of(tree) : Optional.empty();
    } catch (MoreThanRegular e) {
      return Optional.empty();
    }
  }

  /** What is left to {@link Pattern}. */
  final class MoreThanRegular extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Reads a pattern from left to right. */
  final class Parser {
    private static final int MOST_COPIES = 64;
    private static final String CLASSES = "wWdDsShH";
    private static final String CONTROLS = "ntrf";

    private final String pattern;
    private int at;

    Parser(String pattern) {
      this.pattern = pattern;
    }

    private PatternTree choice() throws MoreThanRegular {
      List<PatternTree> branches = new ArrayList<>();
      branches.add(sequence());
      while (next('|')) branches.add(sequence());
      return branches.size() == 1 ? branches.get(0) : new Choice(branches);
    }

    private PatternTree sequence() throws MoreThanRegular {
      List<PatternTree> parts = new ArrayList<>();
      while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
        parts.add(quantified(atom()));
      }
      return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
    }

    private PatternTree atom() throws MoreThanRegular {
      int start = at;
      if (next('(')) {
        if (next('?') && !next(':')) throw new MoreThanRegular();
        PatternTree inside = choice();
        if (!next(')')) throw new MoreThanRegular();
        return inside;
      }
      if (next('[')) {
        bracketed();
      } else if (next('\\')) {
        escaped();
      } else {
        int codePoint = pattern.codePointAt(at);
        if ("^$*+?{".indexOf(codePoint) >= 0) throw new MoreThanRegular();
        at += Character.charCount(codePoint);
      }
      return new OneOf(pattern.substring(start, at));
    }

    /** To behind the bracket that closes a class. */
    private void bracketed() throws MoreThanRegular {
      next('^');
      if (at < pattern.length() && pattern.charAt(at) == ']') throw new MoreThanRegular();
      while (!next(']')) {
        if (next('\\')) escaped();
        else if (next('[')) bracketed();
        else if (at < pattern.length()) at++;
        else throw new MoreThanRegular();
      }
    }

    /** To behind what a backslash begins. */
    private void escaped() throws MoreThanRegular {
      if (at == pattern.length()) throw new MoreThanRegular();
      char c = pattern.charAt(at++);
      if (c == 'p' || c == 'P') {
        int end = next('{') ? pattern.indexOf('}', at) : at;
        if (end < 0) throw new MoreThanRegular();
        at = end + 1;
      } else {
        boolean isSign = c < 0x80 && !Character.isLetterOrDigit(c);
        if (!isSign && CLASSES.indexOf(c) < 0 && CONTROLS.indexOf(c) < 0) {
          throw new MoreThanRegular();
        }
      }
    }

    private PatternTree quantified(PatternTree part) throws MoreThanRegular {
      int least = 1;
      int most = 1;
      if (next('*')) {
        least = 0;
        most = -1;
      } else if (next('+')) {
        most = -1;
      } else if (next('?')) {
        least = 0;
      } else if (next('{')) {
        least = number();
        most = least;
        if (next(',')) most = at < pattern.length() && pattern.charAt(at) == '}' ? -1 : number();
        if (!next('}')) throw new MoreThanRegular();
      } else {
        return part;
      }
      // A quantifier behind one makes it reluctant or possessive.
      boolean isMore = at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0;
      if (isMore || least > MOST_COPIES || most > MOST_COPIES || part.isNullable()) {
        throw new MoreThanRegular();
      }
      return new Repeat(part, least, most);
    }

    private int number() throws MoreThanRegular {
      int start = at;
      while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) at++;
      if (at == start || at - start > 3) throw new MoreThanRegular();
      return Integer.parseInt(pattern.substring(start, at));
    }

    private boolean next(char c) {
      boolean is = at < pattern.length() && pattern.charAt(at) == c;
      if (is) at++;
      return is;
    }
  }
}
