package bayes.runtime.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;

/**
 * What UTF-16 units do to the boundaries of words, as far as {@link WordSegmenter} follows the
 * rules itself: the property Word_Break of UAX 29.
 */
final class WordClasses {
  /** Extended, joined, or cut by a dictionary: ICU knows how. */
  static final byte OTHER_RULES = 0;

  /** A boundary before and after. */
  static final byte BREAK = 1;

  /** No boundary between letters. */
  static final byte MID_LETTER = 2;

  /** No boundary between digits. */
  static final byte MID_NUMBER = 3;

  /** No boundary between letters, nor between digits. */
  static final byte MID_BOTH = 4;

  /** No boundary beside letters, digits, or another of these; from here on parts of words. */
  static final byte CONNECTOR = 5;

  static final byte LETTER = 6;
  static final byte DIGIT = 7;

  private WordClasses() {}

  /** Whether one character of this class is a word. */
  static boolean isWord(byte type) {
    return type >= LETTER;
  }

  /** Whether punctuation of a class joins two letters, or two digits. */
  static boolean joins(int middle, int sides) {
    return sides == LETTER
        ? middle == MID_LETTER || middle == MID_BOTH
        : sides == DIGIT && (middle == MID_NUMBER || middle == MID_BOTH);
  }

  /** The class of every UTF-16 unit. */
  static byte[] table() {
    return Table.CLASSES;
  }

  /** Made when first needed. */
  private static final class Table {
    private static final byte[] CLASSES = make();

    private static byte[] make() {
      byte[] classes = new byte[1 << 16];
      for (int c = 0; c < classes.length; c++) classes[c] = of(c);
      return classes;
    }
  }

  private static byte of(int c) {
    boolean needsDictionary =
        UCharacter.getIntPropertyValue(c, UProperty.LINE_BREAK)
                == UCharacter.LineBreak.COMPLEX_CONTEXT
            || UCharacter.hasBinaryProperty(c, UProperty.IDEOGRAPHIC)
            || UScript.getScript(c) == UScript.HAN
            || UScript.getScript(c) == UScript.HANGUL
            || UScript.getScript(c) == UScript.HIRAGANA
            || UScript.getScript(c) == UScript.KATAKANA;
    if (needsDictionary || Character.isSurrogate((char) c)) return OTHER_RULES;
    return switch (UCharacter.getIntPropertyValue(c, UProperty.WORD_BREAK)) {
      case UCharacter.WordBreak.OTHER -> BREAK;
      case UCharacter.WordBreak.CR,
          UCharacter.WordBreak.LF,
          UCharacter.WordBreak.NEWLINE,
          UCharacter.WordBreak.WSEGSPACE,
          UCharacter.WordBreak.DOUBLE_QUOTE ->
          BREAK;
      case UCharacter.WordBreak.ALETTER -> LETTER;
      case UCharacter.WordBreak.NUMERIC -> DIGIT;
      case UCharacter.WordBreak.EXTENDNUMLET -> CONNECTOR;
      case UCharacter.WordBreak.MIDLETTER -> MID_LETTER;
      case UCharacter.WordBreak.MIDNUM -> MID_NUMBER;
      case UCharacter.WordBreak.MIDNUMLET, UCharacter.WordBreak.SINGLE_QUOTE -> MID_BOTH;
      default -> OTHER_RULES;
    };
  }
}
