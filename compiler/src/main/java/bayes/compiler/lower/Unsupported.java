package bayes.compiler.lower;

import bayes.compiler.source.Span;

/**
 * A construct that the lowering has no program for; becomes a diagnostic where the lowering ends.
 */
final class Unsupported extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Span span;

  Unsupported(String what, Span span) {
    super(what);
    this.span = span;
  }

  Span span() {
    return span;
  }
}
