package bayes.runtime.sampler.hamiltonian;

/**
 * A stretch of a trajectory as the turning criterion sees it: the momenta at its two ends and the
 * sum of all its momenta. A subtree's {@code begin} is the end that was built first, next to the
 * tree that it extends, whichever the direction of time; the tree's is the earlier one. A span of a
 * single point stores {@code begin} only.
 *
 * <p>The criterion is the generalised one of Betancourt, "A conceptual introduction to Hamiltonian
 * Monte Carlo" (2017), appendix A.4.2: a stretch is turning unless v'rho is positive at both of its
 * ends, where rho is the sum of its momenta, which are whitened (see {@link Metric}). As in Stan
 * since 2.21, it is also asked of the two stretches that reach across the seam of two halves:
 * either half with the first point of the other.
 */
final class Span {
  double[] begin;
  double[] end;
  double[] sum;
  boolean isPoint;

  Span(int dimension) {
    begin = new double[dimension];
    end = new double[dimension];
    sum = new double[dimension];
  }

  void setPoint(double[] momentum) {
    System.arraycopy(momentum, 0, begin, 0, momentum.length);
    isPoint = true;
  }

  /** Makes this a span that can be extended at both sides, of one point. */
  void setTree(double[] momentum) {
    setPoint(momentum);
    System.arraycopy(momentum, 0, end, 0, momentum.length);
    System.arraycopy(momentum, 0, sum, 0, momentum.length);
    isPoint = false;
  }

  /** Appends a point to this span of one point; returns whether the two are turning. */
  boolean appendPoint(double[] momentum) {
    isPoint = false;
    return joinPoints(begin, momentum, end, sum);
  }

  /**
   * Appends a span whose beginning follows this one's end; returns whether the whole is turning.
   */
  boolean append(Span next) {
    boolean turning = join(begin, end, sum, next);
    end = next.swapFarEnd(end);
    return turning;
  }

  /** Puts a span before this one, its beginning next to this one's beginning. */
  boolean prepend(Span next) {
    boolean turning = join(end, begin, sum, next);
    begin = next.swapFarEnd(begin);
    return turning;
  }

  /** Returns the array that holds the far end and keeps {@code replacement} in its place. */
  private double[] swapFarEnd(double[] replacement) {
    double[] far = isPoint ? begin : end;
    if (isPoint) begin = replacement;
    else end = replacement;
    return far;
  }

  private static boolean join(double[] far, double[] near, double[] sum, Span next) {
    return next.isPoint
        ? join(far, near, sum, next.begin, next.begin, next.begin)
        : join(far, near, sum, next.begin, next.end, next.sum);
  }

  /**
   * Joins the span (a .. b) with sum r and the span (c .. d) with sum s, where b and c are
   * neighbours; adds s to r.
   */
  private static boolean join(
      double[] a, double[] b, double[] r, double[] c, double[] d, double[] s) {
    double wholeAtA = 0;
    double wholeAtD = 0;
    double firstAtA = 0;
    double firstAtC = 0;
    double secondAtB = 0;
    double secondAtD = 0;
    for (int i = 0; i < r.length; i++) {
      double whole = r[i] + s[i];
      double first = r[i] + c[i];
      double second = s[i] + b[i];
      wholeAtA += a[i] * whole;
      wholeAtD += d[i] * whole;
      firstAtA += a[i] * first;
      firstAtC += c[i] * first;
      secondAtB += b[i] * second;
      secondAtD += d[i] * second;
      r[i] = whole;
    }
    boolean straight =
        wholeAtA > 0
            && wholeAtD > 0
            && firstAtA > 0
            && firstAtC > 0
            && secondAtB > 0
            && secondAtD > 0;
    return !straight;
  }

  /** As {@link #join}, for two points, where the three conditions are the same one. */
  private static boolean joinPoints(double[] a, double[] d, double[] endOut, double[] sumOut) {
    double atA = 0;
    double atD = 0;
    for (int i = 0; i < d.length; i++) {
      double first = a[i];
      double second = d[i];
      double sum = first + second;
      atA += first * sum;
      atD += second * sum;
      endOut[i] = second;
      sumOut[i] = sum;
    }
    return !(atA > 0 && atD > 0);
  }
}
