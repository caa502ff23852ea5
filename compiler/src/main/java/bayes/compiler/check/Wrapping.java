package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Argument;
import bayes.compiler.model.DistributionCall.Component;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.DistributionDefinition.Parameter;
import bayes.compiler.model.DistributionFunction;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a distribution out of others: a definition for this one call, whose expressions ask its
 * components for densities, tails and draws.
 */
final class Wrapping {
  private final Session session;
  private final String name;
  private final Formulas formulas;
  private final Type event;
  private final Type ownEvent;
  private final Symbol point;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Argument> arguments = new ArrayList<>();
  private final List<Component> components = new ArrayList<>();
  private final List<IndexSet.Parameter> dimensions = new ArrayList<>();
  private final List<IndexSet> actual = new ArrayList<>();

  /** A distribution with draws of the type {@code event}. */
  Wrapping(Session session, Operators operators, String name, Type event, Span span) {
    this.session = session;
    this.name = name;
    this.formulas = new Formulas(session, operators, span);
    this.event = event;
    this.ownEvent = own(event);
    this.point = session.symbol("x", Symbol.Role.PARAMETER, ownEvent, span);
  }

  Formulas formulas() {
    return formulas;
  }

  /** The point that the definition's expressions are functions of. */
  Expr x() {
    return new Expr.Variable(point, formulas.span());
  }

  /** The support of a probability. */
  static Support unit(Formulas f) {
    return new Support.Bounds(
        Optional.of(new Support.Bound(f.real(0), false)),
        Optional.of(new Support.Bound(f.real(1), false)));
  }

  /** The type over dimensions of the definition, as it is over index sets of the model. */
  private Type own(Type type) {
    Type element =
        type.element() instanceof Type.Member member
            ? new Type.Member(dimension(member.set()))
            : type.element();
    return Type.array(element, type.dimensions().stream().map(this::dimension).toList());
  }

  private IndexSet dimension(IndexSet set) {
    Symbol symbol = session.symbol("n", Symbol.Role.PARAMETER, Type.INT, formulas.span());
    IndexSet.Parameter dimension = new IndexSet.Parameter(symbol);
    dimensions.add(dimension);
    actual.add(set);
    return dimension;
  }

  /** A parameter whose argument is {@code value}. */
  Expr parameter(String parameter, Expr value, Support support) {
    Symbol symbol =
        session.symbol(parameter, Symbol.Role.PARAMETER, own(value.type()), value.span());
    parameters.add(new Parameter(symbol, support, false));
    arguments.add(new Argument.OfValue(value));
    return new Expr.Variable(symbol, value.span());
  }

  /**
   * A bound in terms of the definition.
   *
   * @param written whether it is one of the arguments that the user sees
   */
  Support.Bound bound(String parameter, Support.Bound bound, boolean written) {
    Expr value = bound.value();
    boolean constant = value instanceof Expr.RealConstant || value instanceof Expr.IntConstant;
    return constant && !written
        ? bound
        : new Support.Bound(parameter(parameter, value, Support.WHOLE), bound.exclusive());
  }

  /** Adds a part. */
  Component component(DistributionCall distribution, Optional<Expr.Binder> over) {
    boolean alike = distribution.event().dimensions().size() == ownEvent.dimensions().size();
    Symbol symbol =
        session.symbol(
            distribution.definition().name(),
            Symbol.Role.PARAMETER,
            alike ? ownEvent : distribution.event(),
            distribution.span());
    Component component = new Component(symbol, over, distribution);
    components.add(component);
    return component;
  }

  Expr ask(Quantity quantity, Component component, Expr point) {
    return ask(quantity, component, Optional.empty(), Optional.of(point));
  }

  Expr draw(Component component) {
    return ask(Quantity.DRAW, component, Optional.empty(), Optional.empty());
  }

  /** What the component, or one of those over a set, has at a point. */
  Expr ask(Quantity quantity, Component component, Optional<Expr> member, Optional<Expr> point) {
    Type type =
        switch (quantity) {
          case LOG_DENSITY, CDF, LOG_BELOW, LOG_ABOVE -> Type.REAL;
          case QUANTILE, DRAW -> component.name().type();
        };
    return new Expr.OfComponent(quantity, component.name(), member, point, type, formulas.span());
  }

  /** The logarithm of the probability of being above {@code lower} and at most {@code upper}. */
  Expr logBetween(Component component, Expr lower, Expr upper) {
    return formulas.let(
        ask(Quantity.LOG_BELOW, component, lower),
        below ->
            formulas.choose(
                formulas.apply("<", below, formulas.real(Math.log(0.5))),
                formulas.logDifference(ask(Quantity.LOG_BELOW, component, upper), below),
                formulas.let(
                    ask(Quantity.LOG_ABOVE, component, upper),
                    above ->
                        formulas.logDifference(ask(Quantity.LOG_ABOVE, component, lower), above))));
  }

  /** A distribution function that is best known by its tails. */
  DistributionFunction ofTails(Expr logBelow, Expr logAbove) {
    return new DistributionFunction(formulas.apply("exp", logBelow), logBelow, logAbove);
  }

  /** A sampler by the quantile of the distribution itself. */
  Expr inverse() {
    return new Expr.RandomInverse(ownEvent, formulas.span());
  }

  DistributionCall finish(
      Support support,
      Expr logDensity,
      Optional<DistributionFunction> cdf,
      Optional<Expr> sampler,
      boolean hasAtoms) {
    DistributionDefinition definition =
        new DistributionDefinition(
            name,
            parameters,
            dimensions,
            ownEvent,
            support,
            point,
            logDensity,
            cdf,
            Optional.empty(),
            sampler,
            false,
            hasAtoms);
    return new DistributionCall(definition, arguments, components, actual, event, formulas.span());
  }
}
