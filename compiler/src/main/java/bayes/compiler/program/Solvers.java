package bayes.compiler.program;

import bayes.runtime.solve.DifferentiableFunction;
import bayes.runtime.solve.Solver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The solvers of one instance of a program, each with its workspace; made when first needed. */
public final class Solvers {
  private final Program program;
  private final Function<Program, ProgramInstance> instances;
  private final Map<Integer, Solver> solvers = new HashMap<>();
  private Optional<Rejection> refusal = Optional.empty();

  /**
   * @param instances how the programs of procedures are run
   */
  public Solvers(Program program, Function<Program, ProgramInstance> instances) {
    this.program = program;
    this.instances = instances;
  }

  /** Those of another instance. */
  public Solvers fork() {
    return new Solvers(program, instances);
  }

  /** Solves: see {@link Solver#solve}. */
  public int solve(
      int number, int[] sizes, double[] input, int from, int length, double[] output, int to) {
    refusal = Optional.empty();
    return solver(number).solve(sizes, input, from, length, output, to);
  }

  /** Adds the pullback: see {@link Solver#pullback}. */
  public void pullback(
      int number,
      int[] sizes,
      double[] input,
      int from,
      int length,
      double[] outputAdjoint,
      int at,
      double[] inputAdjoint,
      int to) {
    solver(number).pullback(sizes, input, from, length, outputAdjoint, at, inputAdjoint, to);
  }

  /** What is behind a failed check: where a function has no value, what kept it from one. */
  public Rejection explain(Rejection rejection) {
    boolean isUnsolved = rejection.problem().code().equals(Procedure.UNSOLVED);
    return isUnsolved ? refusal.orElse(rejection) : rejection;
  }

  private Solver solver(int number) {
    Solver known = solvers.get(number);
    if (known != null) return known;
    for (Procedure procedure : Procedure.in(program)) {
      if (procedure.number() != number) continue;
      Solver made = procedure.method().solver(new OfPrograms(procedure));
      solvers.put(number, made);
      return made;
    }
    throw new IllegalArgumentException("no procedure " + number);
  }

  /** A procedure's function by its programs. */
  private final class OfPrograms implements DifferentiableFunction {
    private final Array sizesArray;
    private final ProgramInstance value;
    private final ProgramInstance pullback;

    OfPrograms(Procedure procedure) {
      sizesArray = procedure.sizes();
      value = instances.apply(procedure.value());
      pullback = instances.apply(procedure.pullback());
    }

    @Override
    public boolean prepare(int[] sizes) {
      return prepare(value, sizes) && prepare(pullback, sizes);
    }

    private boolean prepare(ProgramInstance instance, int[] sizes) {
      instance.set(sizesArray, sizes);
      Optional<Rejection> rejected = instance.prelude();
      if (rejected.isPresent()) refusal = rejected;
      return rejected.isEmpty();
    }

    @Override
    public boolean value(double[] point, double[] result) {
      return isDefined(value.evaluate(point, result, null));
    }

    @Override
    public boolean pullback(double[] pointAndWeights, double[] gradient) {
      return isDefined(pullback.evaluate(pointAndWeights, gradient, null));
    }

    /** Failing checks give minus infinity. */
    private static boolean isDefined(double result) {
      return result != Double.NEGATIVE_INFINITY;
    }
  }
}
