package bayes.compiler.model;

import bayes.compiler.source.Span;
import java.util.List;

/**
 * A distribution with arguments, for ONE event: plates have become loops, so each argument has its
 * parameter's shape (scalars broadcast to it).
 *
 * @param arguments one per parameter
 * @param dimensions what each of the definition's dimensions is bound to here
 */
public record DistributionCall(
    DistributionDefinition definition,
    List<Argument> arguments,
    List<IndexSet> dimensions,
    Type event,
    Span span) {
  public DistributionCall {
    arguments = List.copyOf(arguments);
    dimensions = List.copyOf(dimensions);
  }

  /** A value, or a set for a set parameter. */
  public sealed interface Argument {
    record OfValue(Expr value) implements Argument {}

    record OfSet(IndexSet set, Span span) implements Argument {}
  }
}
