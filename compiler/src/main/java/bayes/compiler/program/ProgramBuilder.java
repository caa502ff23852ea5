package bayes.compiler.program;

import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one program: numbers its values, arrays, registers, problems and origins, and has two
 * places to append to, since sizes are computed in the prelude while the body is being written.
 */
public final class ProgramBuilder {
  private final String name;
  private final List<Array> arrays = new ArrayList<>();
  private final List<Program.Problem> problems = new ArrayList<>();
  private final List<Span> origins = new ArrayList<>();
  private final Map<Object, Integer> numbers = new HashMap<>();
  private final BlockBuilder prelude = new BlockBuilder(this);
  private final BlockBuilder body = new BlockBuilder(this);
  private int nextValue;
  private int nextRegister;
  private int nextArray;

  public ProgramBuilder(String name) {
    this.name = name;
  }

  /**
   * A builder for a program that is made from another: it has the arrays, problems and origins of
   * {@code source} under the same numbers, and numbers new values, registers and arrays after them.
   * Both blocks are empty.
   */
  public static ProgramBuilder after(Program source, String name) {
    ProgramBuilder builder = new ProgramBuilder(name);
    builder.arrays.addAll(source.arrays());
    builder.problems.addAll(source.problems());
    builder.origins.addAll(source.origins());
    for (Array array : source.arrays()) {
      builder.nextArray = Math.max(builder.nextArray, array.id() + 1);
    }
    builder.countFrom(source.prelude());
    builder.countFrom(source.body());
    return builder;
  }

  private void countFrom(Block block) {
    for (Statement statement : block.statements()) {
      for (Value value : statement.defined()) nextValue = Math.max(nextValue, value.id() + 1);
      if (statement instanceof Statement.Loop loop) {
        nextValue = Math.max(nextValue, loop.index().id() + 1);
      }
      if (statement instanceof Statement.Set set) {
        nextRegister = Math.max(nextRegister, set.register().id() + 1);
      }
      statement.blocks().forEach(this::countFrom);
    }
  }

  /** A new value, to be defined by a statement that is appended by hand. */
  public Value fresh(Kind kind) {
    return new Value(nextValue++, kind);
  }

  /** A new array; CONSTANT and WORKSPACE arrays must be allocated in the prelude. */
  public Array array(Kind kind, Array.Role role, String hint) {
    Array array = new Array(nextArray++, kind, role, hint);
    arrays.add(array);
    return array;
  }

  /** A new CONSTANT or WORKSPACE array that the prelude allocates here. */
  public Array allocated(Kind kind, Array.Role role, String hint, Value length) {
    Array array = array(kind, role, hint);
    prelude.allocate(array, length);
    return array;
  }

  /** A new register under the discipline of differentiation: set, then accumulate, then get. */
  public Register register(Kind kind) {
    return new Register(nextRegister++, kind, false);
  }

  /** A new register that may be set anywhere and carries no derivative. */
  public Register constantRegister(Kind kind) {
    return new Register(nextRegister++, kind, true);
  }

  /** The number of a problem for {@link BlockBuilder#check}. */
  public int problem(String code, String message, Span span) {
    return number(problems, new Program.Problem(code, message, span, Optional.empty()));
  }

  /** The number of a place in the model. */
  public int origin(Span span) {
    return number(origins, span);
  }

  private <T> int number(List<T> table, T entry) {
    return numbers.computeIfAbsent(
        entry,
        key -> {
          table.add(entry);
          return table.size() - 1;
        });
  }

  public BlockBuilder prelude() {
    return prelude;
  }

  public BlockBuilder body() {
    return body;
  }

  /** The program, verified. */
  public Program build(@Nullable Value result) {
    Program program =
        new Program(name, arrays, prelude.finish(), body.finish(), result, problems, origins);
    Verifier.verify(program);
    return program;
  }
}
