package bayes.compiler.interpret;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import bayes.compiler.program.Register;
import bayes.compiler.program.Rejection;
import bayes.compiler.program.Solvers;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program statement by statement. It is slow and has no cleverness: compiled code must give
 * the same results to the last bit.
 */
public final class Interpreter implements ProgramInstance {
  private final Program program;
  private final Map<Array, double[]> realArrays;
  private final Map<Array, int[]> intArrays;
  private final Map<Register, Double> realRegisters = new HashMap<>();
  private final Map<Register, Integer> intRegisters = new HashMap<>();
  private final PrimitiveMethods methods = new PrimitiveMethods();
  private final double[] reals;
  private final int[] ints;
  private final Solvers solvers;
  private @Nullable RandomGenerator random;
  private @Nullable Rejection rejection;

  /** An instance without data. */
  public Interpreter(Program program) {
    this.program = program;
    realArrays = new HashMap<>();
    intArrays = new HashMap<>();
    int values = 1 + Math.max(largest(program.prelude()), largest(program.body()));
    reals = new double[values];
    ints = new int[values];
    solvers = new Solvers(program, Interpreter::new);
  }

  private Interpreter(Interpreter other) {
    program = other.program;
    realArrays = new HashMap<>(other.realArrays);
    intArrays = new HashMap<>(other.intArrays);
    realArrays.replaceAll((array, of) -> isWorkspace(array) ? of.clone() : of);
    intArrays.replaceAll((array, of) -> isWorkspace(array) ? of.clone() : of);
    reals = other.reals.clone();
    ints = other.ints.clone();
    solvers = other.solvers.fork();
  }

  private static boolean isWorkspace(Array array) {
    return array.role() == Array.Role.WORKSPACE;
  }

  private static int largest(Block block) {
    int largest = -1;
    for (Statement statement : block.statements()) {
      for (Value value : statement.defined()) largest = Math.max(largest, value.id());
      if (statement instanceof Statement.Loop loop) largest = Math.max(largest, loop.index().id());
      for (Block nested : statement.blocks()) largest = Math.max(largest, largest(nested));
    }
    return largest;
  }

  @Override
  public void set(Array array, double[] elements) {
    realArrays.put(array, elements);
  }

  @Override
  public void set(Array array, int[] elements) {
    intArrays.put(array, elements);
  }

  @Override
  public Optional<Rejection> prelude() {
    rejection = null;
    run(program.prelude());
    return rejection();
  }

  @Override
  public double evaluate(double[] position, double[] output, @Nullable RandomGenerator generator) {
    for (Array array : program.arrays()) {
      if (array.role() == Array.Role.POSITION) realArrays.put(array, position);
      if (array.role() == Array.Role.OUTPUT) realArrays.put(array, output);
    }
    random = generator;
    rejection = null;
    if (!run(program.body())) return Double.NEGATIVE_INFINITY;
    Value result = program.result();
    return result == null ? 0 : reals[result.id()];
  }

  @Override
  public Optional<Rejection> rejection() {
    return Optional.ofNullable(rejection);
  }

  @Override
  public Interpreter fork() {
    return new Interpreter(this);
  }

  /** The elements of an array as they are now, for tests and debugging. */
  public double[] reals(Array array) {
    return required(realArrays.get(array), array);
  }

  /** The elements of an array as they are now, for tests and debugging. */
  public int[] ints(Array array) {
    return required(intArrays.get(array), array);
  }

  private static <T> T required(@Nullable T elements, Array array) {
    if (elements == null) throw new IllegalStateException("array " + array + " has no elements");
    return elements;
  }

  /** Returns false as soon as a check fails. */
  private boolean run(Block block) {
    for (Statement statement : block.statements()) {
      if (!run(statement)) return false;
    }
    return true;
  }

  private boolean run(Statement statement) {
    if (statement instanceof Statement.Check s) return check(s);
    if (statement instanceof Statement.Loop s) return loop(s);
    if (statement instanceof Statement.If s) return conditional(s);
    if (statement instanceof Statement.Define s) {
      define(s);
    } else if (statement instanceof Statement.RealConstant s) {
      reals[s.target().id()] = s.value();
    } else if (statement instanceof Statement.IntConstant s) {
      ints[s.target().id()] = s.value();
    } else if (statement instanceof Statement.Load s) {
      load(s);
    } else if (statement instanceof Statement.Length s) {
      ints[s.target().id()] = length(s.array());
    } else if (statement instanceof Statement.Store s) {
      store(s.array(), integer(s.index()), s.value());
    } else if (statement instanceof Statement.AddTo s) {
      addTo(s);
    } else if (statement instanceof Statement.Fill s) {
      for (int i = 0; i < length(s.array()); i++) store(s.array(), i, s.value());
    } else if (statement instanceof Statement.Allocate s) {
      allocate(s);
    } else if (statement instanceof Statement.Set s) {
      if (isReal(s.value())) realRegisters.put(s.register(), real(s.value()));
      else intRegisters.put(s.register(), integer(s.value()));
    } else if (statement instanceof Statement.Accumulate s) {
      if (isReal(s.value())) realRegisters.merge(s.register(), real(s.value()), Double::sum);
      else intRegisters.merge(s.register(), integer(s.value()), Integer::sum);
    } else if (statement instanceof Statement.Get s) {
      get(s);
    } else if (statement instanceof Statement.Draw s) {
      draw(s);
    } else if (statement instanceof Statement.Call s) {
      call(s);
    } else if (statement instanceof Statement.Solve s) {
      ints[s.target().id()] =
          solvers.solve(
              s.procedure().number(),
              ints(s.sizes()),
              reals(s.input().array()),
              integer(s.input().offset()),
              integer(s.input().length()),
              reals(s.output().array()),
              integer(s.output().offset()));
    } else if (statement instanceof Statement.Pullback s) {
      solvers.pullback(
          s.procedure().number(),
          ints(s.sizes()),
          reals(s.input().array()),
          integer(s.input().offset()),
          integer(s.input().length()),
          reals(s.outputAdjoint().array()),
          integer(s.outputAdjoint().offset()),
          reals(s.inputAdjoint().array()),
          integer(s.inputAdjoint().offset()));
    }
    return true;
  }

  private static boolean isReal(Value value) {
    return value.kind() == Kind.REAL;
  }

  private double real(Value value) {
    return reals[value.id()];
  }

  private int integer(Value value) {
    return ints[value.id()];
  }

  /** The operand at a position as a double, whatever its kind; 0 if there is none. */
  private double real(List<Value> operands, int position) {
    if (position >= operands.size()) return 0;
    Value operand = operands.get(position);
    return isReal(operand) ? real(operand) : integer(operand);
  }

  private int integer(List<Value> operands, int position) {
    if (position >= operands.size() || isReal(operands.get(position))) return 0;
    return integer(operands.get(position));
  }

  private void define(Statement.Define s) {
    Operation operation = s.operation();
    List<Value> operands = s.operands();
    int target = s.target().id();
    if (operation == Operation.INT_TO_REAL) {
      reals[target] = integer(operands.get(0));
    } else if (operation == Operation.SELECT) {
      reals[target] = real(operands.get(integer(operands.get(0)) != 0 ? 1 : 2));
    } else if (isReal(s.target())) {
      reals[target] =
          Scalars.ofReals(operation, real(operands, 0), real(operands, 1), real(operands, 2));
    } else if (isReal(operands.get(0))) {
      ints[target] = Scalars.ofRealsToInt(operation, real(operands, 0), real(operands, 1));
    } else {
      ints[target] =
          Scalars.ofInts(
              operation, integer(operands, 0), integer(operands, 1), integer(operands, 2));
    }
  }

  private void load(Statement.Load s) {
    int index = integer(s.index());
    if (isReal(s.target())) reals[s.target().id()] = reals(s.array())[index];
    else ints[s.target().id()] = ints(s.array())[index];
  }

  private int length(Array array) {
    return array.kind() == Kind.REAL ? reals(array).length : ints(array).length;
  }

  private void store(Array array, int index, Value value) {
    if (isReal(value)) reals(array)[index] = real(value);
    else ints(array)[index] = integer(value);
  }

  private void addTo(Statement.AddTo s) {
    int index = integer(s.index());
    if (isReal(s.value())) reals(s.array())[index] += real(s.value());
    else ints(s.array())[index] += integer(s.value());
  }

  private void allocate(Statement.Allocate s) {
    int length = integer(s.length());
    if (s.array().kind() == Kind.REAL) realArrays.put(s.array(), new double[length]);
    else intArrays.put(s.array(), new int[length]);
  }

  private void get(Statement.Get s) {
    if (isReal(s.target())) {
      reals[s.target().id()] = realRegisters.getOrDefault(s.register(), Double.NaN);
    } else {
      ints[s.target().id()] = intRegisters.getOrDefault(s.register(), 0);
    }
  }

  private boolean loop(Statement.Loop loop) {
    int from = integer(loop.from());
    int to = integer(loop.to());
    boolean running = true;
    for (int i = 0; running && from + i < to; i++) {
      ints[loop.index().id()] = loop.backward() ? to - 1 - i : from + i;
      running = run(loop.body());
    }
    return running;
  }

  private boolean conditional(Statement.If s) {
    boolean holds = integer(s.condition()) != 0;
    if (!run(holds ? s.then() : s.otherwise())) return false;
    for (Statement.Result result : s.results()) {
      Value source = holds ? result.fromThen() : result.fromElse();
      if (isReal(source)) reals[result.target().id()] = real(source);
      else ints[result.target().id()] = integer(source);
    }
    return true;
  }

  private boolean check(Statement.Check s) {
    if (integer(s.condition()) != 0) return true;
    List<Number> arguments =
        s.arguments().stream().<Number>map(v -> isReal(v) ? (Number) real(v) : integer(v)).toList();
    Program.Problem problem = program.problems().get(s.problem());
    rejection = solvers.explain(new Rejection(problem, arguments));
    return false;
  }

  private RandomGenerator random() {
    if (random == null) throw new IllegalStateException("random numbers without a generator");
    return random;
  }

  private void draw(Statement.Draw s) {
    List<Value> operands = s.operands();
    if (isReal(s.target())) {
      reals[s.target().id()] =
          Randomness.real(
              s.operation(), random(), real(operands, 0), real(operands, 1), real(operands, 2));
    } else {
      ints[s.target().id()] =
          Randomness.integer(
              s.operation(),
              random(),
              integer(operands, 0),
              real(operands, 0),
              real(operands, 1),
              real(operands, 2));
    }
  }

  private void call(Statement.Call s) {
    Primitive primitive = s.primitive();
    List<Object> arguments = new ArrayList<>();
    if (primitive.isRandom()) arguments.add(random());
    for (Value operand : s.operands()) {
      if (isReal(operand)) arguments.add(reals[operand.id()]);
      else arguments.add(ints[operand.id()]);
    }
    for (Statement.Slice input : s.inputs()) {
      slice(input, arguments);
      if (primitive.takesLengths()) arguments.add(integer(input.length()));
    }
    int taken = primitive.outputArguments().size();
    s.outputs().subList(0, taken).forEach(output -> slice(output, arguments));
    Object element = methods.call(primitive, arguments);
    if (!primitive.returnsElement()) return;
    Statement.Slice last = s.outputs().get(taken);
    int at = integer(last.offset());
    if (element instanceof Double real) reals(last.array())[at] = real;
    else ints(last.array())[at] = (int) element;
  }

  private void slice(Statement.Slice slice, List<Object> arguments) {
    arguments.add(slice.array().kind() == Kind.REAL ? reals(slice.array()) : ints(slice.array()));
    arguments.add(integer(slice.offset()));
  }
}
