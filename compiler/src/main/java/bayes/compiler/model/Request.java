package bayes.compiler.model;

import bayes.compiler.source.Span;

/**
 * What the user wants to happen to a latent: {@code @marginalize}, {@code @sample} or
 * {@code @centered}.
 *
 * @param span of the annotation
 */
public record Request(Kind kind, Span span) {
  /** What can be asked for. */
  public enum Kind {
    /** It is summed or integrated out. */
    MARGINALIZE,
    /** It is drawn. */
    SAMPLE,
    /** It is explored as it is written, not as a shifted and scaled standard draw. */
    CENTERED
  }
}
