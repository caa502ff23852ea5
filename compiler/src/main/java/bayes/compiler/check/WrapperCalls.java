package bayes.compiler.check;

import bayes.compiler.check.Distributions.Resolved;
import bayes.compiler.check.Wrappers.Part;
import bayes.compiler.check.Wrappers.Wrapped;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition.Parameter;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Distributions that are made of others, for one event of a plate. */
final class WrapperCalls {
  private final Session session;
  private final Expressions expressions;
  private final Distributions distributions;

  WrapperCalls(Session session, Expressions expressions, Distributions distributions) {
    this.session = session;
    this.expressions = expressions;
    this.distributions = distributions;
  }

  /** The distribution for the one event at {@code places} of a plate. */
  Optional<DistributionCall> at(
      Resolved resolved, List<IndexSet> plate, List<Elements.Place> places, List<IndexSet> event) {
    Wrapped wrapped = resolved.wrapped().orElseThrow();
    List<Weighted> components = new ArrayList<>();
    for (Part part : wrapped.parts()) {
      Optional<DistributionCall> call =
          distributions.at(
              part.resolved(), plate, places, wrapped.drawsPairs() ? List.of() : event);
      if (call.isEmpty()) return Optional.empty();
      components.add(new Weighted(call.get(), part.over()));
    }
    if (!alike(components)) return Optional.empty();
    Optional<Map<String, Expr>> values = values(resolved, plate, places, components);
    if (values.isEmpty()) return Optional.empty();
    DistributionCall only = components.get(0).distribution();
    Map<String, Expr> given = values.get();
    Operators operators = expressions.operators();
    return switch (resolved.definition().name()) {
      case Wrappers.MIXTURE ->
          new Mixtures(session, expressions).of(components, value(given, "w"), resolved.span());
      case Wrappers.TRUNCATED -> truncated(only, given, resolved.span());
      case Wrappers.CENSORED -> new Censoring(session, operators).of(only, given, resolved.span());
      default ->
          new ZeroInflation(
                  session, operators, resolved.definition().name().equals(Wrappers.HURDLE))
              .of(only, value(given, "p"), resolved.span());
    };
  }

  private Optional<DistributionCall> truncated(
      DistributionCall call, Map<String, Expr> values, Span span) {
    if (!Truncation.isPossible(call)) {
      boolean isScalar = call.event().dimensions().isEmpty();
      session.report(
          new DistributionProblem.NoCdf(
              call.span(), call.definition().name(), "`Truncated`", isScalar));
      return Optional.empty();
    }
    return new Truncation(session, expressions.operators())
        .narrow(call, bounds(values), span)
        .map(Truncation.Narrowed::call);
  }

  /** A component as a mixture has it. */
  record Weighted(DistributionCall distribution, Optional<Expr.Binder> over) {}

  private static Support.Bounds bounds(Map<String, Expr> values) {
    return new Support.Bounds(bound(values, "lower"), bound(values, "upper"));
  }

  private static Expr value(Map<String, Expr> values, String name) {
    return Optional.ofNullable(values.get(name)).orElseThrow();
  }

  static Optional<Support.Bound> bound(Map<String, Expr> values, String name) {
    return Optional.ofNullable(values.get(name)).map(e -> new Support.Bound(e, false));
  }

  /** Whether draws of all components are of one type, without atoms. */
  private boolean alike(List<Weighted> components) {
    Type first = components.get(0).distribution().event();
    for (Weighted component : components) {
      DistributionCall call = component.distribution();
      Type event = call.event();
      boolean sameElement = ExprText.of(event.element()).equals(ExprText.of(first.element()));
      if (!sameElement || !Shapes.match(event.dimensions(), first.dimensions())) {
        session.report(
            new DistributionProblem.CannotCombine(
                call.span(),
                "the components of a mixture must draw the same type",
                "draws `" + ExprText.of(event) + "`, the first `" + ExprText.of(first) + "`",
                "take distributions that are all of reals, or all of integers"));
        return false;
      }
      if (call.definition().hasAtoms()) {
        session.report(
            new DistributionProblem.CannotCombine(
                call.span(),
                "`"
                    + call.definition().name()
                    + "` is neither continuous nor discrete, and cannot stand within another",
                "single values have a probability of their own",
                "wrap the distribution inside of it instead"));
        return false;
      }
    }
    return true;
  }

  /** The arguments for one event, of their types. */
  private Optional<Map<String, Expr>> values(
      Resolved resolved,
      List<IndexSet> plate,
      List<Elements.Place> places,
      List<Weighted> components) {
    Type element = components.get(0).distribution().event().element();
    Map<String, Expr> values = new HashMap<>();
    for (Map.Entry<String, Expr> given : resolved.wrapped().orElseThrow().values().entrySet()) {
      String name = given.getKey();
      boolean weights = name.equals("w");
      boolean bound = name.equals("lower") || name.equals("upper");
      boolean one = !weights || isShare(given.getValue(), plate, components);
      List<IndexSet> formal = one ? List.of() : List.of(membersOf(components));
      Parameter parameter =
          new Parameter(
              session.symbol(
                  name, Symbol.Role.PARAMETER, Type.array(Type.REAL, formal), resolved.span()),
              Support.WHOLE,
              false);
      Optional<Expr> value =
          distributions.element(
              resolved.definition(), parameter, given.getValue(), plate, places, new HashMap<>());
      if (value.isEmpty()) return Optional.empty();
      if (weights && !one && value.get().type().dimensions().isEmpty()) {
        session.report(
            new TypeProblem.WrongType(
                value.get().span(),
                "`w` of `Mixture`",
                "a `simplex` with a weight for each component",
                ExprText.of(value.get().type()),
                Optional.empty()));
        return Optional.empty();
      }
      Type wanted = bound && element instanceof Type.Int ? Type.INT : Type.REAL;
      if (name.equals("interval")) wanted = Type.BOOL;
      String what = "`" + name + "` of `" + resolved.definition().name() + "`";
      Expr converted = expressions.conversions().require(value.get(), wanted, what);
      if (Shapes.isUnknown(converted)) return Optional.empty();
      values.put(name, converted);
    }
    return Optional.of(values);
  }

  /** Whether a weight is that of the first of two components, the other having the rest. */
  private static boolean isShare(Expr weights, List<IndexSet> plate, List<Weighted> components) {
    List<IndexSet> dimensions = weights.type().dimensions();
    return components.size() == 2
        && (dimensions.isEmpty()
            || (dimensions.size() == plate.size() && Shapes.match(dimensions, plate)));
  }

  private static IndexSet membersOf(List<Weighted> components) {
    return components
        .get(0)
        .over()
        .map(Expr.Binder::set)
        .orElseGet(
            () ->
                new IndexSet.Size(
                    new Expr.IntConstant(
                        components.size(), components.get(0).distribution().span())));
  }
}
