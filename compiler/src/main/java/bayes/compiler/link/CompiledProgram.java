package bayes.compiler.link;

import bayes.compiler.program.Array;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import bayes.compiler.program.Rejection;
import bayes.compiler.program.Solvers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the classes of compiled programs extend. A generated class has fields for arrays and for
 * what its methods share, and adds the abstract methods below.
 */
abstract class CompiledProgram implements ProgramInstance, Cloneable {
  private static final int NONE = -1;
  private static final double[] NOTHING = {};

  private @Nullable Program program;
  private @Nullable Solvers solvers;
  private int problem = NONE;
  private double[] arguments = new double[4];
  private boolean[] isInt = new boolean[4];
  private int nArguments;

  CompiledProgram() {}

  void of(Program source, Solvers ofSource) {
    program = source;
    solvers = ofSource;
  }

  /** Sets a DATA array of reals by number. */
  abstract void bind(int array, double[] elements);

  /** Sets a DATA array of ints by number. */
  abstract void bind(int array, int[] elements);

  /** Replaces each WORKSPACE array by a copy. */
  abstract void ownWorkspace();

  /** The prelude; false if a check fails. */
  abstract boolean runPrelude(double[] position, double[] output, @Nullable RandomGenerator random);

  /** The body; negative infinity if a check fails. */
  abstract double runBody(double[] position, double[] output, @Nullable RandomGenerator random);

  /** Generated code notes the next argument of the check that fails. */
  final void argument(double value) {
    if (nArguments == arguments.length) {
      arguments = Arrays.copyOf(arguments, 2 * nArguments);
      isInt = Arrays.copyOf(isInt, 2 * nArguments);
    }
    isInt[nArguments] = false;
    arguments[nArguments++] = value;
  }

  final void argument(int value) {
    argument((double) value);
    isInt[nArguments - 1] = true;
  }

  /** Generated code notes that a check fails, after its arguments. */
  final void reject(int number) {
    problem = number;
  }

  /** Generated code solves by a procedure of its program. */
  final int solve(
      int number, int[] sizes, double[] input, int from, int length, double[] output, int to) {
    return solvers().solve(number, sizes, input, from, length, output, to);
  }

  /** Generated code adds the pullback of a procedure. */
  final void pullback(
      int number,
      int[] sizes,
      double[] input,
      int from,
      int length,
      double[] outputAdjoint,
      int at,
      double[] inputAdjoint,
      int to) {
    solvers().pullback(number, sizes, input, from, length, outputAdjoint, at, inputAdjoint, to);
  }

  private Solvers solvers() {
    if (solvers == null) throw new IllegalStateException("not linked");
    return solvers;
  }

  @Override
  public final void set(Array array, double[] elements) {
    bind(array.id(), elements);
  }

  @Override
  public final void set(Array array, int[] elements) {
    bind(array.id(), elements);
  }

  @Override
  public final Optional<Rejection> prelude() {
    problem = NONE;
    nArguments = 0;
    runPrelude(NOTHING, NOTHING, null);
    return rejection();
  }

  @Override
  public final double evaluate(
      double[] position, double[] output, @Nullable RandomGenerator random) {
    problem = NONE;
    nArguments = 0;
    return runBody(position, output, random);
  }

  @Override
  public final Optional<Rejection> rejection() {
    if (problem == NONE || program == null) return Optional.empty();
    List<Number> values = new ArrayList<>();
    for (int i = 0; i < nArguments; i++) {
      if (isInt[i]) values.add((int) arguments[i]);
      else values.add(arguments[i]);
    }
    return Optional.of(solvers().explain(new Rejection(program.problems().get(problem), values)));
  }

  @Override
  public final ProgramInstance fork() {
    try {
      CompiledProgram copy = (CompiledProgram) clone();
      copy.arguments = arguments.clone();
      copy.isInt = isInt.clone();
      copy.solvers = solvers().fork();
      copy.ownWorkspace();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
