package bayes.runtime.support;

/** Sizes of vectors and matrices. */
final class Sizes {
  private Sizes() {}

  static void require(int n, int least) {
    if (n < least) throw new IllegalArgumentException("a size of " + n);
  }

  /** 1 + 2 + ... + n. */
  static int triangle(int n) {
    return n * (n + 1) / 2;
  }
}
