package bayes.compiler.check;

import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.Constraint;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Argument;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.DistributionDefinition.Parameter;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Calls of distributions: which declaration, which argument is which parameter, what is a plate.
 */
final class Distributions {
  private final Session session;
  private final Expressions expressions;

  Distributions(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  /** A declaration with its arguments checked, one per parameter, before any plate is known. */
  record Resolved(
      DistributionDefinition definition,
      List<DistributionDefinition> overloads,
      List<Argument> arguments,
      Span span,
      Optional<Wrappers.Wrapped> wrapped) {}

  /** The declarations of the distribution that an expression calls, without a report. */
  List<DistributionDefinition> declarations(Expression e) {
    if (e instanceof Expression.Parenthesised p) return declarations(p.inner());
    if (!(e instanceof Expression.Call call)) return List.of();
    if (!Wrappers.names().contains(call.name().text())) return named(call.name().text());
    return Wrappers.first(call).map(this::declarations).orElse(List.of());
  }

  private List<DistributionDefinition> named(String name) {
    return Optional.ofNullable(session.distributions().get(name))
        .orElseGet(() -> session.library().distribution(name));
  }

  /** The declaration that the call chooses; none after a report. */
  Optional<Resolved> resolve(Expression e, Scope scope) {
    if (e instanceof Expression.Parenthesised p) return resolve(p.inner(), scope);
    if (!(e instanceof Expression.Call call)) {
      session.report(
          new TypeProblem.WrongType(
              e.span(),
              "what stands here",
              "a distribution, such as `Normal(0, 1)`",
              "expression",
              Optional.empty()));
      return Optional.empty();
    }
    if (Wrappers.names().contains(call.name().text())) {
      return new Wrappers(session, expressions, this).resolve(call, scope);
    }
    if (Kernels.takesInputs(call)) return resolve(Kernels.withInputs(call), scope);
    List<DistributionDefinition> overloads = named(call.name().text());
    if (overloads.isEmpty()) {
      reportUnknown(call.name());
      for (Expression.Argument argument : call.arguments()) checkQuietly(argument.value(), scope);
      return Optional.empty();
    }
    Optional<DistributionDefinition> chosen = choose(call, overloads, scope);
    if (chosen.isEmpty()) return Optional.empty();
    return arguments(call, chosen.get(), overloads, scope);
  }

  /** An argument of what is not known may be a set as well as a value. */
  private void checkQuietly(Expression argument, Scope scope) {
    boolean value =
        !expressions.sets().isSet(argument, scope)
            && !(argument instanceof Expression.Call)
            && !(argument instanceof Expression.Comprehension);
    if (value) expressions.check(argument, scope);
  }

  private void reportUnknown(Name name) {
    String text = name.text();
    if (session.failed().contains(text)) return;
    if (Planned.distributions().contains(text)) {
      session.report(ModelProblem.unsupported(name.span(), "the distribution `" + text + "`"));
      return;
    }
    Set<String> names = new TreeSet<>(session.library().catalog().distributionNames());
    names.addAll(session.distributions().keySet());
    names.addAll(Wrappers.names());
    session.report(
        new NameProblem.UnknownDistribution(
            name, Suggestions.nearest(text, names, 3), StanNames.distributionInstead(text)));
  }

  private Optional<DistributionDefinition> choose(
      Expression.Call call, List<DistributionDefinition> overloads, Scope scope) {
    int count = call.arguments().size();
    List<String> given =
        call.arguments().stream().flatMap(a -> a.name().stream()).map(Name::text).toList();
    List<DistributionDefinition> ofCount =
        overloads.stream().filter(d -> d.parameters().size() == count).toList();
    List<String> signatures = signatures(overloads);
    if (ofCount.isEmpty()) {
      session.report(
          new TypeProblem.WrongArgumentCount(call.span(), call.name().text(), signatures, count));
      return Optional.empty();
    }
    for (DistributionDefinition definition : ofCount) {
      List<String> names = definition.parameters().stream().map(p -> p.symbol().name()).toList();
      int positional = count - given.size();
      boolean fits = names.subList(positional, count).containsAll(given);
      boolean setFits =
          positional == 0
              || definition.parameters().get(0).isSet()
              || !expressions.sets().isSet(call.arguments().get(0).value(), scope);
      if (fits && setFits) return Optional.of(definition);
    }
    session.report(new TypeProblem.UnknownArgument(call.span(), call.name().text(), signatures));
    return Optional.empty();
  }

  /** How each declaration is called; what chooses one other than the first is named. */
  private static List<String> signatures(List<DistributionDefinition> overloads) {
    Set<String> positional = new TreeSet<>();
    for (Parameter p : overloads.get(0).parameters()) positional.add(p.symbol().name());
    List<String> signatures = new ArrayList<>();
    for (DistributionDefinition definition : overloads) {
      List<String> arguments = new ArrayList<>();
      boolean named = false;
      for (Parameter p : definition.parameters()) {
        String name = p.symbol().name();
        named |= !positional.contains(name) && !p.isSet();
        arguments.add(named ? name + ": ..." : name);
      }
      signatures.add(definition.name() + "(" + String.join(", ", arguments) + ")");
    }
    return signatures;
  }

  private Optional<Resolved> arguments(
      Expression.Call call,
      DistributionDefinition definition,
      List<DistributionDefinition> overloads,
      Scope scope) {
    List<String> names = definition.parameters().stream().map(p -> p.symbol().name()).toList();
    Argument[] ordered = new Argument[names.size()];
    boolean failed = false;
    for (int i = 0; i < ordered.length; i++) {
      Expression.Argument argument = call.arguments().get(i);
      int at = argument.name().isPresent() ? names.indexOf(argument.name().get().text()) : i;
      if (definition.parameters().get(at).isSet()) {
        Optional<IndexSet> set = expressions.sets().dimension(argument.value(), scope);
        failed |= set.isEmpty();
        if (set.isPresent()) ordered[at] = new Argument.OfSet(set.get(), argument.value().span());
      } else {
        Expr value = expressions.check(argument.value(), scope);
        failed |= Shapes.isUnknown(value);
        ordered[at] = new Argument.OfValue(value);
      }
    }
    if (failed) return Optional.empty();
    return Optional.of(
        new Resolved(definition, overloads, List.of(ordered), call.span(), Optional.empty()));
  }

  /**
   * Of declarations that differ in nothing but their event, as those of {@code UniformOn(S)}, the
   * one for a type; none after a report.
   *
   * @param type what the type of the draws says of them, if they have one
   */
  Optional<Resolved> on(Resolved resolved, Optional<Constraint> type) {
    List<DistributionDefinition> alike = alike(resolved);
    if (alike.size() < 2) return Optional.of(resolved);
    Optional<DistributionDefinition> chosen =
        alike.stream().filter(d -> d.support().constraint().equals(type)).findFirst();
    if (chosen.isEmpty()) reportUndecided(resolved, type);
    return chosen.map(
        d ->
            new Resolved(d, List.of(d), resolved.arguments(), resolved.span(), resolved.wrapped()));
  }

  private static List<DistributionDefinition> alike(Resolved resolved) {
    return resolved.overloads().stream()
        .filter(d -> names(d).equals(names(resolved.definition())))
        .toList();
  }

  private static List<String> names(DistributionDefinition definition) {
    return definition.parameters().stream().map(p -> p.symbol().name()).toList();
  }

  private void reportUndecided(Resolved resolved, Optional<Constraint> type) {
    List<String> types =
        alike(resolved).stream()
            .flatMap(d -> d.support().constraint().stream())
            .map(Constraint::typeName)
            .toList();
    session.report(
        new TypeProblem.TypeUndecided(
            resolved.span(), resolved.definition().name(), type.map(Constraint::typeName), types));
  }

  /**
   * The call for the one event at {@code places} of a plate.
   *
   * @param plate the dimensions of the left side before the event's
   * @param event the dimensions of the event as far as the left side says; may be empty
   */
  Optional<DistributionCall> at(
      Resolved resolved, List<IndexSet> plate, List<Elements.Place> places, List<IndexSet> event) {
    if (resolved.wrapped().isPresent()) {
      return new WrapperCalls(session, expressions, this).at(resolved, plate, places, event);
    }
    if (alike(resolved).size() > 1) {
      reportUndecided(resolved, Optional.empty());
      return Optional.empty();
    }
    DistributionDefinition definition = resolved.definition();
    Map<Symbol, IndexSet> bound = new HashMap<>();
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < definition.parameters().size(); i++) {
      Parameter parameter = definition.parameters().get(i);
      if (resolved.arguments().get(i) instanceof Argument.OfSet set) {
        bound.put(parameter.symbol(), set.set());
        arguments.add(set);
      } else {
        Expr value = ((Argument.OfValue) resolved.arguments().get(i)).value();
        Optional<Expr> one = element(definition, parameter, value, plate, places, bound);
        if (one.isEmpty()) return Optional.empty();
        arguments.add(new Argument.OfValue(one.get()));
      }
    }
    List<IndexSet> formal = definition.event().dimensions();
    if (!event.isEmpty() && !formal.isEmpty() && !Dimensions.bind(formal, event, bound)) {
      Type drawn = Substitution.ofDimensions(bound).type(definition.event());
      session.report(
          new TypeProblem.ShapesDiffer(
              resolved.span(),
              "a draw of `" + definition.name() + "` and what it stands for",
              ExprText.of(drawn),
              ExprText.of(Type.array(drawn.element(), event))));
      return Optional.empty();
    }
    if (definition.dimensions().stream().anyMatch(d -> !bound.containsKey(d.name()))) {
      session.report(new TypeProblem.SizeUnknown(resolved.span(), definition.name()));
      return Optional.empty();
    }
    return converted(resolved, arguments, bound);
  }

  /** The argument for one event: an element of it, if it is over the plate. */
  Optional<Expr> element(
      DistributionDefinition definition,
      Parameter parameter,
      Expr value,
      List<IndexSet> plate,
      List<Elements.Place> places,
      Map<Symbol, IndexSet> bound) {
    List<IndexSet> formal = parameter.symbol().type().dimensions();
    List<IndexSet> actual = value.type().dimensions();
    String name = "`" + parameter.symbol().name() + "`";
    if (actual.isEmpty()) return Optional.of(value);
    if (actual.size() == formal.size() && Dimensions.bind(formal, actual, bound)) {
      return Optional.of(value);
    }
    int before = actual.size() - formal.size();
    boolean overPlate = !plate.isEmpty() && before == plate.size();
    if (overPlate
        && Shapes.match(plate, actual.subList(0, before))
        && Dimensions.bind(formal, actual.subList(before, actual.size()), bound)) {
      return Optional.of(expressions.elements().at(value, places));
    }
    if (actual.size() > formal.size() && plate.isEmpty()) {
      session.report(
          ModelProblem.plateNotWritten(
              value.span(), name, definition.name(), ExprText.of(value.type())));
    } else {
      Type needed = Type.array(parameter.symbol().type().element(), plate);
      session.report(
          new TypeProblem.ShapesDiffer(
              value.span(),
              name + " of `" + definition.name() + "` and what is drawn",
              ExprText.of(value.type()),
              ExprText.of(formal.isEmpty() ? needed : parameter.symbol().type())));
    }
    return Optional.empty();
  }

  private Optional<DistributionCall> converted(
      Resolved resolved, List<Argument> arguments, Map<Symbol, IndexSet> bound) {
    DistributionDefinition definition = resolved.definition();
    Substitution actual = Substitution.ofDimensions(bound);
    List<Argument> converted = new ArrayList<>();
    Map<Symbol, Expr> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      Parameter parameter = definition.parameters().get(i);
      if (arguments.get(i) instanceof Argument.OfValue value) {
        Expr expr =
            expressions
                .conversions()
                .require(
                    value.value(),
                    actual.type(parameter.symbol().type().element()),
                    "`" + parameter.symbol().name() + "` of `" + definition.name() + "`");
        if (Shapes.isUnknown(expr)) return Optional.empty();
        converted.add(new Argument.OfValue(expr));
        values.put(parameter.symbol(), expr);
      } else {
        converted.add(arguments.get(i));
      }
    }
    List<IndexSet> dimensions = definition.dimensions().stream().map(actual::set).toList();
    Type event = new Substitution(values, bound).type(definition.event());
    DistributionCall call =
        new DistributionCall(definition, converted, dimensions, event, resolved.span());
    new Supports(session).checkArguments(call, resolved.overloads());
    return Optional.of(call);
  }

  /** What substitutes the parameters of a call's definition by its arguments. */
  static Substitution arguments(DistributionCall call) {
    Map<Symbol, Expr> values = new HashMap<>();
    Map<Symbol, IndexSet> sets = new HashMap<>();
    List<Parameter> parameters = call.definition().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (call.arguments().get(i) instanceof Argument.OfValue value) {
        values.put(parameters.get(i).symbol(), value.value());
      }
    }
    for (int i = 0; i < call.dimensions().size(); i++) {
      sets.put(call.definition().dimensions().get(i).name(), call.dimensions().get(i));
    }
    return new Substitution(values, sets);
  }
}
