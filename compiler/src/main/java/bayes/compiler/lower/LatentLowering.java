package bayes.compiler.lower;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.NonCentred;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Plan.PlannedLatent;
import bayes.compiler.plan.Plan.Transform;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Latents: read from the position and mapped to their support, or drawn from the prior and mapped
 * to the position.
 */
final class LatentLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final Variables variables;
  private final Plan plan;
  private final Purpose purpose;
  private final @Nullable Array position;
  private final @Nullable Array output;
  private final Transforms transforms;
  private final ConstrainedTransforms constrained;
  private final Map<Symbol, PlannedLatent> planned = new HashMap<>();
  private final Set<Symbol> nonCentred = new HashSet<>();
  private final Map<Span, NonCentred> forms = new HashMap<>();
  private final Map<Symbol, Value> offsets = new HashMap<>();
  private final Map<Symbol, Value> given = new HashMap<>();
  private @Nullable Value endOfCoordinates;
  private @Nullable Value endOfGiven;

  LatentLowering(
      Emitter emitter,
      ExpressionLowering expressions,
      Variables variables,
      Plan plan,
      Purpose purpose,
      @Nullable Array position,
      @Nullable Array output) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.variables = variables;
    this.plan = plan;
    this.purpose = purpose;
    this.position = position;
    this.output = output;
    this.transforms = new Transforms(emitter);
    this.constrained = new ConstrainedTransforms(emitter, expressions);
    plan.latents().forEach(latent -> planned.put(latent.variable().symbol(), latent));
    findNonCentred(plan.model().statements());
  }

  private void findNonCentred(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Draw draw && draw.nonCentred().isPresent()) {
        nonCentred.add(draw.symbol());
        forms.put(draw.span(), draw.nonCentred().get());
      } else if (statement instanceof ModelStatement.For loop) {
        findNonCentred(loop.body());
      } else if (statement instanceof ModelStatement.If branch) {
        findNonCentred(branch.then());
        findNonCentred(branch.otherwise());
      }
    }
  }

  /** Whether constrained values are kept in an array; others are read from the position. */
  boolean isStored(VariableDeclaration variable) {
    if (purpose.generates() || purpose.simulates()) return true;
    return !purpose.given() && !isPlain(variable.symbol());
  }

  /** Whether a latent's coordinates are its values. */
  private boolean isPlain(Symbol symbol) {
    return transform(symbol) == Transform.IDENTITY && !nonCentred.contains(symbol);
  }

  private Transform transform(Symbol symbol) {
    PlannedLatent latent = planned.get(symbol);
    if (latent == null) throw new IllegalStateException(symbol + " is not planned");
    return latent.transform();
  }

  /** Lays the latents' coordinates one after the other; the prelude knows where each begins. */
  void placeCoordinates() {
    Value next = emitter.integer(0);
    Value nextGiven = emitter.integer(0);
    for (PlannedLatent latent : plan.latents()) {
      Symbol symbol = latent.variable().symbol();
      given.put(symbol, nextGiven);
      Value size = expressions.sets().count(variables.extents(symbol));
      nextGiven = emitter.op(Operation.INT_ADD, nextGiven, size);
      offsets.put(symbol, next);
      next = emitter.op(Operation.INT_ADD, next, coordinates(latent));
      if (position != null && !isStored(latent.variable())) {
        variables.bindAt(symbol, position, purpose.given() ? givenOffset(symbol) : offset(symbol));
      }
    }
    endOfCoordinates = next;
    endOfGiven = nextGiven;
  }

  private Value offset(Symbol symbol) {
    Value offset = offsets.get(symbol);
    if (offset == null) throw new IllegalStateException(symbol + " has no place");
    return offset;
  }

  private Value givenOffset(Symbol symbol) {
    Value offset = given.get(symbol);
    if (offset == null) throw new IllegalStateException(symbol + " has no value");
    return offset;
  }

  /** Where the values of all latents end. */
  Value endOfGiven() {
    return Objects.requireNonNull(endOfGiven, "coordinates have no places");
  }

  /** Binds a variable to values that stand behind those of the latents. */
  void bindGiven(Symbol symbol, Value offset) {
    variables.bindAt(symbol, Objects.requireNonNull(position), offset);
  }

  /** The indices, on the left of a draw, of the event whose number in the plate is at an index. */
  List<Value> indices(Symbol latent, int plate, Value at) {
    List<Extent> extents = variables.extents(latent).subList(0, plate);
    List<Value> positions = event(extents, at);
    List<Value> indices = new ArrayList<>();
    for (int d = 0; d < plate; d++) {
      indices.add(emitter.op(Operation.INT_ADD, positions.get(d), extents.get(d).first()));
    }
    return indices;
  }

  /** The number that is at an index of the position. */
  Value number(Value at) {
    return emitter.op(Operation.REAL_TO_INT, load(at));
  }

  private List<Value> event(List<Extent> plate, Value at) {
    Value rest = number(at);
    List<Value> positions = new ArrayList<>();
    for (int d = plate.size() - 1; d > 0; d--) {
      Value size = plate.get(d).size();
      positions.add(0, emitter.op(Operation.INT_MOD, rest, size));
      rest = emitter.op(Operation.INT_DIV, rest, size);
    }
    if (!plate.isEmpty()) positions.add(0, rest);
    return positions;
  }

  /** Writes the values of one event, whose number stands behind the coordinates. */
  void place(Symbol latent, int plate, Environment scope, Consumer<Value> addTerm) {
    Array to = Objects.requireNonNull(output);
    List<Extent> extents = variables.extents(latent);
    Value end = Objects.requireNonNull(endOfCoordinates, "coordinates have no places");
    Element element = new Element(latent, event(extents.subList(0, plate), end), extents, scope);
    View value = constrain(element, false, addTerm);
    emitter.loops(
        element.event(),
        rest -> {
          Value at = expressions.sets().linear(extents, element.at(rest));
          emitter.store(to, emitter.op(Operation.INT_ADD, givenOffset(latent), at), value.at(rest));
        });
  }

  /** What a draw adds, of a latent whose values are given. */
  void term(ModelStatement.Draw draw, Environment scope, Consumer<Value> addTerm) {
    Symbol symbol = draw.symbol();
    List<Value> plate = variables.positions(symbol, draw.indices(), scope);
    Element element = new Element(symbol, plate, variables.extents(symbol), scope);
    View value = row(element);
    if (isDiscrete(symbol)) checkBounds(element, value.scalar());
    DistributionLowering distributions = expressions.distributions();
    DistributionLowering.Bound bound = distributions.bind(draw.distribution(), scope);
    addTerm.accept(distributions.logDensity(bound, value));
  }

  private Value coordinates(PlannedLatent latent) {
    List<Extent> extents = variables.extents(latent.variable().symbol());
    Optional<Constraint> constraint = latent.transform().constraint();
    if (constraint.isEmpty()) return expressions.sets().count(extents);
    int plate = extents.size() - constraint.get().rank();
    Value size = extents.get(plate).size();
    constrained.checkSize(constraint.get(), size, latent.variable().symbol().declared());
    return emitter.op(
        Operation.INT_MUL,
        expressions.sets().count(extents.subList(0, plate)),
        constrained.coordinates(constraint.get(), size));
  }

  /** One statement {@code x[i] ~ D}; {@code alone} if it stands outside of loops and branches. */
  void draw(ModelStatement.Draw draw, Environment scope, boolean alone, Consumer<Value> addTerm) {
    Symbol symbol = draw.symbol();
    List<Value> plate = variables.positions(symbol, draw.indices(), scope);
    boolean isWhole = alone && plate.isEmpty();
    List<Extent> extents = variables.extents(symbol);
    Element element = new Element(symbol, plate, extents, scope);
    if (purpose.generates()) {
      generate(element, draw, isWhole);
      return;
    }
    if (purpose.simulates()) {
      View value =
          purpose.given()
              ? given(element)
              : expressions.distributions().sample(draw.distribution(), scope);
      keep(element, value, isWhole);
      // What is summed or integrated out has no coordinates.
      if (!planned.containsKey(symbol)) return;
      NonCentred form = forms.get(draw.span());
      if (form != null) writeStandard(element, form, value);
      else writeCoordinates(element, value);
      return;
    }
    if (purpose.given()) return;
    if (draw.nonCentred().isPresent()) {
      nonCentred(element, draw, draw.nonCentred().get(), isWhole, addTerm);
      return;
    }
    View value = constrain(element, isWhole, addTerm);
    if (purpose.prior()) {
      if (isDiscrete(symbol)) checkBounds(element, value.scalar());
      DistributionLowering distributions = expressions.distributions();
      DistributionLowering.Bound bound = distributions.bind(draw.distribution(), scope);
      addTerm.accept(distributions.logDensity(bound, value));
    }
  }

  private static boolean isDiscrete(Symbol symbol) {
    return ExpressionLowering.kind(symbol.type()) == Kind.INT;
  }

  /** No map keeps an integer between its bounds; outside of them the density is zero. */
  private void checkBounds(Element element, Value value) {
    Value real = emitter.op(Operation.INT_TO_REAL, value);
    String name = element.symbol().name();
    Value lower = bound(element, element.plate(), true);
    if (lower != null) {
      Value isAbove = emitter.op(Operation.LE, lower, real);
      emitter.check(
          isAbove, "D0202", "`" + name + "` is below its support", element.symbol().declared());
    }
    Value upper = bound(element, element.plate(), false);
    if (upper != null) {
      Value isBelow = emitter.op(Operation.LE, real, upper);
      emitter.check(
          isBelow, "D0202", "`" + name + "` is above its support", element.symbol().declared());
    }
  }

  /** Takes the element from the position, or draws it if it has no value there. */
  private void generate(Element element, ModelStatement.Draw draw, boolean isWhole) {
    DistributionLowering distributions = expressions.distributions();
    Array from = position;
    if (from == null) {
      keep(element, distributions.sampleNumber(draw.distribution(), element.scope()), isWhole);
      return;
    }
    Array to = variables.arrayOf(element.symbol());
    emitter.conditional(
        isHeld(from, element),
        () -> emitter.loops(element.event(), rest -> hold(from, to, element, rest)),
        () -> {
          if (draw.distribution().definition().sampler().isPresent()) {
            View value = distributions.sampleNumber(draw.distribution(), element.scope());
            variables.storeAt(element.symbol(), element.plate(), value);
          } else {
            emitter.check(
                emitter.integer(0),
                "D0201",
                "`" + element.symbol().name() + "` has no value here, and cannot be drawn",
                draw.span());
          }
        });
  }

  private void hold(Array from, Array to, Element element, List<Value> rest) {
    Value at = expressions.sets().linear(element.extents(), element.at(rest));
    Value value = held(from, element, at);
    boolean isReal = to.kind() == Kind.REAL;
    emitter.store(to, at, isReal ? value : emitter.op(Operation.REAL_TO_INT, value));
  }

  private Value held(Array from, Element element, Value at) {
    return emitter.load(from, emitter.op(Operation.INT_ADD, givenOffset(element.symbol()), at));
  }

  /** Whether the event has values; all of its elements have them, or none. */
  private Value isHeld(Array from, Element element) {
    List<Value> zeros = element.event().stream().map(e -> emitter.integer(0)).toList();
    Value first = expressions.sets().linear(element.extents(), element.at(zeros));
    Value isEmpty =
        emitter.op(Operation.INT_EQ, expressions.sets().count(element.event()), emitter.integer(0));
    return emitter.choose(
        isEmpty,
        () -> emitter.integer(1),
        () -> {
          Value value = held(from, element, first);
          return emitter.op(Operation.EQ, value, value);
        });
  }

  /** A latent's event at a position of its plate. */
  private record Element(
      Symbol symbol, List<Value> plate, List<Extent> extents, Environment scope) {
    List<Extent> event() {
      return extents.subList(plate.size(), extents.size());
    }

    List<Value> at(List<Value> rest) {
      List<Value> all = new ArrayList<>(plate);
      all.addAll(rest);
      return all;
    }
  }

  /** The event among the given values. */
  private View given(Element element) {
    Value first = givenOffset(element.symbol());
    int level = Math.max(1, emitter.level(element.plate()));
    View.Element value =
        rest -> {
          Value at = expressions.sets().linear(element.extents(), element.at(rest));
          Value held = load(emitter.op(Operation.INT_ADD, first, at));
          return isDiscrete(element.symbol()) ? emitter.op(Operation.REAL_TO_INT, held) : held;
        };
    if (element.event().isEmpty()) return expressions.constant(value.at(List.of()));
    return new View(
        ExpressionLowering.kind(element.symbol().type()), element.event(), level, false, value);
  }

  private void keep(Element element, View value, boolean isWhole) {
    if (isWhole && value.isScalar()) {
      variables.bindScalar(element.symbol(), value.scalar());
    } else {
      variables.storeAt(element.symbol(), element.plate(), value);
    }
  }

  private View constrain(Element element, boolean isWhole, Consumer<Value> addTerm) {
    Symbol symbol = element.symbol();
    Transform transform = transform(symbol);
    Optional<Constraint> constraint = transform.constraint();
    if (constraint.isPresent()) return constrainEvent(element, constraint.get(), addTerm);
    if (isPlain(symbol)) return row(element);
    if (element.event().isEmpty()) {
      Value value = constrainOne(element, List.of(), addTerm);
      keep(element, View.scalar(value, emitter.level(value)), isWhole);
      return expressions.constant(value);
    }
    Array array = variables.arrayOf(symbol);
    emitter.beginStores(array);
    emitter.loops(
        element.event(),
        rest ->
            emitter.store(
                array,
                expressions.sets().linear(element.extents(), element.at(rest)),
                constrainOne(element, rest, addTerm)));
    if (isWhole) emitter.endStores(array);
    return row(element);
  }

  /** The event as a view of the variable. */
  private View row(Element element) {
    View whole = variables.find(element.symbol());
    if (element.plate().isEmpty()) return whole;
    int level = Math.max(whole.level(), emitter.level(element.plate()));
    if (element.event().isEmpty()) return expressions.constant(whole.at(element.plate()));
    return new View(whole.kind(), element.event(), level, true, rest -> whole.at(element.at(rest)));
  }

  private Value constrainOne(Element element, List<Value> rest, Consumer<Value> addTerm) {
    List<Value> positions = element.at(rest);
    Value linear = expressions.sets().linear(element.extents(), positions);
    Value u = load(emitter.op(Operation.INT_ADD, offset(element.symbol()), linear));
    Transforms.Constrained constrained =
        transforms.constrain(u, bound(element, positions, true), bound(element, positions, false));
    Value logJacobian = constrained.logJacobian();
    if (purpose.jacobian() && logJacobian != null) addTerm.accept(logJacobian);
    return constrained.value();
  }

  /** x = location + scale * z, or the exponential of that, where z is the coordinate. */
  private void nonCentred(
      Element element,
      ModelStatement.Draw draw,
      NonCentred form,
      boolean isWhole,
      Consumer<Value> addTerm) {
    Value z = load(coordinate(element));
    Value location = expressions.scalar(form.location(), element.scope());
    Value scale = expressions.scalar(form.scale(), element.scope());
    Value shifted = emitter.op(Operation.ADD, location, emitter.op(Operation.MUL, scale, z));
    Value value = form.ofLogarithm() ? emitter.op(Operation.EXP, shifted) : shifted;
    keep(element, View.scalar(value, emitter.level(value)), isWhole);
    if (!purpose.prior()) return;
    DistributionLowering distributions = expressions.distributions();
    // Its parameters are checked; its density is that of z, which keeps its digits.
    distributions.bind(draw.distribution(), element.scope());
    Value point = form.ofLogarithm() ? emitter.op(Operation.EXP, z) : z;
    addTerm.accept(
        distributions.logDensity(
            distributions.bind(form.standard(), element.scope()), expressions.constant(point)));
    if (form.ofLogarithm()) addTerm.accept(z);
    if (purpose.jacobian()) return;
    Value logSlope = emitter.op(Operation.LOG, scale);
    if (form.ofLogarithm()) logSlope = emitter.op(Operation.ADD, logSlope, shifted);
    addTerm.accept(emitter.op(Operation.NEG, logSlope));
  }

  private Value coordinate(Element element) {
    Value linear = expressions.sets().linear(element.extents(), element.at(List.of()));
    return emitter.op(Operation.INT_ADD, offset(element.symbol()), linear);
  }

  private void writeStandard(Element element, NonCentred form, View value) {
    if (output == null) throw new IllegalStateException("a simulation writes its output");
    Value x = form.ofLogarithm() ? emitter.op(Operation.LOG, value.scalar()) : value.scalar();
    Value distance =
        emitter.op(Operation.SUB, x, expressions.scalar(form.location(), element.scope()));
    Value scale = expressions.scalar(form.scale(), element.scope());
    emitter.store(output, coordinate(element), emitter.op(Operation.DIV, distance, scale));
  }

  private Value load(Value index) {
    if (position == null) throw new IllegalStateException("a simulation reads no position");
    return emitter.load(position, index);
  }

  /** The bound of one element, if there is one. */
  private @Nullable Value bound(Element element, List<Value> positions, boolean lower) {
    Support support = planned(element.symbol()).variable().support();
    if (!(support instanceof Support.Bounds bounds)) return null;
    Optional<Support.Bound> bound = lower ? bounds.lower() : bounds.upper();
    if (bound.isEmpty()) return null;
    View view = expressions.view(bound.get().value(), element.scope());
    Value value = view.isScalar() ? view.scalar() : view.at(positions);
    return value.kind() == Kind.REAL ? value : emitter.op(Operation.INT_TO_REAL, value);
  }

  private PlannedLatent planned(Symbol symbol) {
    PlannedLatent latent = planned.get(symbol);
    if (latent == null) throw new IllegalStateException(symbol + " is not planned");
    return latent;
  }

  private View constrainEvent(Element element, Constraint constraint, Consumer<Value> addTerm) {
    Array array = variables.arrayOf(element.symbol());
    emitter.beginStores(array);
    ConstrainedEvent event =
        new ConstrainedEvent(
            element.event().get(0).size(),
            coordinates(element, constraint),
            elements(element, array),
            purpose.jacobian() ? addTerm : null,
            purpose.prior() && !purpose.jacobian() ? addTerm : null);
    constrained.constrain(constraint, element.event(), event);
    if (element.plate().isEmpty()) emitter.endStores(array);
    return row(element);
  }

  /** The event's elements in the variable's array. */
  private ConstrainedEvent.Elements elements(Element element, Array array) {
    return new ConstrainedEvent.Elements() {
      @Override
      public Value load(Value... position) {
        return emitter.load(array, linear(position));
      }

      @Override
      public void store(Value value, Value... position) {
        emitter.store(array, linear(position), value);
      }

      private Value linear(Value... position) {
        return expressions.sets().linear(element.extents(), element.at(List.of(position)));
      }
    };
  }

  /** The event's coordinates by position. */
  private Transforms.Elements coordinates(Element element, Constraint constraint) {
    Value first = eventOffset(element, constraint);
    return k -> load(emitter.op(Operation.INT_ADD, first, k));
  }

  private Value eventOffset(Element element, Constraint constraint) {
    List<Extent> plate = element.extents().subList(0, element.plate().size());
    Value row = expressions.sets().linear(plate, element.plate());
    Value coordinates = constrained.coordinates(constraint, element.event().get(0).size());
    return emitter.op(
        Operation.INT_ADD,
        offset(element.symbol()),
        emitter.op(Operation.INT_MUL, row, coordinates));
  }

  private void writeCoordinates(Element element, View value) {
    if (output == null) throw new IllegalStateException("a simulation writes its output");
    Optional<Constraint> constraint = transform(element.symbol()).constraint();
    if (constraint.isPresent()) {
      Value first = eventOffset(element, constraint.get());
      constrained.unconstrain(
          constraint.get(),
          value,
          (k, u) -> emitter.store(output, emitter.op(Operation.INT_ADD, first, k), u));
      return;
    }
    emitter.loops(
        element.event(),
        rest -> {
          List<Value> positions = element.at(rest);
          Value u =
              isDiscrete(element.symbol())
                  ? emitter.op(Operation.INT_TO_REAL, value.at(rest))
                  : transforms.unconstrain(
                      value.at(rest),
                      bound(element, positions, true),
                      bound(element, positions, false));
          Value linear = expressions.sets().linear(element.extents(), positions);
          emitter.store(output, emitter.op(Operation.INT_ADD, offset(element.symbol()), linear), u);
        });
  }
}
