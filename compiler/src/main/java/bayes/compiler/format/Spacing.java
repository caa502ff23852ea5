package bayes.compiler.format;

import bayes.compiler.format.Piece.Role;
import bayes.compiler.parse.Lexeme;
import bayes.compiler.parse.Lexeme.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Tells of each lexeme whether a space stands before it. Several signs have more than one meaning
 * (less-than, colon, question mark, minus, at, brace); which one is seen from the brackets around
 * them and from how the statement begins, as the text is known to parse.
 */
final class Spacing {
  private static final Set<String> UNTYPED =
      Set.of("if", "else", "for", "factor", "return", "observe");

  /** What brackets, if any, enclose the place. */
  private enum Around {
    BLOCK,
    GROUP,
    PARAMETERS,
    SQUARE,
    BOUNDS,
    MEMBERS
  }

  private static final class Level {
    final Around around;

    /** The {@code ?} whose {@code :} is still to come. */
    int choices;

    Level(Around around) {
      this.around = around;
    }
  }

  private final List<Lexeme> words;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final List<Piece> pieces = new ArrayList<>();

  private boolean begins = true;
  private boolean annotates;

  /** Whether a type may follow the statement's first {@code :}. */
  private boolean typed;

  /** Whether the statement's first parenthesis opens a list of parameters. */
  private boolean declares;

  private boolean turned;
  private boolean typeSeen;
  private boolean typeNext;
  private boolean typeName;

  /** Whether the next lexeme stands directly behind the last one. */
  private boolean glued;

  /** Whether the last lexeme ends an operand. */
  private boolean operand;

  private String last = "";
  private Kind lastKind = Kind.SIGN;

  private Spacing(List<Lexeme> words) {
    this.words = words;
    levels.push(new Level(Around.BLOCK));
  }

  static List<Piece> of(List<Lexeme> lexemes) {
    Spacing spacing = new Spacing(lexemes.stream().filter(l -> !l.kind().isComment()).toList());
    int next = 0;
    for (Lexeme lexeme : lexemes) {
      if (lexeme.kind().isComment()) {
        spacing.pieces.add(new Piece(lexeme, Role.COMMENT, true));
      } else {
        spacing.word(next++);
      }
    }
    return spacing.pieces;
  }

  private Level level() {
    return levels.element();
  }

  private boolean isWithin(Around around) {
    return level().around == around;
  }

  private String textAt(int i) {
    return i < words.size() ? words.get(i).text() : "";
  }

  private void word(int i) {
    Lexeme word = words.get(i);
    String text = word.text();
    boolean isStart = begins && !text.equals("}");
    if (isStart) start(i, text);
    boolean wasTypeName = typeName;
    typeName = typeNext && word.kind() == Kind.NAME;
    typeNext = false;
    boolean wasGlued = glued;
    glued = false;
    if (word.kind() == Kind.SIGN) {
      sign(word, text, isStart, wasGlued, wasTypeName);
    } else {
      boolean ends = word.kind() != Kind.KEYWORD || text.equals("true") || text.equals("false");
      add(word, isStart ? Role.START : Role.OTHER, !wasGlued, ends);
    }
    last = text;
    lastKind = word.kind();
    if (annotates && word.kind() == Kind.NAME && isAlone() && !textAt(i + 1).equals("(")) {
      annotates = false;
      begins = true;
    }
  }

  private boolean isAlone() {
    return isWithin(Around.BLOCK);
  }

  private void start(int i, String text) {
    begins = false;
    annotates = text.equals("@");
    typed = !UNTYPED.contains(text);
    boolean isDeclaration = text.equals("fun") || text.equals("dist");
    declares = isDeclaration && i + 1 < words.size() && words.get(i + 1).kind() == Kind.NAME;
    turned = false;
    typeSeen = false;
  }

  private void add(Lexeme word, Role role, boolean spaced, boolean endsOperand) {
    pieces.add(new Piece(word, role, spaced));
    operand = endsOperand;
  }

  private void sign(
      Lexeme word, String text, boolean isStart, boolean wasGlued, boolean wasTypeName) {
    switch (text) {
      case "(" -> {
        boolean isParameters = declares && isAlone();
        if (isParameters) declares = false;
        open(
            word,
            isParameters ? Around.PARAMETERS : Around.GROUP,
            lastKind != Kind.NAME && !wasGlued);
      }
      case "[" -> open(word, Around.SQUARE, !operand && !wasGlued);
      case "{" -> {
        if (last.equals("=")) {
          open(word, Around.MEMBERS, true);
        } else {
          add(word, Role.BLOCK_OPEN, true, false);
          levels.push(new Level(Around.BLOCK));
          begins = true;
        }
      }
      case "}" -> {
        boolean isBlock = isAlone();
        levels.pop();
        if (isBlock) {
          add(word, Role.BLOCK_CLOSE, true, false);
          begins = true;
        } else {
          add(word, Role.CLOSE, false, true);
        }
      }
      case ")", "]" -> {
        levels.pop();
        add(word, Role.CLOSE, false, true);
        if (annotates && isAlone()) {
          annotates = false;
          begins = true;
        }
      }
      case "<" -> {
        if (wasTypeName) {
          open(word, Around.BOUNDS, false);
        } else {
          add(word, Role.OTHER, true, false);
        }
      }
      case ">" -> {
        if (isWithin(Around.BOUNDS)) {
          levels.pop();
          add(word, Role.CLOSE, false, true);
        } else {
          add(word, Role.OTHER, true, false);
        }
      }
      case "=" -> equals(word);
      case "~" -> pivot(word);
      case ":" -> colon(word);
      case "?" -> question(word);
      case "^" -> {
        add(word, Role.OTHER, false, false);
        glued = true;
      }
      case ".." -> {
        add(word, Role.OTHER, last.equals(","), false);
        glued = true;
      }
      case "'" -> add(word, Role.OTHER, false, true);
      case "," -> add(word, Role.OTHER, false, false);
      case ";" -> {
        add(word, Role.END, false, false);
        begins = true;
      }
      case "->" -> {
        add(word, Role.OTHER, true, false);
        typeSeen = true;
        typeNext = true;
      }
      case "-", "!" -> {
        glued = !operand;
        add(word, Role.OTHER, !wasGlued, false);
      }
      default -> {
        glued = isStart;
        add(word, isStart ? Role.START : Role.OTHER, !wasGlued, false);
      }
    }
  }

  private void open(Lexeme word, Around around, boolean spaced) {
    add(word, Role.OPEN, spaced, false);
    levels.push(new Level(around));
    glued = true;
  }

  private void pivot(Lexeme word) {
    add(word, Role.PIVOT, true, false);
    turned = true;
  }

  private void equals(Lexeme word) {
    if (isWithin(Around.BOUNDS)) {
      add(word, Role.OTHER, false, false);
      glued = true;
    } else if (last.equals(">") && !operand) {
      add(word, Role.OTHER, false, false);
    } else {
      pivot(word);
    }
  }

  private void colon(Lexeme word) {
    boolean isAfterName = isAlone() && typed && !turned;
    if (isAfterName) {
      add(word, Role.PIVOT, true, false);
      typeSeen = true;
      typeNext = true;
    } else if (level().choices > 0) {
      level().choices--;
      add(word, Role.OTHER, true, false);
    } else if (isWithin(Around.SQUARE)) {
      add(word, Role.OTHER, last.equals(","), false);
    } else {
      typeNext = isWithin(Around.PARAMETERS);
      add(word, Role.OTHER, false, false);
    }
  }

  private void question(Lexeme word) {
    boolean isOfType = isWithin(Around.PARAMETERS) || (isAlone() && typeSeen && !turned);
    if (!isOfType) level().choices++;
    add(word, Role.OTHER, !isOfType, isOfType);
  }
}
