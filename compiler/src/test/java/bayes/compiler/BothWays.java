package bayes.compiler;

import bayes.compiler.bind.InputValues;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.interpret.Interpreter;
import bayes.compiler.link.LinkedProgram;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import bayes.runtime.data.Data;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.random.Streams;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A model whose programs run both interpreted and compiled: values that differ in any bit are an
 * error. Compiled once, bound many times.
 */
public final class BothWays {
  private final Model model;
  private final Map<Executable, LinkedProgram> linked = new EnumMap<>(Executable.class);
  private final Map<Executable, Program> programs = new EnumMap<>(Executable.class);

  private BothWays(Model model) {
    this.model = model;
  }

  /** Compiles a model, which must be right. */
  public static BothWays of(String text) {
    return of(Model.compile(text));
  }

  /** A model that is compiled already. */
  public static BothWays of(Model model) {
    return new BothWays(model);
  }

  /** The model without latents that a posterior in closed form is drawn by. */
  public static BothWays exact(Model model) {
    return of(model.exact().orElseThrow().posterior());
  }

  /** The model with data, which must fit. */
  public Bound bind(Data data) {
    return new Bound(model.bind(data));
  }

  /** The model with data, if they fit; else what is wrong. */
  public Checked<Bound> tryBind(Data data) {
    return model.tryBind(data).then(bound -> Checked.of(new Bound(bound)));
  }

  private Program program(Executable executable) {
    return programs.computeIfAbsent(executable, e -> e.of(model.programs()));
  }

  /** A model with data. */
  public final class Bound {
    private final BoundModel bound;
    private final Map<Executable, Pair> pairs = new EnumMap<>(Executable.class);

    private Bound(BoundModel bound) {
      this.bound = bound;
    }

    /** The number of coordinates. */
    public int dimension() {
      return bound.dimension();
    }

    /** The coordinates that hold whole numbers, between their bounds. */
    public DiscreteSites discreteSites() {
      return bound.discreteSites();
    }

    /** A row of recorded values; the random numbers are those of a seed. */
    public Row record(double[] position, long seed) {
      double[] row = new double[bound.variables().stream().mapToInt(RecordedVariable::size).sum()];
      pair(Executable.RECORD).run(position, row, seed);
      return new Row(row);
    }

    /** The log density at a position. */
    public double logDensity(double[] position) {
      return pair(Executable.LOG_DENSITY).run(position, new double[0], 1);
    }

    /** The gradient of the log density at a position. */
    public double[] gradient(double[] position) {
      double[] gradient = new double[dimension()];
      pair(Executable.GRADIENT).run(position, gradient, 1);
      return gradient;
    }

    /** What each statement adds to the log density, as {@code ListedTerms} has it. */
    public double[] terms(double[] position) {
      double[] row = new double[(int) pair(Executable.COUNT_TERMS).run(position, new double[0], 1)];
      pair(Executable.LIST_TERMS).run(position, row, 1);
      return row;
    }

    private Pair pair(Executable executable) {
      return pairs.computeIfAbsent(executable, this::newPair);
    }

    private Pair newPair(Executable executable) {
      Program program = program(executable);
      LinkedProgram compiled = linked.computeIfAbsent(executable, e -> LinkedProgram.link(program));
      Pair pair = new Pair(new Interpreter(program), compiled.newInstance());
      InputValues inputs = new InputValues(model.programs().inputs(), bound.data());
      inputs.setAll(program, pair.interpreted);
      inputs.setAll(program, pair.compiled);
      pair.prelude();
      return pair;
    }

    /** What was recorded, by name. */
    public final class Row {
      private final double[] values;

      private Row(double[] values) {
        this.values = values;
      }

      /** The values of a variable, the first index slowest. */
      public double[] of(String name) {
        int at = 0;
        for (RecordedVariable variable : bound.variables()) {
          if (variable.name().equals(name)) {
            return Arrays.copyOfRange(values, at, at + variable.size());
          }
          at += variable.size();
        }
        throw new NoSuchElementException(name);
      }
    }
  }

  private record Pair(ProgramInstance interpreted, ProgramInstance compiled) {
    void prelude() {
      Optional<String> first = interpreted.prelude().map(r -> r.message());
      Optional<String> second = compiled.prelude().map(r -> r.message());
      if (!first.equals(second)) throw new AssertionError(first + " but compiled " + second);
    }

    double run(double[] position, double[] output, long seed) {
      double[] other = output.clone();
      double value = interpreted.evaluate(position, output, Streams.of(seed).chain(0));
      double otherValue = compiled.evaluate(position, other, Streams.of(seed).chain(0));
      requireSame(value, otherValue, "the value");
      for (int i = 0; i < output.length; i++) requireSame(output[i], other[i], "output " + i);
      return value;
    }

    private static void requireSame(double interpreted, double compiled, String what) {
      // Which NaN it is, is not defined.
      if (Double.doubleToLongBits(interpreted) == Double.doubleToLongBits(compiled)) return;
      throw new AssertionError(
          what + " is " + interpreted + " interpreted, and " + compiled + " compiled");
    }
  }
}
