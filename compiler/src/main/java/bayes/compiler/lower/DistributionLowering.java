package bayes.compiler.lower;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Type;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.RandomOperation;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Distributions: their definitions, with the parameters bound, in the place of the call. */
final class DistributionLowering {
  /** What the primitives draw where there is no integer to be drawn. */
  private static final int NO_INTEGER = Integer.MIN_VALUE;

  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final SupportChecks checks;
  private final CdfLowering cdfs;
  private final QuantileLowering quantiles;

  DistributionLowering(Emitter emitter, ExpressionLowering expressions, SupportChecks checks) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.checks = checks;
    this.cdfs = new CdfLowering(emitter, expressions, checks);
    this.quantiles = new QuantileLowering(emitter, expressions, this);
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
    for (DistributionCall.Component component : call.components()) {
      inner.bindComponent(component.name(), component(component, environment));
    }
    return bound;
  }

  /** A component, whose arguments are of {@code environment}. */
  private ComponentView component(DistributionCall.Component component, Environment environment) {
    int level = expressions.level(component.distribution(), environment);
    if (component.over().isEmpty()) {
      Bound bound = bind(component.distribution(), environment);
      return new ComponentView(level, member -> bound);
    }
    return new ComponentView(
        level,
        member -> {
          Environment scope = environment.nested();
          scope.bind(component.over().get().symbol(), member.orElseThrow());
          return bind(component.distribution(), scope);
        });
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
    return logDensityAt(bound, expr.point(), point);
  }

  private Value logDensityAt(Bound bound, Expr expr, View point) {
    if (checks.isAlwaysInside(bound, expr)) return logDensity(bound, point);
    Value inside = checks.inside(bound, point);
    return emitter.choose(
        inside, () -> logDensity(bound, point), () -> emitter.real(Double.NEGATIVE_INFINITY));
  }

  /** {@code cdf(D, x)}, {@code quantile(D, p)}. */
  Value value(Expr.OfDistribution expr, Environment environment) {
    return emitter.at(
        expressions.level(expr, environment),
        () -> {
          Bound bound = bind(expr.distribution(), environment);
          View point = expressions.view(expr.point(), environment);
          return value(bound, expr.quantity(), expr.point(), point);
        });
  }

  /** What a component of the distribution whose definition is being lowered has. */
  View component(Expr.OfComponent expr, Environment environment) {
    Optional<View> member = expr.member().map(m -> expressions.view(m, environment));
    Bound bound = environment.component(expr.component()).at(member);
    if (expr.quantity() == Quantity.DRAW) return sample(bound);
    Expr at = expr.point().orElseThrow();
    View view = expressions.view(at, environment);
    View point = view.isScalar() || view.stored() ? view : expressions.storage().materialise(view);
    return expressions.constant(value(bound, expr.quantity(), at, point));
  }

  private Value value(Bound bound, Quantity quantity, Expr expr, View point) {
    return switch (quantity) {
      case LOG_DENSITY -> logDensityAt(bound, expr, point);
      case CDF, LOG_BELOW, LOG_ABOVE -> cdfs.of(bound, quantity, expr, point);
      case QUANTILE -> quantile(bound, expr, point.scalar());
      case DRAW -> throw new IllegalArgumentException("a draw has no point");
    };
  }

  private Value quantile(Bound bound, Expr expr, Value p) {
    Value isProbability =
        emitter.op(
            Operation.AND,
            emitter.op(Operation.LE, emitter.real(0), p),
            emitter.op(Operation.LE, p, emitter.real(1)));
    Span place =
        expr.span().source() == bound.call().span().source() ? expr.span() : bound.call().span();
    emitter.check(
        isProbability,
        "D0310",
        "the probability of `quantile` must be between 0 and 1, but it is {0}",
        place,
        p);
    return quantiles.of(bound, p);
  }

  /** The first and last of draws that are members of a set or truth values. */
  record Members(Value first, Value last) {}

  Optional<Members> members(Bound bound) {
    Type element = bound.definition().event().element();
    if (element instanceof Type.Bool) {
      return Optional.of(new Members(emitter.integer(0), emitter.integer(1)));
    }
    if (!(element instanceof Type.Member member)) return Optional.empty();
    Extent extent = expressions.sets().extent(member.set(), bound.environment());
    Value end = emitter.op(Operation.INT_ADD, extent.first(), extent.size());
    return Optional.of(
        new Members(extent.first(), emitter.op(Operation.INT_SUB, end, emitter.integer(1))));
  }

  /** A draw. */
  View sample(DistributionCall call, Environment environment) {
    return sample(bind(call, environment));
  }

  private View sample(Bound bound) {
    DistributionCall call = bound.call();
    Expr sampler =
        bound
            .definition()
            .sampler()
            .orElseThrow(
                () ->
                    new Unsupported(
                        "simulating `" + call.definition().name() + "`, which has no sampler,",
                        call.span()));
    if (sampler instanceof Expr.RandomInverse) {
      List<Value> unit = List.of(emitter.real(0), emitter.real(1));
      return expressions.constant(quantiles.of(bound, emitter.draw(RandomOperation.UNIFORM, unit)));
    }
    View draw = expressions.view(sampler, bound.environment());
    return draw.isScalar() || draw.stored() ? draw : expressions.storage().materialise(draw);
  }

  /**
   * A draw that is rejected where there is none: it is not a number, as an argument is outside its
   * domain, or an integer of more than 32 bits.
   */
  View sampleNumber(DistributionCall call, Environment environment) {
    View draw = sample(call, environment);
    boolean isReal = draw.kind() == Kind.REAL;
    emitter.loops(
        draw.extents(),
        positions -> {
          Value value = draw.at(positions);
          Value isThere =
              isReal
                  ? emitter.op(Operation.EQ, value, value)
                  : emitter.op(Operation.INT_NE, value, emitter.integer(NO_INTEGER));
          emitter.check(
              isThere,
              "D0202",
              "the draw from `"
                  + call.definition().name()
                  + (isReal
                      ? "` is not a number: an argument is outside its domain"
                      : "` is no integer of 32 bits: it is too large, or an argument is outside its domain"),
              call.span());
        });
    return draw;
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
      case "random_pcfg" ->
          new GrammarLowering(emitter, expressions).sentence(primitive, arguments, environment);
      case "random_path" -> new ChainLowering(emitter, expressions).path(arguments);
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
