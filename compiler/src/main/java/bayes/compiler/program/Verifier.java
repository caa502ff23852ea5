package bayes.compiler.program;

import bayes.compiler.program.Array.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the rules of the IR: each value is defined once, before its uses and in their scope;
 * operands have the right kinds; arrays are allocated once and written by whom they belong to;
 * registers are set before they are read.
 */
public final class Verifier {
  private final Program program;
  private final Map<Integer, Value> everDefined = new HashMap<>();
  private final Map<Integer, Array> arrays = new HashMap<>();
  private final Set<Array> allocated = new HashSet<>();
  private final Set<Integer> procedures = new HashSet<>();
  private final RegisterRules registers = new RegisterRules(this);
  private Set<Value> visible = new HashSet<>();
  private boolean inPrelude = true;
  private int depth;

  private Verifier(Program program) {
    this.program = program;
  }

  /** Throws {@link MalformedProgram} with the listing if the program breaks a rule. */
  public static void verify(Program program) {
    new Verifier(program).program();
  }

  /** Throws with the broken rule unless it {@code holds}. */
  void require(boolean holds, String rule, Statement statement) {
    if (!holds) throw broken(rule + ": " + Listing.simple(statement));
  }

  private MalformedProgram broken(String rule) {
    return new MalformedProgram(rule, program);
  }

  private void program() {
    for (Array array : program.arrays()) {
      if (arrays.put(array.id(), array) != null) throw broken("two arrays " + array);
      if ((array.role() == Role.POSITION || array.role() == Role.OUTPUT)
          && (array.kind() != Kind.REAL || count(array.role()) > 1)) {
        throw broken("more than one, or not real: " + array.role());
      }
    }
    block(program.prelude());
    for (Array array : program.arrays()) {
      if (owned(array) && !allocated.contains(array)) throw broken("not allocated: " + array);
    }
    inPrelude = false;
    registers.forget();
    block(program.body());
    Value result = program.result();
    if (result != null && (!visible.contains(result) || result.kind() != Kind.REAL)) {
      throw broken("result " + result + " is no real value of the body's top level");
    }
  }

  private long count(Role role) {
    return program.arrays().stream().filter(array -> array.role() == role).count();
  }

  private static boolean owned(Array array) {
    return array.role() == Role.CONSTANT || array.role() == Role.WORKSPACE;
  }

  private void block(Block block) {
    block.statements().forEach(this::statement);
  }

  private void statement(Statement statement) {
    for (Value value : statement.used()) read(value, statement);
    kinds(statement);
    if (statement instanceof Statement.Loop loop) {
      loop(loop);
    } else if (statement instanceof Statement.If conditional) {
      conditional(conditional);
    } else {
      registers.statement(statement);
    }
    for (Value value : statement.defined()) define(value, statement);
  }

  private void read(Value value, Statement statement) {
    if (visible.contains(value)) return;
    boolean elsewhere = everDefined.containsKey(value.id());
    require(
        false, (elsewhere ? "out of scope or of another kind " : "undefined ") + value, statement);
  }

  private void define(Value value, Statement statement) {
    boolean first = everDefined.put(value.id(), value) == null;
    require(first, "defined twice " + value, statement);
    visible.add(value);
  }

  private void loop(Statement.Loop loop) {
    Set<Value> outside = visible;
    visible = new HashSet<>(outside);
    define(loop.index(), loop);
    depth++;
    registers.loop(loop, () -> block(loop.body()));
    depth--;
    visible = outside;
  }

  private void conditional(Statement.If conditional) {
    Set<Value> outside = visible;
    depth++;
    registers.branches(
        () -> branch(outside, conditional.then(), conditional, true),
        () -> branch(outside, conditional.otherwise(), conditional, false));
    depth--;
    visible = outside;
  }

  private void branch(Set<Value> outside, Block block, Statement.If conditional, boolean first) {
    visible = new HashSet<>(outside);
    block(block);
    for (Statement.Result result : conditional.results()) {
      Value source = first ? result.fromThen() : result.fromElse();
      read(source, conditional);
      require(source.kind() == result.target().kind(), "kind of " + result, conditional);
    }
  }

  private void kinds(Statement statement) {
    if (statement instanceof Statement.RealConstant s) {
      kind(s.target(), Kind.REAL, s);
    } else if (statement instanceof Statement.IntConstant s) {
      kind(s.target(), Kind.INT, s);
    } else if (statement instanceof Statement.Load s) {
      kind(s.target(), s.array().kind(), s);
      kind(s.index(), Kind.INT, s);
      readable(s.array(), s);
    } else if (statement instanceof Statement.Length s) {
      kind(s.target(), Kind.INT, s);
      readable(s.array(), s);
    } else if (statement instanceof Statement.Store s) {
      element(s.array(), s.index(), s.value(), s);
    } else if (statement instanceof Statement.AddTo s) {
      element(s.array(), s.index(), s.value(), s);
    } else if (statement instanceof Statement.Fill s) {
      kind(s.value(), s.array().kind(), s);
      writable(s.array(), s);
    } else if (statement instanceof Statement.Allocate s) {
      kind(s.length(), Kind.INT, s);
      require(inPrelude && depth == 0, "allocation outside the prelude's top level", s);
      require(owned(s.array()), "allocation of an array that is given", s);
      require(s.array().equals(arrays.get(s.array().id())), "unknown array", s);
      require(allocated.add(s.array()), "allocated twice", s);
    } else if (statement instanceof Statement.Set s) {
      kind(s.value(), s.register().kind(), s);
    } else if (statement instanceof Statement.Accumulate s) {
      kind(s.value(), s.register().kind(), s);
    } else if (statement instanceof Statement.Get s) {
      kind(s.target(), s.register().kind(), s);
    } else if (statement instanceof Statement.Loop s) {
      kind(s.index(), Kind.INT, s);
      kind(s.from(), Kind.INT, s);
      kind(s.to(), Kind.INT, s);
    } else if (statement instanceof Statement.If s) {
      kind(s.condition(), Kind.INT, s);
    } else if (statement instanceof Statement.Draw s) {
      draw(s);
    } else if (statement instanceof Statement.Check s) {
      kind(s.condition(), Kind.INT, s);
      require(s.problem() >= 0 && s.problem() < program.problems().size(), "unknown problem", s);
    } else if (statement instanceof Statement.Call s) {
      call(s);
    } else if (statement instanceof Statement.Solve s) {
      kind(s.target(), Kind.INT, s);
      procedure(s.sizes(), s.procedure(), s);
      piece(s.input(), false, s);
      piece(s.output(), true, s);
    } else if (statement instanceof Statement.Pullback s) {
      procedure(s.sizes(), s.procedure(), s);
      piece(s.input(), false, s);
      piece(s.outputAdjoint(), false, s);
      piece(s.inputAdjoint(), true, s);
    }
    // Define checks its kinds itself.
  }

  private void kind(Value value, Kind kind, Statement statement) {
    require(value.kind() == kind, value + " is not " + kind, statement);
  }

  private void element(Array array, Value index, Value value, Statement statement) {
    kind(index, Kind.INT, statement);
    kind(value, array.kind(), statement);
    writable(array, statement);
  }

  private void readable(Array array, Statement statement) {
    require(array.equals(arrays.get(array.id())), "unknown array", statement);
    require(!owned(array) || allocated.contains(array), "array before its allocation", statement);
    boolean argument = array.role() == Role.POSITION || array.role() == Role.OUTPUT;
    require(!(argument && inPrelude), "the prelude has no arguments", statement);
  }

  private void writable(Array array, Statement statement) {
    readable(array, statement);
    boolean allowed =
        switch (array.role()) {
          case DATA, POSITION -> false;
          case CONSTANT -> inPrelude;
          case WORKSPACE, OUTPUT -> true;
        };
    require(allowed, "write to a " + array.role() + " array", statement);
  }

  private void draw(Statement.Draw draw) {
    require(!inPrelude, "random numbers in the prelude", draw);
    List<Kind> kinds = draw.operands().stream().map(Value::kind).toList();
    require(
        kinds.equals(draw.operation().operands())
            && draw.target().kind() == draw.operation().result(),
        "kinds of a draw",
        draw);
  }

  private void call(Statement.Call call) {
    Primitive primitive = call.primitive();
    require(!(primitive.isRandom() && inPrelude), "random numbers in the prelude", call);
    require(
        call.operands().stream().map(Value::kind).toList().equals(primitive.operands())
            && kindsOf(call.inputs()).equals(primitive.inputs())
            && kindsOf(call.outputs()).equals(primitive.outputs()),
        "kinds of a primitive",
        call);
    for (Statement.Slice slice : call.inputs()) readable(slice.array(), call);
    for (Statement.Slice slice : call.outputs()) writable(slice.array(), call);
    for (Value value : call.used().subList(call.operands().size(), call.used().size())) {
      kind(value, Kind.INT, call);
    }
  }

  private void procedure(Array sizes, Procedure procedure, Statement statement) {
    require(sizes.kind() == Kind.INT, "kind of sizes", statement);
    readable(sizes, statement);
    if (!procedures.add(procedure.number())) return;
    verify(procedure.value());
    verify(procedure.pullback());
  }

  private void piece(Statement.Slice slice, boolean written, Statement statement) {
    require(slice.array().kind() == Kind.REAL, "kind of a piece", statement);
    kind(slice.offset(), Kind.INT, statement);
    kind(slice.length(), Kind.INT, statement);
    if (written) writable(slice.array(), statement);
    else readable(slice.array(), statement);
  }

  private static List<Kind> kindsOf(List<Statement.Slice> slices) {
    return slices.stream().map(slice -> slice.array().kind()).toList();
  }
}
