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

  private final OpenBlocks blocks = new OpenBlocks();
  private final Origins origins = new Origins();
  private final Recomputation recomputation = new Recomputation(this);
  private final Checks checks = new Checks(this);
  private final List<Integer> levels = new ArrayList<>();
  private final List<Array> arrays = new ArrayList<>();
  private final Map<Array, Integer> arrayLevels = new HashMap<>();
  private final Map<Value, Value> loopSizes = new HashMap<>();
  private final Integers integers = new Integers(this);
  private int registers;
  private int procedures;

  // Places.

  OpenBlocks blocks() {
    return blocks;
  }

  Origins origins() {
    return origins;
  }

  Recomputation recomputation() {
    return recomputation;
  }

  /** From here on, statements go to the body. */
  void beginBody() {
    blocks.beginBody();
  }

  /** Whether statements go to the prelude now. */
  boolean inPrelude() {
    return blocks.inPrelude();
  }

  int level() {
    return blocks.level();
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

  /** The level where what needs {@code level} is emitted now. */
  int placeFor(int level) {
    return blocks.placeFor(level);
  }

  /** Runs {@code action} with its statements going to an outer level, or where that is allowed. */
  <T> T at(int outer, Supplier<T> action) {
    return blocks.at(outer, action);
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
    origins.place(span);
  }

  /** The statements that follow come from this statement of the model. */
  void statement(Span span) {
    origins.statement(span);
  }

  /** The statement of the model that is being lowered. */
  Span statement() {
    return origins.statement();
  }

  /** The place of the model that is being lowered. */
  Span place() {
    return origins.place();
  }

  private void append(Statement statement) {
    blocks.append(statement);
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
    OpenBlocks.Frame prelude = blocks.prelude();
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
        new Recomputation.Operated(operation, operands),
        level(operands),
        operation.result(),
        target -> new Statement.Define(target, operation, operands, origins.number()));
  }

  /** An element of an array. */
  Value load(Array array, Value index) {
    return once(
        new Recomputation.Loaded(array, index),
        Math.max(level(index), level(array)),
        array.kind(),
        target -> new Statement.Load(target, array, index, origins.number()));
  }

  /** An element as it is now, of an array that is added to. */
  Value loadNow(Array array, Value index) {
    Value target = fresh(array.kind(), level());
    append(new Statement.Load(target, array, index, origins.number()));
    return target;
  }

  private Value once(
      Object key, int level, Kind kind, java.util.function.Function<Value, Statement> statement) {
    Value known = blocks.known(key);
    if (known != null) return known;
    // Sizes of arrays are computed in branches, too, and integer arithmetic costs next to nothing.
    boolean leaves = kind == Kind.INT && key instanceof Recomputation.Operated;
    int place = leaves ? Math.min(level(), level) : placeFor(level);
    Value target = fresh(kind, place);
    blocks.append(place, statement.apply(target), key, target);
    recomputation.made(target, key);
    return target;
  }

  Value draw(RandomOperation operation, List<Value> operands) {
    Value target = fresh(operation.result(), level());
    append(new Statement.Draw(target, operation, operands, origins.number()));
    return target;
  }

  void call(
      Primitive primitive,
      List<Value> operands,
      List<Statement.Slice> inputs,
      List<Statement.Slice> outputs) {
    append(new Statement.Call(primitive, operands, inputs, outputs, origins.number()));
  }

  /** A number for the next procedure of this program. */
  int nextProcedure() {
    return procedures++;
  }

  /** Whether a procedure finds a solution: {@code Solver.SOLVED}, or why not. */
  Value solve(Procedure procedure, Array sizes, Statement.Slice input, Statement.Slice output) {
    Value target = fresh(Kind.INT, level());
    append(new Statement.Solve(target, procedure, sizes, input, output, origins.number()));
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
    arrayLevels.put(array, Recomputation.isEarly(array) ? 0 : 1);
    return array;
  }

  /** An array of the given length, which is of level 0. */
  Array allocate(Kind kind, Array.Role role, String hint, Value length) {
    if (level(length) != 0) throw new IllegalArgumentException("length of " + hint);
    Array array = array(kind, role, hint);
    blocks.prelude().statements().add(new Statement.Allocate(array, length, origins.number()));
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
    append(new Statement.Store(array, index, value, origins.number()));
  }

  void addTo(Array array, Value index, Value value) {
    append(new Statement.AddTo(array, index, value, origins.number()));
  }

  void fill(Array array, Value value) {
    append(new Statement.Fill(array, value, origins.number()));
  }

  Register register(Kind kind) {
    return new Register(registers++, kind, false);
  }

  /** A register that may be set anywhere and carries no derivative. */
  Register constantRegister(Kind kind) {
    return new Register(registers++, kind, true);
  }

  void set(Register register, Value value) {
    append(new Statement.Set(register, value, origins.number()));
  }

  void accumulate(Register register, Value value) {
    append(new Statement.Accumulate(register, value, origins.number()));
  }

  Value get(Register register) {
    Value target = fresh(register.kind(), level());
    append(new Statement.Get(target, register, origins.number()));
    return target;
  }

  // Structure.

  /** A loop over the positions 0 to size - 1. */
  void loop(Value size, Consumer<Value> body) {
    int start = origins.number();
    Value zero = integer(0);
    Value index = fresh(Kind.INT, level() + 1);
    loopSizes.put(index, size);
    OpenBlocks.Frame frame = OpenBlocks.loop(index, size);
    blocks.within(frame, () -> body.accept(index));
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
    int start = origins.number();
    OpenBlocks.Frame first = OpenBlocks.branch();
    blocks.within(first, then);
    OpenBlocks.Frame second = OpenBlocks.branch();
    blocks.within(second, otherwise);
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
    int start = origins.number();
    OpenBlocks.Frame first = OpenBlocks.branch();
    Value fromThen = blocks.within(first, then);
    OpenBlocks.Frame second = OpenBlocks.branch();
    Value fromElse = blocks.within(second, otherwise);
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

  /** The size of the loop whose index this is. */
  @Nullable Value loopSize(Value index) {
    return loopSizes.get(index);
  }

  /** Rejects the evaluation unless the condition holds; checked as early as it can be. */
  void check(Value condition, String code, String message, Span span, Value... arguments) {
    check(condition, code, message, span, Optional.empty(), arguments);
  }

  /** Checks what {@code element} of the data is to blame for; it goes after the arguments. */
  void check(
      Value condition,
      String code,
      String message,
      Span span,
      Optional<DataElement> element,
      Value... arguments) {
    checks.add(condition, code, message, span, element, List.of(arguments));
  }

  /** The program that was made. */
  Program finish(String name, @Nullable Value result) {
    return new Program(
        name,
        arrays,
        new Block(blocks.prelude().statements()),
        new Block(blocks.body().statements()),
        result,
        checks.problems(),
        origins.all());
  }
}
