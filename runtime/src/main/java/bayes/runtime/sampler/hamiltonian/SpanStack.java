package bayes.runtime.sampler.hamiltonian;

/**
 * The balanced tree over the points of one doubling, built from left to right without recursion:
 * the stack holds the complete subtrees so far, largest first, as the binary digits of their number
 * of points. A point completes as many subtrees as that number has trailing ones.
 */
final class SpanStack {
  private final Span[] spans;
  private int size;

  SpanStack(int dimension, int maxDepth) {
    spans = new Span[maxDepth + 1];
    for (int i = 0; i < spans.length; i++) spans[i] = new Span(dimension);
  }

  void clear() {
    size = 0;
  }

  /**
   * Adds the point with this index, from 0; returns whether a subtree that it completes is turning.
   */
  boolean add(int index, double[] momentum) {
    if ((index & 1) == 0) {
      spans[size++].setPoint(momentum);
      return false;
    }
    if (spans[size - 1].appendPoint(momentum)) return true;
    for (int level = Integer.numberOfTrailingZeros(index + 1); level > 1; level--) {
      size--;
      if (spans[size - 1].append(spans[size])) return true;
    }
    return false;
  }

  /** The whole, once the number of points is a power of two. */
  Span whole() {
    return spans[0];
  }
}
