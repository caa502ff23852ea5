package bayes.compiler.model;

import bayes.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * A distribution with arguments, for ONE event: plates have become loops, so each argument has its
 * parameter's shape (scalars broadcast to it).
 *
 * @param arguments one per parameter
 * @param components the distributions that this one is made of; only the definition's expressions
 *     name them
 * @param dimensions what each of the definition's dimensions is bound to here
 */
public record DistributionCall(
    DistributionDefinition definition,
    List<Argument> arguments,
    List<Component> components,
    List<IndexSet> dimensions,
    Type event,
    Span span) {
  public DistributionCall {
    arguments = List.copyOf(arguments);
    components = List.copyOf(components);
    dimensions = List.copyOf(dimensions);
  }

  /** Of a distribution that is not made of others. */
  public DistributionCall(
      DistributionDefinition definition,
      List<Argument> arguments,
      List<IndexSet> dimensions,
      Type event,
      Span span) {
    this(definition, arguments, List.of(), dimensions, event, span);
  }

  /**
   * A part of a distribution that is made of others.
   *
   * @param name by which the definition's expressions mean it
   * @param over one such part for each member of a set: its arguments may read the binder
   */
  public record Component(Symbol name, Optional<Expr.Binder> over, DistributionCall distribution) {}

  /** A value, or a set for a set parameter. */
  public sealed interface Argument {
    record OfValue(Expr value) implements Argument {}

    record OfSet(IndexSet set, Span span) implements Argument {}
  }
}
