package bayes.compiler.differentiate;

import bayes.compiler.program.Array;
import bayes.compiler.program.BlockBuilder;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramBuilder;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** A log density program, its data, and a position. */
public record Example(String name, Program program, Map<Array, ?> data, double[] position) {
  @Override
  public String toString() {
    return name;
  }

  /** The same at another position. */
  public Example at(int seed) {
    double[] elsewhere = new Random(seed).doubles(position.length, -1.5, 1.5).toArray();
    return new Example(name, program, data, elsewhere);
  }

  /** What is being written: a program with data beside it. */
  public static final class Writer {
    public final ProgramBuilder program = new ProgramBuilder("log_density");
    public final BlockBuilder body = program.body();
    public final BlockBuilder prelude = program.prelude();
    public final Array position = program.array(Kind.REAL, Array.Role.POSITION, "position");
    private final Map<Array, Object> data = new LinkedHashMap<>();

    public Array data(String hint, double... elements) {
      Array array = program.array(Kind.REAL, Array.Role.DATA, hint);
      data.put(array, elements);
      return array;
    }

    public Array data(String hint, int... elements) {
      Array array = program.array(Kind.INT, Array.Role.DATA, hint);
      data.put(array, elements);
      return array;
    }

    public Array workspace(String hint, Value length) {
      return program.allocated(Kind.REAL, Array.Role.WORKSPACE, hint, length);
    }

    public Value op(Operation operation, Value... operands) {
      return body.op(operation, operands);
    }

    public Value position(int k) {
      return body.load(position, body.integer(k));
    }

    /** Log density of a normal distribution without its constant. */
    public Value normal(Value y, Value mean, Value sd) {
      Value z = op(Operation.DIV, op(Operation.SUB, y, mean), sd);
      Value half = op(Operation.MUL, body.real(-0.5), op(Operation.SQUARE, z));
      return op(Operation.SUB, half, op(Operation.LOG, sd));
    }
  }

  /** Contents add to the register, whose value is the result. */
  public static Example of(String name, int dimension, BiConsumer<Writer, Register> contents) {
    Writer w = new Writer();
    Register total = w.program.register(Kind.REAL);
    w.body.set(total, w.body.real(0));
    contents.accept(w, total);
    Value result = w.body.get(total);
    double[] position = new Random(name.hashCode()).doubles(dimension, -1, 1.5).toArray();
    return new Example(name, w.program.build(result), w.data, position);
  }
}
