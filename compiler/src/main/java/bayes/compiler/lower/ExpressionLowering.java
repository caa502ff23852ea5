package bayes.compiler.lower;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Intervals;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Expressions as views. */
final class ExpressionLowering {
  private final SourceText source;
  private final Emitter emitter;
  private final IndexSets sets;
  private final Environment model;
  private final InputArrays inputs;
  private final Intervals intervals;
  private final Map<Symbol, VariableDeclaration> variables;
  private final Captures.@Nullable Inside inside;
  private final Operators operators;
  private final Storage storage;
  private final ConditionalLowering conditionals;
  private final IndexLowering indices;
  private final ReductionLowering reductions;
  private final ArrayLowering arrays;
  private final MatrixLowering matrices;
  private final MatrixFunctionLowering matrixFunctions;
  private final SolverLowering solvers;
  private final DistributionLowering distributions;
  private final DataElements elements;

  ExpressionLowering(
      SourceText source,
      Emitter emitter,
      Environment model,
      InputArrays inputs,
      Intervals intervals,
      Map<Symbol, VariableDeclaration> variables) {
    this(source, emitter, model, inputs, intervals, variables, null);
  }

  private ExpressionLowering(
      SourceText source,
      Emitter emitter,
      Environment model,
      InputArrays inputs,
      Intervals intervals,
      Map<Symbol, VariableDeclaration> variables,
      Captures.@Nullable Inside inside) {
    this.source = source;
    this.emitter = emitter;
    this.model = model;
    this.inputs = inputs;
    this.intervals = intervals;
    this.variables = variables;
    this.inside = inside;
    this.sets = new IndexSets(emitter, this, model, inputs, inside);
    this.elements = new DataElements(this, model, inputs);
    this.operators = new Operators(emitter);
    this.storage = new Storage(emitter, sets);
    this.conditionals = new ConditionalLowering(emitter, this);
    this.indices = new IndexLowering(emitter, this);
    this.reductions = new ReductionLowering(emitter, this);
    this.arrays = new ArrayLowering(emitter, this);
    this.matrices = new MatrixLowering(emitter, this);
    this.matrixFunctions = new MatrixFunctionLowering(source, emitter, this);
    this.solvers = new SolverLowering(emitter, this);
    this.distributions =
        new DistributionLowering(
            emitter, this, new SupportChecks(emitter, this, intervals, variables));
  }

  /** The lowering of expressions in a function that a solver calls, to a program of its own. */
  ExpressionLowering within(Captures.Inside function) {
    return new ExpressionLowering(
        source, function.emitter(), model, inputs, intervals, variables, function);
  }

  IndexSets sets() {
    return sets;
  }

  DataElements elements() {
    return elements;
  }

  Storage storage() {
    return storage;
  }

  IndexLowering indices() {
    return indices;
  }

  ReductionLowering reductions() {
    return reductions;
  }

  DistributionLowering distributions() {
    return distributions;
  }

  /** The value of a scalar expression. */
  Value scalar(Expr expr, Environment environment) {
    return view(expr, environment).scalar();
  }

  View view(Expr expr, Environment environment) {
    if (expr.span().source() == source) emitter.origin(expr.span());
    if (expr instanceof Expr.IntConstant e) return constant(emitter.integer(e.value()));
    if (expr instanceof Expr.RealConstant e) return constant(emitter.real(e.value()));
    if (expr instanceof Expr.BoolConstant e) return constant(emitter.integer(e.value() ? 1 : 0));
    if (expr instanceof Expr.MemberConstant e) return constant(member(e));
    if (expr instanceof Expr.Variable e) return variable(e, environment);
    if (expr instanceof Expr.Size e) return constant(sets.extent(e.set(), environment).size());
    if (expr instanceof Expr.Apply e) return apply(e, environment);
    if (expr instanceof Expr.Conditional e) return conditionals.view(e, environment);
    if (expr instanceof Expr.Convert e) return convert(e, environment);
    if (expr instanceof Expr.Position e) return position(e, environment);
    if (expr instanceof Expr.Index e) return indices.index(e, environment);
    if (expr instanceof Expr.Comprehension e) return indices.comprehension(e, environment);
    if (expr instanceof Expr.ArrayLiteral e) return indices.literal(e, environment);
    if (expr instanceof Expr.Reduce e) return reductions.reduce(e, environment);
    if (expr instanceof Expr.MatrixMultiply e) return matrices.multiply(e, environment);
    if (expr instanceof Expr.Transpose e) return matrices.transpose(e, environment);
    if (expr instanceof Expr.VectorFunction e) return reductions.vector(e, environment);
    if (expr instanceof Expr.MatrixFunction e) return matrixFunctions.lower(e, environment);
    if (expr instanceof Expr.ArrayFunction e) return arrays.view(e, environment);
    if (expr instanceof Expr.Solve e) return solvers.lower(e, environment);
    if (expr instanceof Expr.CallFunction e) return call(e, environment);
    if (expr instanceof Expr.LetIn e) return letIn(e, environment);
    if (expr instanceof Expr.Tuple e) {
      return View.tuple(e.elements().stream().map(element -> view(element, environment)).toList());
    }
    if (expr instanceof Expr.Part e) return view(e.tuple(), environment).parts().get(e.index());
    if (expr instanceof Expr.LogDensity e) {
      return constant(distributions.logDensityOf(e, environment));
    }
    if (expr instanceof Expr.RandomDraw e) {
      return distributions.sample(e.distribution(), environment);
    }
    if (expr instanceof Expr.OfDistribution e) return constant(distributions.value(e, environment));
    if (expr instanceof Expr.OfComponent e) return distributions.component(e, environment);
    if (expr instanceof Expr.RandomInverse) {
      throw new IllegalStateException("a draw by inversion is the whole of a sampler");
    }
    return distributions.primitive((Expr.RandomPrimitive) expr, environment);
  }

  /** The deepest level that evaluating the expression, or an element of it, may need. */
  int level(Expr expr, Environment environment) {
    if (Randomness.isIn(expr)) return emitter.level();
    return level(FreeSymbols.of(expr), environment);
  }

  /** The deepest level that the arguments of a distribution may need. */
  int level(DistributionCall call, Environment environment) {
    return level(FreeSymbols.of(call), environment);
  }

  private int level(Set<Symbol> symbols, Environment environment) {
    int level = 0;
    for (Symbol symbol : symbols) {
      ComponentView component = environment.findComponent(symbol);
      if (component != null) level = Math.max(level, component.level());
      View view = environment.find(symbol);
      if (view != null) level = Math.max(level, view.level());
      Extent extent = environment.findDimension(symbol);
      if (extent != null) level = Math.max(level, emitter.level(extent.size()));
    }
    return level;
  }

  View constant(Value value) {
    return View.scalar(value, emitter.level(value));
  }

  Value member(Expr.MemberConstant constant) {
    if (inside != null) return inside.member(constant);
    if (constant.set().definition() instanceof IndexSet.Definition.Named named) {
      return emitter.integer(named.members().indexOf(constant.label()) + 1);
    }
    if (constant.set().definition() instanceof IndexSet.Definition.Chosen) {
      return emitter.integer(1);
    }
    return emitter.load(inputs.memberOf(constant.set(), constant.label()), emitter.integer(0));
  }

  private View variable(Expr.Variable variable, Environment environment) {
    Symbol symbol = variable.symbol();
    View view = environment.find(symbol);
    if (view != null) return view;
    // A dimension under its name stands for its size.
    Extent extent = environment.findDimension(symbol);
    if (extent != null) return constant(extent.size());
    throw new IllegalStateException("unbound variable " + symbol + " #" + symbol.id());
  }

  private View apply(Expr.Apply apply, Environment environment) {
    List<View> operands = new ArrayList<>();
    for (Expr operand : apply.operands()) operands.add(view(operand, environment));
    return elementwise(
        operands,
        kind(apply.type()),
        apply.span(),
        values -> operators.apply(apply.function(), values, apply.span()));
  }

  /** What a function of elements needs to know. */
  interface OfElements {
    Value apply(List<Value> elements);
  }

  /** A function of the elements at the same position; scalars broadcast. */
  View elementwise(List<View> operands, Kind kind, Span span, OfElements function) {
    Optional<View> shaped = operands.stream().filter(v -> !v.isScalar()).findFirst();
    if (shaped.isEmpty()) {
      return constant(function.apply(operands.stream().map(View::scalar).toList()));
    }
    List<Extent> extents = shaped.get().extents();
    int level = 0;
    for (View operand : operands) {
      level = Math.max(level, operand.level());
      for (int d = 0; !operand.isScalar() && d < extents.size(); d++) {
        sets.checkEqual(extents.get(d), operand.extents().get(d), span);
      }
    }
    return new View(
        kind,
        extents,
        level,
        false,
        positions -> {
          List<Value> elements = new ArrayList<>();
          for (View operand : operands) {
            elements.add(operand.isScalar() ? operand.scalar() : operand.at(positions));
          }
          return function.apply(elements);
        });
  }

  private View convert(Expr.Convert convert, Environment environment) {
    View operand = view(convert.operand(), environment);
    Type from = convert.operand().type().element();
    Type to = convert.type().element();
    if (to instanceof Type.Real) {
      if (operand.kind() == Kind.REAL) return operand;
      return elementwise(
          List.of(operand),
          Kind.REAL,
          convert.span(),
          values -> emitter.op(Operation.INT_TO_REAL, values.get(0)));
    }
    if (to instanceof Type.Member member && !(from instanceof Type.Member)) {
      Extent extent = sets.extent(member.set(), environment);
      return elementwise(
          List.of(operand),
          Kind.INT,
          convert.span(),
          values -> {
            sets.position(
                values.get(0),
                extent,
                false,
                convert.span(),
                () -> elements.of(convert.operand(), environment, List.of()));
            return values.get(0);
          });
    }
    if (to instanceof Type.Bool && !(from instanceof Type.Bool)) {
      return elementwise(
          List.of(operand),
          Kind.INT,
          convert.span(),
          values -> {
            Value isBit =
                emitter.op(
                    Operation.OR,
                    emitter.op(Operation.INT_EQ, values.get(0), emitter.integer(0)),
                    emitter.op(Operation.INT_EQ, values.get(0), emitter.integer(1)));
            emitter.check(
                isBit, "D0306", "{0} is not a truth value", convert.span(), values.get(0));
            return values.get(0);
          });
    }
    return operand;
  }

  private View position(Expr.Position position, Environment environment) {
    View member = view(position.member(), environment);
    Type type = position.member().type().element();
    if (!(type instanceof Type.Member of)) return member;
    IndexSet root = of.set();
    while (root instanceof IndexSet.Part part) root = part.whole();
    Extent extent = sets.extent(root, environment);
    return elementwise(
        List.of(member),
        Kind.INT,
        position.span(),
        values ->
            emitter.op(
                Operation.INT_ADD,
                emitter.op(Operation.INT_SUB, values.get(0), extent.first()),
                emitter.integer(1)));
  }

  private View call(Expr.CallFunction call, Environment environment) {
    Environment inner = Environment.root();
    List<Symbol> parameters = call.function().parameters();
    Dimensions dimensions = new Dimensions(call.function().dimensions());
    for (int i = 0; i < parameters.size(); i++) {
      View argument = view(call.arguments().get(i), environment);
      if (!argument.isScalar() && !argument.stored()) argument = storage.materialise(argument);
      dimensions.bind(parameters.get(i).type(), argument, inner, sets, call.span());
      inner.bind(parameters.get(i), argument);
    }
    return view(call.function().body(), inner);
  }

  private View letIn(Expr.LetIn let, Environment environment) {
    View value = storage.evaluated(view(let.value(), environment));
    Environment inner = environment.nested();
    inner.bind(let.symbol(), value);
    return view(let.body(), inner);
  }

  static Kind kind(Type type) {
    return type.element() instanceof Type.Real ? Kind.REAL : Kind.INT;
  }
}
