package bayes.compiler.program;

import bayes.runtime.solve.DifferentiableFunction;
import bayes.runtime.solve.DormandPrince;
import bayes.runtime.solve.Quadrature;
import bayes.runtime.solve.RootFinder;
import bayes.runtime.solve.Solver;
import bayes.runtime.solve.StiffSolver;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A solver of the runtime with the function that it is to solve for, as programs of their own: one
 * writes the function's value at the position to its output; the other is of the position followed
 * by a weight for each component of the value, and writes the gradient of their product, which is
 * the pullback of the weights and then the value itself.
 *
 * @param number tells the procedures of one program apart
 * @param name of the function, for listings
 * @param sizes the DATA array of both programs that holds the sizes
 */
public record Procedure(
    int number, Method method, String name, Program value, Program pullback, Array sizes) {
  /** The code of the checks that there is a solution. */
  public static final String UNSOLVED = "D0330";

  /** How a solution is found. */
  public enum Method {
    ODE {
      @Override
      public Solver solver(DifferentiableFunction function) {
        return new DormandPrince(function);
      }
    },
    ODE_STIFF {
      @Override
      public Solver solver(DifferentiableFunction function) {
        return new StiffSolver(function);
      }
    },
    INTEGRATE_1D {
      @Override
      public Solver solver(DifferentiableFunction function) {
        return new Quadrature(function);
      }
    },
    ALGEBRA_SOLVE {
      @Override
      public Solver solver(DifferentiableFunction function) {
        return new RootFinder(function);
      }
    };

    /** A solver for the function, without workspace yet. */
    public abstract Solver solver(DifferentiableFunction function);
  }

  /** The procedures of a program, by number. */
  public static List<Procedure> in(Program program) {
    TreeMap<Integer, Procedure> found = new TreeMap<>();
    Consumer<Statement> note =
        s -> {
          if (s instanceof Statement.Solve t) found.put(t.procedure().number(), t.procedure());
          if (s instanceof Statement.Pullback p) found.put(p.procedure().number(), p.procedure());
        };
    Parts.forEach(program.prelude(), note);
    Parts.forEach(program.body(), note);
    return List.copyOf(found.values());
  }

  /** Its name in listings: {@code ode#1(f)}. */
  String title() {
    return method.name().toLowerCase(java.util.Locale.ROOT) + "#" + number + "(" + name + ")";
  }
}
