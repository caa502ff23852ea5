package bayes.compiler.program;

import bayes.compiler.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A place where statements are appended: the prelude or the body of a program under construction,
 * at its current depth of nesting. Each method that makes a value returns it.
 */
public final class BlockBuilder {
  private final ProgramBuilder program;
  private final Deque<List<Statement>> open = new ArrayDeque<>();
  private int origin = -1;

  BlockBuilder(ProgramBuilder program) {
    this.program = program;
    open.push(new ArrayList<>());
  }

  /** The statements that follow come from this place of the model. */
  public BlockBuilder at(Span span) {
    return at(program.origin(span));
  }

  /** The statements that follow come from this place; -1 if from none. */
  public BlockBuilder at(int newOrigin) {
    origin = newOrigin;
    return this;
  }

  /** The origin of the statements that follow. */
  public int origin() {
    return origin;
  }

  /** Appends a statement made elsewhere; its values must be numbered by the same program. */
  public void append(Statement statement) {
    innermost().add(statement);
  }

  public Value real(double value) {
    Value target = program.fresh(Kind.REAL);
    append(new Statement.RealConstant(target, value, origin));
    return target;
  }

  public Value integer(int value) {
    Value target = program.fresh(Kind.INT);
    append(new Statement.IntConstant(target, value, origin));
    return target;
  }

  public Value op(Operation operation, Value... operands) {
    return op(operation, List.of(operands));
  }

  public Value op(Operation operation, List<Value> operands) {
    Value target = program.fresh(operation.result());
    append(new Statement.Define(target, operation, operands, origin));
    return target;
  }

  public Value load(Array array, Value index) {
    Value target = program.fresh(array.kind());
    append(new Statement.Load(target, array, index, origin));
    return target;
  }

  public Value length(Array array) {
    Value target = program.fresh(Kind.INT);
    append(new Statement.Length(target, array, origin));
    return target;
  }

  public void store(Array array, Value index, Value value) {
    append(new Statement.Store(array, index, value, origin));
  }

  public void addTo(Array array, Value index, Value value) {
    append(new Statement.AddTo(array, index, value, origin));
  }

  public void fill(Array array, Value value) {
    append(new Statement.Fill(array, value, origin));
  }

  public void allocate(Array array, Value length) {
    append(new Statement.Allocate(array, length, origin));
  }

  public void set(Register register, Value value) {
    append(new Statement.Set(register, value, origin));
  }

  public void accumulate(Register register, Value value) {
    append(new Statement.Accumulate(register, value, origin));
  }

  public Value get(Register register) {
    Value target = program.fresh(register.kind());
    append(new Statement.Get(target, register, origin));
    return target;
  }

  public Value draw(RandomOperation operation, Value... operands) {
    return draw(operation, List.of(operands));
  }

  public Value draw(RandomOperation operation, List<Value> operands) {
    Value target = program.fresh(operation.result());
    append(new Statement.Draw(target, operation, operands, origin));
    return target;
  }

  public void check(Value condition, int problem, Value... arguments) {
    append(new Statement.Check(condition, problem, List.of(arguments), origin));
  }

  public void call(
      Primitive primitive,
      List<Value> operands,
      List<Statement.Slice> inputs,
      List<Statement.Slice> outputs) {
    append(new Statement.Call(primitive, operands, inputs, outputs, origin));
  }

  /**
   * {@code for (index = from; index < to; index++)}; the body is what {@code body} appends here.
   */
  public void loop(Value from, Value to, Consumer<Value> body) {
    loop(from, to, false, body);
  }

  /** The same with {@code index = to - 1} first and {@code index = from} last. */
  public void loopBackward(Value from, Value to, Consumer<Value> body) {
    loop(from, to, true, body);
  }

  public void loop(Value from, Value to, boolean backward, Consumer<Value> body) {
    int start = origin;
    Value index = program.fresh(Kind.INT);
    Block block = block(() -> body.accept(index));
    append(new Statement.Loop(index, from, to, backward, block, start));
  }

  /** A conditional for its effects; both branches append here. */
  public void conditional(Value condition, Runnable then, Runnable otherwise) {
    int start = origin;
    Block first = block(then);
    Block second = block(otherwise);
    append(new Statement.If(condition, first, second, List.of(), start));
  }

  /** A conditional without an else branch. */
  public void conditional(Value condition, Runnable then) {
    conditional(condition, then, () -> {});
  }

  /** A conditional for its value. */
  public Value choose(Value condition, Supplier<Value> then, Supplier<Value> otherwise) {
    return chooseAll(condition, () -> List.of(then.get()), () -> List.of(otherwise.get())).get(0);
  }

  /** A conditional for several values, of the same number and kinds in both branches. */
  public List<Value> chooseAll(
      Value condition, Supplier<List<Value>> then, Supplier<List<Value>> otherwise) {
    int start = origin;
    List<Value> fromThen = new ArrayList<>();
    List<Value> fromElse = new ArrayList<>();
    Block first = block(() -> fromThen.addAll(then.get()));
    Block second = block(() -> fromElse.addAll(otherwise.get()));
    if (fromThen.size() != fromElse.size()) {
      throw new MalformedProgram("branches yield " + fromThen + " and " + fromElse, null);
    }
    List<Statement.Result> results = new ArrayList<>();
    for (int i = 0; i < fromThen.size(); i++) {
      Value target = program.fresh(fromThen.get(i).kind());
      results.add(new Statement.Result(target, fromThen.get(i), fromElse.get(i)));
    }
    append(new Statement.If(condition, first, second, results, start));
    return results.stream().map(Statement.Result::target).toList();
  }

  /** What {@code contents} appends here, as a block of its own that is not appended. */
  public Block block(Runnable contents) {
    int start = origin;
    open();
    contents.run();
    origin = start;
    return close();
  }

  /** Statements go to a new block until {@link #close()}. */
  public void open() {
    open.push(new ArrayList<>());
  }

  /** Ends the block of the last {@link #open()} and returns it. */
  public Block close() {
    if (open.size() == 1) throw new MalformedProgram("close without open", null);
    return new Block(open.pop());
  }

  Block finish() {
    if (open.size() != 1) throw new MalformedProgram(open.size() - 1 + " blocks left open", null);
    return new Block(innermost());
  }

  private List<Statement> innermost() {
    @Nullable List<Statement> statements = open.peek();
    if (statements == null) throw new MalformedProgram("no open block", null);
    return statements;
  }
}
