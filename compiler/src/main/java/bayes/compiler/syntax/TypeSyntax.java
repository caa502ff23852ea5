package bayes.compiler.syntax;

import bayes.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * A type as the user wrote it: {@code real<lower=0>[School, 1..3][]?}.
 *
 * @param name {@code real}, {@code int}, {@code simplex}, the name of a set, ...
 * @param bounds in the order written
 * @param dimensions groups of brackets; an empty dimension ({@code []}) is ragged
 * @param admitsMissing whether {@code ?} stands behind it
 */
public record TypeSyntax(
    Name name,
    List<Bound> bounds,
    List<List<Dimension>> dimensions,
    boolean admitsMissing,
    Span span) {
  public TypeSyntax {
    bounds = List.copyOf(bounds);
    dimensions = dimensions.stream().map(List::copyOf).toList();
  }

  /** {@code lower=0}; keyword is {@code lower}, {@code upper}, {@code above} or {@code below}. */
  public record Bound(Name keyword, Expression value, Span span) {}

  /** A set, a range or a size; empty for a ragged dimension. */
  public record Dimension(Optional<Expression> extent, Span span) {}
}
