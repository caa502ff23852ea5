package bayes.compiler.lower;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Intervals;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Simulation;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One program of a model. Statements run twice: definitions from data alone in the prelude, all
 * others in the body.
 */
final class ModelLowering {
  private final TypedModel model;
  private final Purpose purpose;
  private final Emitter emitter = new Emitter();
  private final Environment environment = Environment.root();
  private final Map<Symbol, VariableDeclaration> declared = new LinkedHashMap<>();
  private final ExpressionLowering expressions;
  private final Variables variables;
  private final LatentLowering latents;
  private final Set<Symbol> needed;
  private final Register target;
  private final @Nullable Array output;
  private final Simulation simulation;
  private final SimulatedData data;
  private final Register observed;

  private final List<Expr.Binder> binders = new ArrayList<>();
  private @Nullable TermTrace trace;
  private final @Nullable TermRows rows;

  private boolean definesFromData = true;
  private int depth;
  private final Set<Array> begun = new HashSet<>();

  ModelLowering(Plan plan, List<Input> inputs, Purpose purpose, Set<Symbol> needed) {
    this.needed = needed;
    // A draw from the prior follows the statements that the user wrote.
    this.model = purpose.drawsFromPrior() ? plan.written() : plan.model();
    this.purpose = purpose;
    InputArrays arrays = new InputArrays(emitter, inputs);
    for (VariableDeclaration variable : model.variables()) {
      declared.put(variable.symbol(), variable);
    }
    expressions =
        new ExpressionLowering(
            model.source(), emitter, environment, arrays, Intervals.of(model), declared);
    boolean isDrawn = (purpose.simulates() || purpose.generates()) && !purpose.given();
    Array position = isDrawn ? null : emitter.array(Kind.REAL, Array.Role.POSITION, "position");
    boolean isRow = purpose.records() || purpose.generates();
    boolean writes =
        purpose.isOfData()
            || isRow
            || purpose.simulates()
            || purpose.pointwise()
            || purpose.listsTerms()
            || purpose.writesValues();
    output = writes ? emitter.array(Kind.REAL, Array.Role.OUTPUT, "output") : null;
    target = emitter.register(Kind.REAL);
    rows = purpose.isOfTerms() ? new TermRows(emitter, output) : null;
    observed = emitter.constantRegister(Kind.INT);
    variables = new Variables(emitter, expressions, environment, arrays, model);
    latents = new LatentLowering(emitter, expressions, variables, plan, purpose, position, output);
    simulation = Simulation.of(model);
    data = new SimulatedData(emitter, expressions, variables, arrays);
  }

  Program lower() {
    variables.bindData();
    run(model.statements(), environment);
    latents.placeCoordinates();
    definesFromData = false;
    emitter.beginBody();
    emitter.set(target, emitter.real(0));
    if (purpose.pointwise() || purpose.generates()) emitter.set(observed, emitter.integer(0));
    if (rows != null) rows.beginBody();
    if (purpose.generates()) data.begin(simulation.written(), environment);
    beginSums(model.statements());
    run(model.statements(), environment);
    if ((purpose.records() || purpose.generates()) && output != null) {
      Value next =
          new RowLowering(emitter, expressions, environment, output)
              .record(
                  model.variables().stream().filter(purpose::reports).toList(),
                  purpose.generates() ? emitter.get(observed) : emitter.integer(0));
      if (purpose.generates()) data.record(output, next);
    }
    Value result = rows != null ? rows.cells() : purpose.isDensity() ? emitter.get(target) : null;
    return emitter.finish(purpose.program(), result);
  }

  /** A program that writes the values of some variables. */
  Program values(List<VariableDeclaration> written) {
    begin();
    beginSums(model.statements());
    run(model.statements(), environment);
    new RowLowering(emitter, expressions, environment, Objects.requireNonNull(output))
        .record(written, emitter.integer(0));
    return emitter.finish(purpose.program(), null);
  }

  /** A program that writes the values of one event of a latent, and returns its log Jacobian. */
  Program place(Symbol latent, int plate) {
    begin();
    latents.place(latent, plate, environment, this::add);
    return emitter.finish(purpose.program(), emitter.get(target));
  }

  /** A program of the terms that mention one event of a latent. */
  TermsOfOne terms(Neighbourhood of) {
    begin();
    Value next = latents.endOfGiven();
    for (VariableDeclaration variable : of.kept()) {
      Symbol symbol = variable.symbol();
      if (of.still().contains(symbol)) latents.bindGiven(symbol, next);
      Value size = expressions.sets().count(variables.extents(symbol));
      next = emitter.op(Operation.INT_ADD, next, size);
    }
    for (Derivations.Definition definition : of.byElement()) variables.bindByElement(definition);
    beginSums(model.statements());
    run(model.statements(), environment);
    List<Value> element = latents.indices(of.latent(), of.plate(), next);
    BlanketLowering blankets =
        new BlanketLowering(emitter, expressions, element, latents.number(next), this::addTermsOf);
    for (Blanket blanket : of.blankets()) blankets.lower(blanket, environment);
    Program program = emitter.finish(purpose.program(), emitter.get(target));
    return new TermsOfOne(program, blankets.tables());
  }

  /** A program of single terms, and the tables that it reads. */
  record TermsOfOne(Program program, List<IndexTable> tables) {}

  private void addTermsOf(ModelStatement statement, Environment scope) {
    emitter.statement(statement.span());
    if (statement instanceof ModelStatement.Draw draw) {
      latents.term(draw, scope, this::add);
    } else if (statement instanceof ModelStatement.Observe observe) {
      observe(observe, scope);
    } else if (statement instanceof ModelStatement.Factor factor) {
      add(expressions.scalar(factor.value(), scope));
    } else if (statement instanceof ModelStatement.Marginal marginal) {
      add(expressions.scalar(marginal.value(), scope));
    }
  }

  private void begin() {
    emitter.origin(model.source().span(0, 0));
    variables.bindData();
    run(model.statements(), environment);
    latents.placeCoordinates();
    definesFromData = false;
    emitter.beginBody();
    emitter.set(target, emitter.real(0));
  }

  /** The program that finds the first term which is not finite. */
  TracedTerms traced() {
    TermTrace tracing = new TermTrace();
    trace = tracing;
    return tracing.of(lower());
  }

  /** A program of data alone: {@code value} makes its result, after writing to the row. */
  private Program ofData(BiFunction<Environment, RowLowering, Value> value) {
    if (output == null) throw new IllegalStateException("a program without an output");
    emitter.origin(model.source().span(0, 0));
    variables.bindData();
    run(model.statements(), environment);
    emitter.beginBody();
    RowLowering row = new RowLowering(emitter, expressions, environment, output);
    Value result = value.apply(environment, row);
    // The result of a program is a value of its body.
    Register register = emitter.register(Kind.REAL);
    emitter.set(register, emitter.op(Operation.INT_TO_REAL, result));
    return emitter.finish(purpose.program(), emitter.get(register));
  }

  /** A program that returns the number of an expression's elements and writes them, if wanted. */
  Program value(Expr expr, boolean writes) {
    return ofData(
        (scope, row) -> {
          View view = expressions.view(expr, scope);
          if (writes) row.write(view, emitter.integer(0));
          return expressions.sets().count(view.extents());
        });
  }

  /** A program that writes values of data alone, one after the other. */
  Program dataValues(List<Symbol> values) {
    List<VariableDeclaration> written = values.stream().map(this::declared).toList();
    return ofData((scope, row) -> row.record(written, emitter.integer(0)));
  }

  /** A program that counts or lists the events that are observed. */
  Program events(ObservedEvents events, EventListing listing) {
    return ofData(
        (scope, row) ->
            new ObservedEventsLowering(emitter, expressions, events, listing, output)
                .list(model.statements(), scope));
  }

  /** A program that counts rows of data, or lists them. */
  Program rows(DataRows rows, boolean writes) {
    return ofData(
        (scope, row) ->
            new DataRowsLowering(emitter, expressions, rows, writes ? output : null).list(scope));
  }

  /** A program that checks how often elements are defined and observed. */
  Program coverage(Coverage coverage) {
    return ofData(
        (scope, row) -> {
          new CoverageLowering(emitter, expressions, variables, coverage).check(model, scope);
          return emitter.integer(0);
        });
  }

  private void run(List<ModelStatement> statements, Environment scope) {
    for (ModelStatement statement : statements) {
      if (!concerns(statement)) continue;
      emitter.statement(statement.span());
      boolean isTerm = rows != null && ListedTerms.isTerm(statement);
      if (isTerm) Objects.requireNonNull(rows).begin();
      if (statement instanceof ModelStatement.Define define) {
        define(define, scope);
      } else if (statement instanceof ModelStatement.Draw draw) {
        draw(draw, scope);
      } else if (statement instanceof ModelStatement.Observe observe) {
        observe(observe, scope);
      } else if (statement instanceof ModelStatement.Factor factor) {
        add(expressions.scalar(factor.value(), scope));
      } else if (statement instanceof ModelStatement.Accumulate sum) {
        accumulate(sum, scope);
      } else if (statement instanceof ModelStatement.Marginal marginal) {
        marginal(marginal, scope);
      } else if (statement instanceof ModelStatement.For loop) {
        loop(loop, scope);
      } else {
        branch((ModelStatement.If) statement, scope);
      }
      if (isTerm) Objects.requireNonNull(rows).end(binders, scope);
      if (trace != null) trace.check(statement, binders, emitter, expressions, scope);
    }
  }

  /** Whether a statement has anything to do in this pass. */
  private boolean concerns(ModelStatement statement) {
    if (statement instanceof ModelStatement.For loop) {
      return concernsAny(loop.body());
    }
    if (statement instanceof ModelStatement.If branch) {
      return concernsAny(branch.then()) || concernsAny(branch.otherwise());
    }
    if (statement instanceof ModelStatement.Define define) {
      VariableDeclaration variable = declared.get(define.symbol());
      if (variable == null) {
        return needed.contains(define.symbol()) && !(definesFromData && isNow(define.symbol()));
      }
      return needed.contains(define.symbol()) && isFromData(variable) == definesFromData;
    }
    if (statement instanceof ModelStatement.Accumulate sum) {
      Symbol symbol = sum.symbol();
      return needed.contains(symbol) && isFromData(declared(symbol)) == definesFromData;
    }
    if (definesFromData || purpose.isLocal()) return false;
    if (statement instanceof ModelStatement.Marginal marginal) {
      return purpose.likelihood()
          || (purpose.prior() && !purpose.pointwise() && marginal.prior().isPresent());
    }
    if (statement instanceof ModelStatement.Draw draw) {
      return draw.symbol().role() == Symbol.Role.LATENT || needed.contains(draw.symbol());
    }
    if (statement instanceof ModelStatement.Observe && purpose.generates()) return true;
    return purpose.likelihood()
        && !(statement instanceof ModelStatement.Factor && purpose.pointwise());
  }

  /** Locals alone are nothing to do. */
  private boolean concernsAny(List<ModelStatement> statements) {
    return statements.stream().anyMatch(s -> concerns(s) && !isLocal(s));
  }

  /** Whether a definition never changes; a simulation draws the data themselves. */
  private boolean isFromData(VariableDeclaration variable) {
    boolean changes = purpose.generates() && simulation.following().contains(variable.symbol());
    return Needs.isFromData(variable) && !changes;
  }

  private boolean isLocal(ModelStatement statement) {
    return statement instanceof ModelStatement.Define d && !declared.containsKey(d.symbol());
  }

  private void add(Value term) {
    if (rows != null) rows.added(term);
    else emitter.accumulate(target, term);
    if (trace != null) trace.added(term);
  }

  private void define(ModelStatement.Define define, Environment scope) {
    Symbol symbol = define.symbol();
    if (trace != null) trace.defined(define);
    if (!declared.containsKey(symbol) && isNow(symbol)) {
      scope.bind(symbol, local(define.value(), scope));
      return;
    }
    if (!declared.containsKey(symbol)) {
      // Only what this pass uses is computed, and where the definition stands.
      scope.bindLazily(symbol, new LazyView(emitter, () -> local(define.value(), scope)));
      return;
    }
    boolean wasAlone = depth == 0 && define.indices().isEmpty();
    View value = expressions.view(define.value(), scope);
    if (wasAlone) {
      variables.bindWhole(symbol, value, define.span());
    } else {
      variables.storeAt(symbol, variables.positions(symbol, define.indices(), scope), value);
    }
  }

  private VariableDeclaration declared(Symbol symbol) {
    return Objects.requireNonNull(declared.get(symbol));
  }

  private void accumulate(ModelStatement.Accumulate sum, Environment scope) {
    Symbol symbol = sum.symbol();
    Array array = variables.arrayOf(symbol);
    if (depth == 0) emitter.beginStores(array);
    Value at =
        expressions
            .sets()
            .linear(variables.extents(symbol), variables.positions(symbol, sum.indices(), scope));
    emitter.addTo(array, at, expressions.scalar(sum.value(), scope));
    if (depth == 0) emitter.endStores(array);
  }

  /** Sums begin at zero: arrays of the prelude are made so, others are used again and again. */
  private void beginSums(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        beginSums(loop.body());
      } else if (statement instanceof ModelStatement.If branch) {
        beginSums(branch.then());
        beginSums(branch.otherwise());
      } else if (statement instanceof ModelStatement.Accumulate sum && concerns(sum)) {
        Array array = variables.arrayOf(sum.symbol());
        if (!begun.add(array)) continue;
        boolean isReal = array.kind() == Kind.REAL;
        emitter.fill(array, isReal ? emitter.real(0) : emitter.integer(0));
      }
    }
  }

  /** What was summed or integrated out; without a likelihood, what is left of it. */
  private void marginal(ModelStatement.Marginal marginal, Environment scope) {
    if (!purpose.likelihood()) {
      add(expressions.scalar(marginal.prior().orElseThrow(), scope));
      return;
    }
    Value value = expressions.scalar(marginal.value(), scope);
    boolean isLikelihoodOnly = !purpose.prior() || purpose.pointwise();
    if (isLikelihoodOnly && marginal.prior().isPresent()) {
      Value prior = expressions.scalar(marginal.prior().get(), scope);
      value = emitter.op(Operation.SUB, value, prior);
    }
    if (purpose.pointwise() && output != null) observed(value);
    else add(value);
  }

  /** Whether what a local reads changes with the statements, so that it cannot wait for its use. */
  private boolean isNow(Symbol local) {
    return purpose.generates() && simulation.following().contains(local);
  }

  private View local(Expr value, Environment scope) {
    return expressions.storage().evaluated(expressions.view(value, scope));
  }

  private void draw(ModelStatement.Draw draw, Environment scope) {
    if (draw.symbol().role() == Symbol.Role.LATENT) {
      latents.draw(draw, scope, depth == 0, this::add);
      return;
    }
    View value = expressions.distributions().sample(draw.distribution(), scope);
    if (depth == 0 && draw.indices().isEmpty()) {
      variables.bindWhole(draw.symbol(), value, draw.span());
    } else {
      variables.storeAt(
          draw.symbol(), variables.positions(draw.symbol(), draw.indices(), scope), value);
    }
  }

  private void observe(ModelStatement.Observe observe, Environment scope) {
    if (purpose.generates()) {
      if (observe.elements().isPresent()) data.write(observe, scope);
      else replicate(observe, scope);
      return;
    }
    DistributionLowering distributions = expressions.distributions();
    DistributionLowering.Bound bound = distributions.bind(observe.distribution(), scope);
    View point = local(observe.target(), scope);
    distributions.checkObserved(bound, observe.target(), point, scope);
    Value logDensity = distributions.logDensity(bound, point);
    if (!purpose.pointwise() || output == null) {
      add(logDensity);
    } else {
      observed(logDensity);
    }
  }

  /** Writes the log density of the next observation. */
  private void observed(Value logDensity) {
    Value at = emitter.get(observed);
    emitter.store(Objects.requireNonNull(output), at, logDensity);
    emitter.set(observed, emitter.op(Operation.INT_ADD, at, emitter.integer(1)));
  }

  /** What is computed cannot be written to: its draws are the first of the row. */
  private void replicate(ModelStatement.Observe observe, Environment scope) {
    View draw = expressions.distributions().sampleNumber(observe.distribution(), scope);
    emitter.loops(
        draw.extents(),
        positions -> {
          Value value = draw.at(positions);
          Value at = emitter.get(observed);
          Value real = value.kind() == Kind.REAL ? value : emitter.op(Operation.INT_TO_REAL, value);
          emitter.store(Objects.requireNonNull(output), at, real);
          emitter.set(observed, emitter.op(Operation.INT_ADD, at, emitter.integer(1)));
        });
  }

  private void loop(ModelStatement.For loop, Environment scope) {
    Extent extent = expressions.sets().extent(loop.binder().set(), scope);
    within(
        List.of(loop),
        () ->
            emitter.loop(
                extent.size(),
                position -> {
                  Environment inner = scope.nested();
                  Value member = emitter.op(Operation.INT_ADD, position, extent.first());
                  inner.bind(loop.binder().symbol(), expressions.constant(member));
                  binders.add(loop.binder());
                  run(loop.body(), inner);
                  binders.remove(binders.size() - 1);
                }));
  }

  private void branch(ModelStatement.If branch, Environment scope) {
    Value condition = expressions.scalar(branch.condition(), scope);
    within(
        List.of(branch),
        () ->
            emitter.conditional(
                condition,
                () -> run(branch.then(), scope.nested()),
                () -> run(branch.otherwise(), scope.nested())));
  }

  /** Runs a compound statement; what it defines is complete only after it. */
  private void within(List<ModelStatement> statements, Runnable action) {
    boolean outermost = depth == 0;
    List<Symbol> defined = outermost ? Needs.defined(statements) : List.of();
    List<Array> arrays = outermost ? variables.beginStores(defined, this::isStoredNow) : List.of();
    depth++;
    action.run();
    depth--;
    arrays.forEach(emitter::endStores);
  }

  private boolean isStoredNow(Symbol symbol) {
    VariableDeclaration variable = declared.get(symbol);
    if (variable == null) return false;
    if (symbol.role() == Symbol.Role.LATENT) return !definesFromData && latents.isStored(variable);
    return needed.contains(symbol) && isFromData(variable) == definesFromData;
  }
}
