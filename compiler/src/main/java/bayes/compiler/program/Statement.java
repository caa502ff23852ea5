package bayes.compiler.program;

import java.util.List;
import java.util.stream.Stream;

/**
 * A statement of a program. {@code origin} is an index into {@link Program#origins()}, the place of
 * the model that it came from, or -1.
 */
public sealed interface Statement {
  int origin();

  /** The values that it defines for the statements after it, in order. */
  List<Value> defined();

  /** The values that it reads itself, in order; not what the statements of its blocks read. */
  List<Value> used();

  /** The blocks nested in it: a loop's body, or the two branches of a conditional. */
  default List<Block> blocks() {
    return List.of();
  }

  /** {@code %7 = real 0.5}. */
  record RealConstant(Value target, double value, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of(target);
    }

    @Override
    public List<Value> used() {
      return List.of();
    }
  }

  /** {@code %7 = int 3}. */
  record IntConstant(Value target, int value, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of(target);
    }

    @Override
    public List<Value> used() {
      return List.of();
    }
  }

  /** {@code %7 = mul %3 %6}: a pure function of its operands, total on all inputs. */
  record Define(Value target, Operation operation, List<Value> operands, int origin)
      implements Statement {
    public Define {
      operands = List.copyOf(operands);
      operation.check(target.kind(), operands);
    }

    @Override
    public List<Value> defined() {
      return List.of(target);
    }

    @Override
    public List<Value> used() {
      return operands;
    }
  }

  /** {@code %7 = load @2 %3}: the index is in range whenever the statement is reached. */
  record Load(Value target, Array array, Value index, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of(target);
    }

    @Override
    public List<Value> used() {
      return List.of(index);
    }
  }

  /** {@code %7 = length @2}. */
  record Length(Value target, Array array, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of(target);
    }

    @Override
    public List<Value> used() {
      return List.of();
    }
  }

  /** {@code store @2 %3 %7}. */
  record Store(Array array, Value index, Value value, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of();
    }

    @Override
    public List<Value> used() {
      return List.of(index, value);
    }
  }

  /** {@code add @2 %3 %7}: {@code array[index] += value}; for adjoints and outputs. */
  record AddTo(Array array, Value index, Value value, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of();
    }

    @Override
    public List<Value> used() {
      return List.of(index, value);
    }
  }

  /** {@code fill @2 %v}: sets all elements. */
  record Fill(Array array, Value value, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of();
    }

    @Override
    public List<Value> used() {
      return List.of(value);
    }
  }

  /** {@code allocate @2 %n}: in the prelude only, once for each CONSTANT and WORKSPACE array. */
  record Allocate(Array array, Value length, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of();
    }

    @Override
    public List<Value> used() {
      return List.of(length);
    }
  }

  /** {@code $3 := %7}. */
  record Set(Register register, Value value, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of();
    }

    @Override
    public List<Value> used() {
      return List.of(value);
    }
  }

  /** {@code $3 += %7}. */
  record Accumulate(Register register, Value value, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of();
    }

    @Override
    public List<Value> used() {
      return List.of(value);
    }
  }

  /** {@code %7 = get $3}. */
  record Get(Value target, Register register, int origin) implements Statement {
    @Override
    public List<Value> defined() {
      return List.of(target);
    }

    @Override
    public List<Value> used() {
      return List.of();
    }
  }

  /**
   * {@code loop %i from %a to %b { ... }}: the index runs over {@code from <= index < to} upwards,
   * or downwards if {@code backward}. Values defined in the body live in one iteration. Iterations
   * communicate through arrays and registers only. Neither bound is one of the two ends of int.
   */
  record Loop(Value index, Value from, Value to, boolean backward, Block body, int origin)
      implements Statement {
    @Override
    public List<Value> defined() {
      return List.of();
    }

    @Override
    public List<Value> used() {
      return List.of(from, to);
    }

    @Override
    public List<Block> blocks() {
      return List.of(body);
    }
  }

  /**
   * {@code if %c { ... } else { ... } yields %7 = (%5, %6)}: {@code results} take their value from
   * the branch that ran.
   */
  record If(Value condition, Block then, Block otherwise, List<Result> results, int origin)
      implements Statement {
    public If {
      results = List.copyOf(results);
    }

    @Override
    public List<Value> defined() {
      return results.stream().map(Result::target).toList();
    }

    @Override
    public List<Value> used() {
      return List.of(condition);
    }

    @Override
    public List<Block> blocks() {
      return List.of(then, otherwise);
    }
  }

  /** A value that an {@link If} yields. */
  record Result(Value target, Value fromThen, Value fromElse) {}

  /** {@code %7 = draw normal %1 %2}: a random number, in recording and simulating programs only. */
  record Draw(Value target, RandomOperation operation, List<Value> operands, int origin)
      implements Statement {
    public Draw {
      operands = List.copyOf(operands);
    }

    @Override
    public List<Value> defined() {
      return List.of(target);
    }

    @Override
    public List<Value> used() {
      return operands;
    }
  }

  /**
   * {@code check %c, problem 4}: if the condition is 0, the evaluation ends as rejected (log
   * density minus infinity), and in a validation program the problem is reported. {@code arguments}
   * are values for its message.
   */
  record Check(Value condition, int problem, List<Value> arguments, int origin)
      implements Statement {
    public Check {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Value> defined() {
      return List.of();
    }

    @Override
    public List<Value> used() {
      return concat(List.of(condition), arguments);
    }
  }

  /** {@code call softmax @1[%o:%n] -> @2[%p:%n]}: a primitive on pieces of arrays. */
  record Call(
      Primitive primitive,
      List<Value> operands,
      List<Slice> inputs,
      List<Slice> outputs,
      int origin)
      implements Statement {
    public Call {
      operands = List.copyOf(operands);
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }

    @Override
    public List<Value> defined() {
      return List.of();
    }

    @Override
    public List<Value> used() {
      return concat(
          operands,
          Stream.concat(inputs.stream(), outputs.stream())
              .flatMap(slice -> Stream.of(slice.offset(), slice.length()))
              .toList());
    }
  }

  /**
   * {@code %7 = solve ode#1 @1[%o:%n] -> @2[%p:%m]}: what a procedure finds for the numbers of one
   * piece, written to another. The target is {@code bayes.runtime.solve.Solver.SOLVED}, or what
   * kept it from a solution.
   *
   * @param sizes what the procedure's programs need to know about lengths; set once
   */
  record Solve(
      Value target, Procedure procedure, Array sizes, Slice input, Slice output, int origin)
      implements Statement {
    @Override
    public List<Value> defined() {
      return List.of(target);
    }

    @Override
    public List<Value> used() {
      return List.of(input.offset(), input.length(), output.offset(), output.length());
    }
  }

  /**
   * {@code pullback ode#1 @1[%o:%n] @4[%p:%m] -> @3[%o:%n]}: adds to the adjoint of a procedure's
   * input what the adjoint of its output gives.
   */
  record Pullback(
      Procedure procedure,
      Array sizes,
      Slice input,
      Slice outputAdjoint,
      Slice inputAdjoint,
      int origin)
      implements Statement {
    @Override
    public List<Value> defined() {
      return List.of();
    }

    @Override
    public List<Value> used() {
      return List.of(
          input.offset(),
          input.length(),
          outputAdjoint.offset(),
          outputAdjoint.length(),
          inputAdjoint.offset(),
          inputAdjoint.length());
    }
  }

  /** A piece of an array: {@code length} elements from {@code offset}. */
  record Slice(Array array, Value offset, Value length) {}

  private static List<Value> concat(List<Value> first, List<Value> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
