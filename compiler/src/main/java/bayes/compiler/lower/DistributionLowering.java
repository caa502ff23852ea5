package bayes.compiler.lower;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.RandomOperation;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Distributions: their definitions, with the parameters bound, in the place of the call. */
final class DistributionLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final SupportChecks checks;

  DistributionLowering(Emitter emitter, ExpressionLowering expressions, SupportChecks checks) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.checks = checks;
  }

  /** A distribution with its parameters bound. */
  record Bound(DistributionCall call, Environment environment) {
    DistributionDefinition definition() {
      return call.definition();
    }
  }

  Bound bind(DistributionCall call, Environment environment) {
    DistributionDefinition definition = call.definition();
    Environment inner = Environment.root();
    IndexSets sets = expressions.sets();
    for (int i = 0; i < definition.dimensions().size(); i++) {
      IndexSet.Parameter dimension = definition.dimensions().get(i);
      inner.bindDimension(dimension.name(), sets.extent(call.dimensions().get(i), environment));
    }
    for (int i = 0; i < definition.parameters().size(); i++) {
      DistributionDefinition.Parameter parameter = definition.parameters().get(i);
      if (call.arguments().get(i) instanceof DistributionCall.Argument.OfValue argument) {
        View view = argument(parameter, argument.value(), inner, environment, call.span());
        inner.bind(parameter.symbol(), view);
      }
    }
    Bound bound = new Bound(call, inner);
    checks.parameters(bound, environment);
    return bound;
  }

  /** The argument in its parameter's shape: scalars broadcast. */
  private View argument(
      DistributionDefinition.Parameter parameter,
      Expr argument,
      Environment inner,
      Environment environment,
      Span span) {
    View view = expressions.view(argument, environment);
    List<Extent> shape = expressions.sets().extents(parameter.symbol().type().dimensions(), inner);
    if (view.isScalar() && !shape.isEmpty()) {
      return new View(view.kind(), shape, view.level(), true, positions -> view.scalar());
    }
    for (int d = 0; d < shape.size(); d++) {
      expressions.sets().checkEqual(shape.get(d), view.extents().get(d), span);
    }
    return view.isScalar() || view.stored() ? view : expressions.storage().materialise(view);
  }

  /** The log density at a point, of the event's shape. */
  Value logDensity(Bound bound, View point) {
    Environment scope = bound.environment().nested();
    List<Extent> shape = expressions.sets().extents(bound.definition().event().dimensions(), scope);
    for (int d = 0; d < shape.size(); d++) {
      expressions.sets().checkEqual(shape.get(d), point.extents().get(d), bound.call().span());
    }
    scope.bind(bound.definition().point(), point);
    return expressions.scalar(bound.definition().logDensity(), scope);
  }

  /** Checks that what is observed in {@code environment} is in the support. */
  void checkObserved(Bound bound, Expr target, View point, Environment environment) {
    checks.observed(bound, target, point, environment);
  }

  /** {@code log_density(D, x)}: minus infinity outside the support. */
  Value logDensityOf(Expr.LogDensity expr, Environment environment) {
    Bound bound = bind(expr.distribution(), environment);
    View view = expressions.view(expr.point(), environment);
    View point = view.isScalar() || view.stored() ? view : expressions.storage().materialise(view);
    if (checks.isAlwaysInside(bound, expr.point())) return logDensity(bound, point);
    Value inside = checks.inside(bound, point);
    return emitter.choose(
        inside, () -> logDensity(bound, point), () -> emitter.real(Double.NEGATIVE_INFINITY));
  }

  /** A draw. */
  View sample(DistributionCall call, Environment environment) {
    Bound bound = bind(call, environment);
    Expr sampler =
        bound
            .definition()
            .sampler()
            .orElseThrow(
                () ->
                    new Unsupported(
                        "simulating `" + call.definition().name() + "`, which has no sampler,",
                        call.span()));
    View draw = expressions.view(sampler, bound.environment());
    return draw.isScalar() || draw.stored() ? draw : expressions.storage().materialise(draw);
  }

  /** {@code random_gamma(a, b)} and the like. */
  View primitive(Expr.RandomPrimitive primitive, Environment environment) {
    List<View> arguments = new ArrayList<>();
    for (Expr argument : primitive.arguments()) {
      arguments.add(expressions.view(argument, environment));
    }
    return switch (primitive.name()) {
      case "random_categorical" -> ofArray(Primitive.RANDOM_CATEGORICAL, arguments, false);
      case "random_categorical_logit" ->
          ofArray(Primitive.RANDOM_CATEGORICAL_LOGIT, arguments, false);
      case "random_dirichlet" -> ofArray(Primitive.RANDOM_DIRICHLET, arguments, true);
      case "random_multinomial" -> ofArray(Primitive.RANDOM_MULTINOMIAL, arguments, true);
      default -> ofScalars(primitive, arguments);
    };
  }

  private View ofScalars(Expr.RandomPrimitive primitive, List<View> arguments) {
    String name = primitive.name().replaceFirst("^random_", "").toUpperCase(Locale.ROOT);
    RandomOperation operation = RandomOperation.valueOf(name);
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Value value = arguments.get(i).scalar();
      boolean widen = operation.operands().get(i) == Kind.REAL && value.kind() == Kind.INT;
      operands.add(widen ? emitter.op(Operation.INT_TO_REAL, value) : value);
    }
    return expressions.constant(emitter.draw(operation, operands));
  }

  /** The last argument is the array, the ones before it scalars. */
  private View ofArray(Primitive primitive, List<View> arguments, boolean givesArray) {
    Storage storage = expressions.storage();
    View array = arguments.get(arguments.size() - 1);
    Value length = expressions.sets().count(array.extents());
    Storage.Piece input = storage.piece(Kind.REAL, "", length);
    storage.fill(
        input,
        () ->
            emitter.loops(
                array.extents(),
                positions ->
                    storage.store(
                        input,
                        expressions.sets().linear(array.extents(), positions),
                        array.at(positions))));
    List<Value> operands = new ArrayList<>();
    for (View scalar : arguments.subList(0, arguments.size() - 1)) operands.add(scalar.scalar());
    Kind kind = primitive == Primitive.RANDOM_DIRICHLET ? Kind.REAL : Kind.INT;
    Storage.Piece output = storage.piece(kind, "", givesArray ? length : emitter.integer(1));
    storage.fill(
        output,
        () -> emitter.call(primitive, operands, List.of(input.slice()), List.of(output.slice())));
    if (givesArray) return storage.view(output, array.extents());
    // The primitive gives a position from 1; the draw is the member of the array's index set there.
    Value position = storage.load(output, emitter.integer(0));
    Value before = emitter.op(Operation.INT_SUB, position, emitter.integer(1));
    return expressions.constant(
        emitter.op(Operation.INT_ADD, before, array.extents().get(0).first()));
  }
}
