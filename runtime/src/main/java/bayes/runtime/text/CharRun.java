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

  /** Puts a text in the place of the characters from {@code from} to before {@code to}. */
  void replace(int from, int to, String text) {
    ensure(length - (to - from) + text.length());
    System.arraycopy(chars, to, chars, from + text.length(), length - to);
    text.getChars(0, text.length(), chars, from);
    length += text.length() - (to - from);
  }

  /** Takes out the characters from {@code from} to before {@code to}. */
  void remove(int from, int to) {
    System.arraycopy(chars, to, chars, from, length - to);
    length -= to - from;
  }

  /** Takes out the first characters. */
  void drop(int count) {
    if (count > 0) remove(0, count);
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
