package bayes.runtime.text;

import java.util.Arrays;

/**
 * Distinct tokens, numbered from 0 in the order in which they first appeared, with how often they
 * did. Open addressing over characters that lie in one array: a token that is known costs no
 * object.
 */
public final class TokenTable {
  /** What {@link #find} says of tokens that are not here. */
  public static final int ABSENT = -1;

  private char[] characters = new char[1 << 12];
  private int used;

  /** Where the tokens begin in {@link #characters}; one more than there are tokens. */
  private int[] starts = new int[1 << 9];

  private int[] hashes = new int[1 << 9];
  private long[] counts = new long[1 << 9];
  private int size;

  /**
   * The hash of a token, and behind it its number plus one; or 0. A power of two long and at most
   * half full.
   */
  private long[] slots = new long[1 << 10];

  /** The number plus one of tokens that are one character, by that character. */
  private final int[] singles = new int[1 << 16];

  /** A table without tokens. */
  public TokenTable() {}

  /** The number of distinct tokens. */
  public int size() {
    return size;
  }

  /** Counts a token once, and tells its number. */
  public int add(CharSequence text, int start, int end) {
    int number = intern(text, start, end);
    counts[number]++;
    return number;
  }

  /** Counts a token so many times, and tells its number. */
  public int add(String token, long times) {
    int number = intern(token, 0, token.length());
    counts[number] += times;
    return number;
  }

  /** How often the token of this number was counted. */
  public long count(int number) {
    return counts[number];
  }

  /** The token of this number. */
  public String token(int number) {
    return new String(characters, starts[number], starts[number + 1] - starts[number]);
  }

  /** The number of a token, or {@link #ABSENT}. */
  public int find(CharSequence text, int start, int end) {
    if (end - start == 1) return singles[text.charAt(start)] - 1;
    return (int) slots[slot(text, start, end, hash(text, start, end))] - 1;
  }

  private int intern(CharSequence text, int start, int end) {
    if (end - start == 1) {
      char c = text.charAt(start);
      if (singles[c] == 0) singles[c] = append(text, start, end, c) + 1;
      return singles[c] - 1;
    }
    int hash = hash(text, start, end);
    int slot = slot(text, start, end, hash);
    if (slots[slot] != 0) return (int) slots[slot] - 1;
    int number = append(text, start, end, hash);
    slots[slot] = entry(number, hash);
    if (size * 2 > slots.length) grow();
    return number;
  }

  /** The slot that holds the token, or the free one where it belongs. */
  private int slot(CharSequence text, int start, int end, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
      if ((int) (entry >> 32) == hash && isEqual((int) entry - 1, text, start, end)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static long entry(int number, int hash) {
    return ((long) hash << 32) | (number + 1);
  }

  private boolean isEqual(int number, CharSequence text, int start, int end) {
    int from = starts[number];
    int length = starts[number + 1] - from;
    if (length != end - start) return false;
    if (text instanceof CharRun run) {
      char[] chars = run.chars;
      for (int i = 0; i < length; i++) {
        if (characters[from + i] != chars[start + i]) return false;
      }
      return true;
    }
    for (int i = 0; i < length; i++) {
      if (characters[from + i] != text.charAt(start + i)) return false;
    }
    return true;
  }

  private int append(CharSequence text, int start, int end, int hash) {
    int length = end - start;
    if (used + length > characters.length) {
      characters = Arrays.copyOf(characters, Math.max(used + length, characters.length * 2));
    }
    for (int i = 0; i < length; i++) characters[used + i] = text.charAt(start + i);
    used += length;
    if (size + 1 == starts.length) {
      starts = Arrays.copyOf(starts, size * 2 + 2);
      hashes = Arrays.copyOf(hashes, size * 2 + 2);
      counts = Arrays.copyOf(counts, size * 2 + 2);
    }
    hashes[size] = hash;
    starts[size + 1] = used;
    return size++;
  }

  private void grow() {
    slots = new long[slots.length * 2];
    int mask = slots.length - 1;
    for (int number = 0; number < size; number++) {
      if (starts[number + 1] - starts[number] == 1) continue;
      int slot = hashes[number] & mask;
      while (slots[slot] != 0) slot = (slot + 1) & mask;
      slots[slot] = entry(number, hashes[number]);
    }
  }

  private static int hash(CharSequence text, int start, int end) {
    int hash = 0;
    if (text instanceof CharRun run) {
      char[] chars = run.chars;
      for (int i = start; i < end; i++) hash = hash * 31 + chars[i];
    } else {
      for (int i = start; i < end; i++) hash = hash * 31 + text.charAt(i);
    }
    hash *= 0x9E3779B1;
    return hash ^ (hash >>> 15);
  }
}
