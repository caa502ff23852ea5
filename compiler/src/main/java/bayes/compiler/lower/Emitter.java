package bayes.compiler.lower;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Procedure;
import bayes.compiler.program.Program;
import bayes.compiler.program.RandomOperation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the statements of one program. The blocks that are open form a stack of levels: 0 is the
 * prelude, 1 the body, deeper ones are loops and branches. A pure operation is put at the level of
 * its deepest operand, and once only: what does not change in a loop is computed before it, and
 * what depends on data alone in the prelude. Nothing leaves a branch of a conditional.
 */
final class Emitter {
  private static final int INNERMOST = Integer.MAX_VALUE;

  /** An open block. {@code index} and {@code size} if it is a loop's body. */
  private record Frame(
      List<Statement> statements,
      Map<Object, Value> known,
      boolean isBranch,
      @Nullable Value index,
      @Nullable Value size) {}

  private record Operated(Operation operation, List<Value> operands) {}

  private record Loaded(Array array, Value index) {}

  private final Frame prelude = new Frame(new ArrayList<>(), new HashMap<>(), false, null, null);
  private final Frame body = new Frame(new ArrayList<>(), new HashMap<>(), false, null, null);
  private List<Frame> frames = new ArrayList<>(List.of(prelude));

  private final List<Integer> levels = new ArrayList<>();
  private final List<Array> arrays = new ArrayList<>();
  private final Map<Array, Integer> arrayLevels = new HashMap<>();
  private final Map<Value, Value> loopSizes = new HashMap<>();
  private final Map<Value, Object> definitions = new HashMap<>();
  private final Integers integers = new Integers(this);
  private final Map<Program.Problem, Integer> problems = new LinkedHashMap<>();
  private final Map<Span, Integer> origins = new LinkedHashMap<>();
  private int registers;
  private int procedures;
  private @Nullable Span place;
  private @Nullable Span statement;
  private int origin = -1;

  // Places.

  /** From here on, statements go to the body. */
  void beginBody() {
    frames.add(body);
  }

  /** Whether statements go to the prelude now. */
  boolean inPrelude() {
    return frames.size() == 1 || frames.get(1) != body;
  }

  int level() {
    return frames.size() - 1;
  }

  /** The level at which a value is computed. */
  int level(Value value) {
    return levels.get(value.id());
  }

  /** The deepest of these levels; constants have level 0. */
  int level(List<Value> values) {
    int deepest = 0;
    for (Value value : values) deepest = Math.max(deepest, level(value));
    return deepest;
  }

  /** The innermost branch; nothing inside is moved out of it. */
  private int branchLevel() {
    for (int i = level(); i > 0; i--) if (frames.get(i).isBranch()) return i;
    return 0;
  }

  /** The level where what needs {@code level} is emitted now. */
  int placeFor(int level) {
    return Math.min(level(), Math.max(level, branchLevel()));
  }

  /** Runs {@code action} with its statements going to an outer level, or where that is allowed. */
  <T> T at(int outer, Supplier<T> action) {
    int place = placeFor(outer);
    if (place == level()) return action.get();
    List<Frame> all = frames;
    frames = new ArrayList<>(all.subList(0, place + 1));
    try {
      return action.get();
    } finally {
      frames = all;
    }
  }

  /** Runs {@code action} with its statements going to the prelude, even from inside of a branch. */
  <T> T inThePrelude(Supplier<T> action) {
    List<Frame> all = frames;
    frames = new ArrayList<>(List.of(prelude));
    try {
      return action.get();
    } finally {
      frames = all;
    }
  }

  /**
   * A value computed once more from other operands, if it is made of operations and of elements of
   * data alone.
   *
   * @param copies what stands for values, such as the indices of loops; receives what is copied
   */
  Optional<Value> copy(Value value, Map<Value, Value> copies) {
    Value known = copies.get(value);
    if (known != null) return Optional.of(known);
    if (level(value) == 0) return Optional.of(value);
    Object made = definitions.get(value);
    Optional<Value> copied = Optional.empty();
    if (made instanceof Operated operated) {
      List<Value> operands = new ArrayList<>();
      for (Value operand : operated.operands()) copy(operand, copies).ifPresent(operands::add);
      if (operands.size() == operated.operands().size()) {
        copied = Optional.of(op(operated.operation(), operands.toArray(Value[]::new)));
      }
    } else if (made instanceof Loaded loaded && isEarly(loaded.array())) {
      copied = copy(loaded.index(), copies).map(index -> load(loaded.array(), index));
    }
    copied.ifPresent(c -> copies.put(value, c));
    return copied;
  }

  private static boolean isEarly(Array array) {
    return array.role() == Array.Role.DATA || array.role() == Array.Role.CONSTANT;
  }

  void at(int outer, Runnable action) {
    at(
        outer,
        () -> {
          action.run();
          return true;
        });
  }

  /** The statements that follow come from this place of the model. */
  void origin(Span span) {
    place = span;
    origin = origins.computeIfAbsent(span, place -> origins.size());
  }

  /** The statements that follow come from this statement of the model. */
  void statement(Span span) {
    statement = span;
    origin(span);
  }

  /** The statement of the model that is being lowered. */
  Span statement() {
    return statement == null ? place() : statement;
  }

  /** The place of the model that is being lowered. */
  Span place() {
    if (place == null) throw new IllegalStateException("nothing is being lowered");
    return place;
  }

  private void append(Statement statement) {
    frames.get(level()).statements().add(statement);
  }

  private Value fresh(Kind kind, int level) {
    levels.add(level);
    return new Value(levels.size() - 1, kind);
  }

  // Values.

  Value real(double value) {
    return constant(value, Kind.REAL, target -> new Statement.RealConstant(target, value, -1));
  }

  Value integer(int value) {
    Value constant =
        constant(value, Kind.INT, target -> new Statement.IntConstant(target, value, -1));
    integers.isConstant(constant, value);
    return constant;
  }

  private Value constant(
      Object key, Kind kind, java.util.function.Function<Value, Statement> statement) {
    Value known = prelude.known().get(key);
    if (known != null) return known;
    Value target = fresh(kind, 0);
    prelude.statements().add(statement.apply(target));
    prelude.known().put(key, target);
    return target;
  }

  /** A pure operation, simplified if it is one of integers. */
  Value op(Operation operation, Value... operands) {
    Value simple = integers.simplify(operation, operands);
    return simple != null ? simple : emit(operation, List.of(operands));
  }

  /** The operation as it is. */
  Value emit(Operation operation, List<Value> operands) {
    return once(
        new Operated(operation, operands),
        level(operands),
        operation.result(),
        target -> new Statement.Define(target, operation, operands, origin));
  }

  /** An element of an array. */
  Value load(Array array, Value index) {
    return once(
        new Loaded(array, index),
        Math.max(level(index), level(array)),
        array.kind(),
        target -> new Statement.Load(target, array, index, origin));
  }

  /** An element as it is now, of an array that is added to. */
  Value loadNow(Array array, Value index) {
    Value target = fresh(array.kind(), level());
    append(new Statement.Load(target, array, index, origin));
    return target;
  }

  private Value once(
      Object key, int level, Kind kind, java.util.function.Function<Value, Statement> statement) {
    for (int i = level(); i >= 0; i--) {
      Value known = frames.get(i).known().get(key);
      if (known != null) return known;
    }
    // Sizes of arrays are computed in branches, too, and integer arithmetic costs next to nothing.
    boolean leaves = kind == Kind.INT && key instanceof Operated;
    int place = leaves ? Math.min(level(), level) : placeFor(level);
    Value target = fresh(kind, place);
    frames.get(place).statements().add(statement.apply(target));
    frames.get(place).known().put(key, target);
    definitions.put(target, key);
    return target;
  }

  Value draw(RandomOperation operation, List<Value> operands) {
    Value target = fresh(operation.result(), level());
    append(new Statement.Draw(target, operation, operands, origin));
    return target;
  }

  void call(
      Primitive primitive,
      List<Value> operands,
      List<Statement.Slice> inputs,
      List<Statement.Slice> outputs) {
    append(new Statement.Call(primitive, operands, inputs, outputs, origin));
  }

  /** A number for the next procedure of this program. */
  int nextProcedure() {
    return procedures++;
  }

  /** Whether a procedure finds a solution: {@code Solver.SOLVED}, or why not. */
  Value solve(Procedure procedure, Array sizes, Statement.Slice input, Statement.Slice output) {
    Value target = fresh(Kind.INT, level());
    append(new Statement.Solve(target, procedure, sizes, input, output, origin));
    return target;
  }

  /** The integer that a value is known to be, if it is a constant. */
  @Nullable Integer knownInteger(Value value) {
    return integers.constant(value);
  }

  /** Whether adding another such value cannot overflow: loop indices and small constants. */
  boolean isSmall(Value value) {
    return integers.isSmall(value);
  }

  // Arrays and registers.

  Array array(Kind kind, Array.Role role, String hint) {
    Array array = new Array(arrays.size(), kind, role, hint);
    arrays.add(array);
    arrayLevels.put(array, isEarly(array) ? 0 : 1);
    return array;
  }

  /** An array of the given length, which is of level 0. */
  Array allocate(Kind kind, Array.Role role, String hint, Value length) {
    if (level(length) != 0) throw new IllegalArgumentException("length of " + hint);
    Array array = array(kind, role, hint);
    prelude.statements().add(new Statement.Allocate(array, length, origin));
    return array;
  }

  /** The level from which on an array's elements may be read. */
  int level(Array array) {
    int level = arrayLevels.getOrDefault(array, 0);
    return Math.min(level, level());
  }

  /** While its elements are being stored, nothing that reads the array may move. */
  void beginStores(Array array) {
    arrayLevels.put(array, INNERMOST);
  }

  /** All elements are stored, for what follows at this level. */
  void endStores(Array array) {
    arrayLevels.put(array, level());
  }

  void store(Array array, Value index, Value value) {
    append(new Statement.Store(array, index, value, origin));
  }

  void addTo(Array array, Value index, Value value) {
    append(new Statement.AddTo(array, index, value, origin));
  }

  void fill(Array array, Value value) {
    append(new Statement.Fill(array, value, origin));
  }

  Register register(Kind kind) {
    return new Register(registers++, kind, false);
  }

  /** A register that may be set anywhere and carries no derivative. */
  Register constantRegister(Kind kind) {
    return new Register(registers++, kind, true);
  }

  void set(Register register, Value value) {
    append(new Statement.Set(register, value, origin));
  }

  void accumulate(Register register, Value value) {
    append(new Statement.Accumulate(register, value, origin));
  }

  Value get(Register register) {
    Value target = fresh(register.kind(), level());
    append(new Statement.Get(target, register, origin));
    return target;
  }

  // Structure.

  /** A loop over the positions 0 to size - 1. */
  void loop(Value size, Consumer<Value> body) {
    int start = origin;
    Value zero = integer(0);
    Value index = fresh(Kind.INT, level() + 1);
    loopSizes.put(index, size);
    Frame frame = new Frame(new ArrayList<>(), new HashMap<>(), false, index, size);
    within(frame, () -> body.accept(index));
    if (frame.statements().isEmpty()) return;
    append(new Statement.Loop(index, zero, size, false, new Block(frame.statements()), start));
  }

  /** Nested loops over all positions of a shape. */
  void loops(List<Extent> extents, Consumer<List<Value>> body) {
    loops(extents, List.of(), body);
  }

  private void loops(List<Extent> extents, List<Value> outer, Consumer<List<Value>> body) {
    if (extents.isEmpty()) {
      body.accept(outer);
      return;
    }
    loop(
        extents.get(0).size(),
        index -> {
          List<Value> positions = new ArrayList<>(outer);
          positions.add(index);
          loops(extents.subList(1, extents.size()), positions, body);
        });
  }

  void conditional(Value condition, Runnable then, Runnable otherwise) {
    int start = origin;
    Frame first = branch();
    within(first, then);
    Frame second = branch();
    within(second, otherwise);
    if (first.statements().isEmpty() && second.statements().isEmpty()) return;
    append(
        new Statement.If(
            condition,
            new Block(first.statements()),
            new Block(second.statements()),
            List.of(),
            start));
  }

  /** A conditional for its value; only the branch that is taken is evaluated. */
  Value choose(Value condition, Supplier<Value> then, Supplier<Value> otherwise) {
    int start = origin;
    Frame first = branch();
    Value fromThen = within(first, then);
    Frame second = branch();
    Value fromElse = within(second, otherwise);
    Value target = fresh(fromThen.kind(), level());
    append(
        new Statement.If(
            condition,
            new Block(first.statements()),
            new Block(second.statements()),
            List.of(new Statement.Result(target, fromThen, fromElse)),
            start));
    return target;
  }

  private static Frame branch() {
    return new Frame(new ArrayList<>(), new HashMap<>(), true, null, null);
  }

  private void within(Frame frame, Runnable action) {
    within(
        frame,
        () -> {
          action.run();
          return true;
        });
  }

  private <T> T within(Frame frame, Supplier<T> action) {
    List<Frame> outer = frames;
    frames = new ArrayList<>(outer);
    frames.add(frame);
    try {
      return action.get();
    } finally {
      frames = outer;
    }
  }

  /** The size of the loop whose index this is. */
  @Nullable Value loopSize(Value index) {
    return loopSizes.get(index);
  }

  /** The loops that are open here, outermost first, as index and size. */
  List<Map.Entry<Value, Value>> openLoops() {
    List<Map.Entry<Value, Value>> loops = new ArrayList<>();
    for (Frame frame : frames) {
      Value index = frame.index();
      Value size = frame.size();
      if (index != null && size != null) loops.add(Map.entry(index, size));
    }
    return loops;
  }

  /** Rejects the evaluation unless the condition holds; checked as early as it can be. */
  void check(Value condition, String code, String message, Span span, Value... arguments) {
    Integer known = knownInteger(condition);
    if (known != null && known != 0) return;
    check(
        condition, new Program.Problem(code, message, span, Optional.empty()), List.of(arguments));
  }

  /** Checks what {@code element} of the data is to blame for; it goes after the arguments. */
  void check(
      Value condition,
      String code,
      String message,
      Span span,
      Optional<DataElement> element,
      Value... arguments) {
    Integer known = knownInteger(condition);
    if (known != null && known != 0) return;
    List<Value> values = new ArrayList<>(List.of(arguments));
    int first = values.size();
    element.ifPresent(e -> values.addAll(e.positions()));
    Optional<Program.Element> place = element.map(e -> new Program.Element(e.array().id(), first));
    check(condition, new Program.Problem(code, message, span, place), values);
  }

  private void check(Value condition, Program.Problem problem, List<Value> values) {
    int number = problems.computeIfAbsent(problem, p -> problems.size());
    int place = placeFor(Math.max(level(condition), level(values)));
    List<Object> key = List.of("check", condition, number);
    for (int i = level(); i >= 0; i--) if (frames.get(i).known().containsKey(key)) return;
    frames.get(place).known().put(key, condition);
    frames.get(place).statements().add(new Statement.Check(condition, number, values, origin));
  }

  /** The program that was made. */
  Program finish(String name, @Nullable Value result) {
    return new Program(
        name,
        arrays,
        new Block(prelude.statements()),
        new Block(body.statements()),
        result,
        List.copyOf(problems.keySet()),
        List.copyOf(origins.keySet()));
  }
}
