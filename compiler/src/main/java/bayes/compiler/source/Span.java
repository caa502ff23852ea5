package bayes.compiler.source;

/** A piece of a source text: UTF-16 offsets, {@code start} inclusive, {@code end} exclusive. */
public record Span(SourceText source, int start, int end) {
  public Span {
    if (start < 0 || end < start || end > source.text().length()) {
      throw new IllegalArgumentException("span " + start + ".." + end + " outside " + source);
    }
  }

  public int line() {
    return source.line(start);
  }

  public int column() {
    return source.column(start);
  }

  public String text() {
    return source.text().substring(start, end);
  }

  /** The smallest span that covers both, which must be of one source. */
  public Span to(Span other) {
    return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
  }

  /** {@code line:column}, as programs and listings name places. */
  public String place() {
    return line() + ":" + column();
  }

  @Override
  public String toString() {
    return source.name() + ":" + place();
  }
}
