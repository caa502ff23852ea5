package bayes.compiler.model;

import java.util.List;
import java.util.Locale;

/** The library's functions whose first argument is a function. */
public enum SolverFunction {
  ODE(
      "the solution of dy/dt = f(t, y, args...) from `start` at `t0`, at the times",
      "f(t: real, y: real[n], args...) -> real[n]",
      2,
      List.of("start", "t0", "times"),
      List.of(
          new Option("relative_tolerance", 1e-8),
          new Option("absolute_tolerance", 1e-8),
          new Option("max_steps", 100_000))),
  ODE_STIFF(
      "the same by an implicit method, for equations with very different time scales",
      "f(t: real, y: real[n], args...) -> real[n]",
      2,
      List.of("start", "t0", "times"),
      List.of(
          new Option("relative_tolerance", 1e-8),
          new Option("absolute_tolerance", 1e-8),
          new Option("max_steps", 100_000))),
  INTEGRATE_1D(
      "the integral of f(x, args...) over x from `a` to `b`",
      "f(x: real, args...) -> real",
      1,
      List.of("a", "b"),
      List.of(
          new Option("relative_tolerance", 1e-8),
          new Option("absolute_tolerance", 0),
          new Option("max_steps", 1000))),
  ALGEBRA_SOLVE(
      "the y near `guess` with f(y, args...) = 0",
      "f(y: real[n], args...) -> real[n]",
      1,
      List.of("guess"),
      List.of(new Option("tolerance", 1e-10), new Option("max_steps", 200)));

  /** A named argument that may be left out. */
  public record Option(String name, double value) {}

  private final String doc;
  private final String signature;
  private final int given;
  private final List<String> operands;
  private final List<Option> options;

  SolverFunction(
      String doc, String signature, int given, List<String> operands, List<Option> options) {
    this.doc = doc;
    this.signature = signature;
    this.given = given;
    this.operands = operands;
    this.options = options;
  }

  /** As users call it: {@code algebra_solve}. */
  public String function() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One line on its value. */
  public String doc() {
    return doc;
  }

  /** What the function that it takes must look like. */
  public String signature() {
    return signature;
  }

  /** How many arguments it gives the function itself, before those of the call. */
  public int given() {
    return given;
  }

  /** Whether the last of these, and the function's value, are vectors. */
  public boolean isOfVectors() {
    return this != INTEGRATE_1D;
  }

  /** The names of its own arguments after the function. */
  public List<String> operands() {
    return operands;
  }

  public List<Option> options() {
    return options;
  }
}
