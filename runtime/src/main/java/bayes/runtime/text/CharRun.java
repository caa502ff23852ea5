package bayes.runtime.text;

import java.util.Arrays;

/** Characters in an array that grows: text between the steps of a tokeniser. */
final class CharRun implements CharSequence {
  char[] chars;
  int length;

  CharRun(int capacity) {
    chars = new char[capacity];
  }

  void clear() {
    length = 0;
  }

  /** Makes room for so many characters in all. */
  void ensure(int capacity) {
    if (capacity > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(capacity, chars.length * 2));
    }
  }

  void append(char c) {
    ensure(length + 1);
    chars[length++] = c;
  }

  void append(char[] from, int start, int end) {
    ensure(length + end - start);
    System.arraycopy(from, start, chars, length, end - start);
    length += end - start;
  }

  void append(String text) {
    ensure(length + text.length());
    text.getChars(0, text.length(), chars, length);
    length += text.length();
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return chars[index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(chars, start, end - start);
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}
