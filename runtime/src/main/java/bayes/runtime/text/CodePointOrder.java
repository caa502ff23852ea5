package bayes.runtime.text;

import java.util.Comparator;

/** Orders strings by their code points, which UTF-16 units do not: 🙂 comes after ｆ. */
enum CodePointOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a == b) continue;
      if (Character.isSurrogate(a) != Character.isSurrogate(b)) {
        return Character.isSurrogate(a) ? 1 : -1;
      }
      return Character.compare(a, b);
    }
    return Integer.compare(left.length(), right.length());
  }
}
