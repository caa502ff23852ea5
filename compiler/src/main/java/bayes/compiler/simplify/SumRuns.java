package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the scatter of an innermost loop, {@code add @adjoint group[i] value}, into sums over runs:
 * while the index stays the same, the values are added up in a register, and only when it changes
 * are they added to the array. For observations ordered by group that is almost never (radon: 1.5
 * against 2.8 microseconds), and for unordered ones it costs nearly nothing.
 *
 * <p>Runs last, after differentiation: the register is set again and again.
 */
public final class SumRuns extends Rewrite {
  /** What is added where: the index decides the run, and the registers hold the run so far. */
  private record Run(Array array, Value index, Register current, Register sum) {}

  private final Map<Statement, Run> runs = new HashMap<>();

  private SumRuns(Program program) {
    super(program);
  }

  /** The program with sums over runs; equal to the given one up to the order of additions. */
  public static Program apply(Program program) {
    return new SumRuns(program).apply();
  }

  @Override
  void rewrite(Statement statement) {
    Run run = runs.get(statement);
    if (statement instanceof Statement.Loop loop && isInnermost(loop.body())) {
      loop(loop);
    } else if (run != null && statement instanceof Statement.AddTo scatter) {
      add(run, scatter);
    } else {
      copy(statement);
    }
  }

  private static boolean isInnermost(Block block) {
    return block.statements().stream().allMatch(statement -> statement.blocks().isEmpty());
  }

  private void loop(Statement.Loop loop) {
    List<Run> started = new ArrayList<>();
    int origin = loop.origin();
    for (Statement.AddTo scatter : scatters(loop)) {
      Register current = numbering.register(Kind.INT, true);
      Register sum = numbering.register(Kind.REAL, true);
      append(new Statement.Set(current, integer(-1, origin), origin));
      append(new Statement.Set(sum, real(0, origin), origin));
      Run run = new Run(scatter.array(), scatter.index(), current, sum);
      runs.put(scatter, run);
      started.add(run);
    }
    copy(loop);
    for (Run run : started) {
      for (Statement statement : flush(run, origin)) append(statement);
    }
  }

  /** The additions that may wait: to arrays that the loop neither reads nor sets. */
  private static List<Statement.AddTo> scatters(Statement.Loop loop) {
    Set<Array> touched = new HashSet<>();
    Set<Value> gathered = new HashSet<>();
    List<Statement.AddTo> additions = new ArrayList<>();
    Set<Statement> once = new HashSet<>();
    for (Statement statement : loop.body().statements()) {
      if (statement instanceof Statement.AddTo add) {
        if (add.array().kind() == Kind.REAL && once.add(add)) additions.add(add);
      } else if (statement instanceof Statement.Load load) {
        touched.add(load.array());
        if (isFixed(load.array()) && load.array().kind() == Kind.INT) gathered.add(load.target());
      } else if (statement instanceof Statement.Define define
          && define.target().kind() == Kind.INT) {
        if (define.operands().stream().anyMatch(gathered::contains)) gathered.add(define.target());
      } else if (statement instanceof Statement.Store store) {
        touched.add(store.array());
      } else if (statement instanceof Statement.Fill fill) {
        touched.add(fill.array());
      } else if (statement instanceof Statement.Solve || statement instanceof Statement.Pullback) {
        touched.addAll(Parts.read(statement));
        touched.addAll(Parts.written(statement));
      } else if (statement instanceof Statement.Call call) {
        call.inputs().forEach(slice -> touched.add(slice.array()));
        call.outputs().forEach(slice -> touched.add(slice.array()));
      }
    }
    return additions.stream()
        .filter(add -> gathered.contains(add.index()) && !touched.contains(add.array()))
        .toList();
  }

  private static boolean isFixed(Array array) {
    return array.role() == Array.Role.DATA || array.role() == Array.Role.CONSTANT;
  }

  private void add(Run run, Statement.AddTo scatter) {
    int origin = scatter.origin();
    Value index = use(scatter.index());
    Value current = numbering.value(Kind.INT);
    append(new Statement.Get(current, run.current(), origin));
    Value changed = define(origin, Operation.INT_NE, index, current);
    List<Statement> change = new ArrayList<>(flush(run, origin));
    Value zero = numbering.value(Kind.REAL);
    change.add(new Statement.Set(run.current(), index, origin));
    change.add(new Statement.RealConstant(zero, 0, origin));
    change.add(new Statement.Set(run.sum(), zero, origin));
    append(new Statement.If(changed, new Block(change), Block.EMPTY, List.of(), origin));
    append(new Statement.Accumulate(run.sum(), use(scatter.value()), origin));
  }

  /** Adds the run so far, unless none has begun. */
  private List<Statement> flush(Run run, int origin) {
    Value current = numbering.value(Kind.INT);
    Value zero = numbering.value(Kind.INT);
    Value begun = numbering.value(Kind.INT);
    Value sum = numbering.value(Kind.REAL);
    Block add =
        new Block(
            List.of(
                new Statement.Get(sum, run.sum(), origin),
                new Statement.AddTo(run.array(), current, sum, origin)));
    return List.of(
        new Statement.Get(current, run.current(), origin),
        new Statement.IntConstant(zero, 0, origin),
        new Statement.Define(begun, Operation.INT_LE, List.of(zero, current), origin),
        new Statement.If(begun, add, Block.EMPTY, List.of(), origin));
  }
}
