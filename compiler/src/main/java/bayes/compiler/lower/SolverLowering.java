package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.SolverFunction;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Procedure;
import bayes.compiler.program.Value;
import bayes.runtime.solve.Solver;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions of functions: what they are given is put in one piece of an array, options first, and
 * handed to a procedure, as early as it is known.
 */
final class SolverLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  SolverLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  View lower(Expr.Solve solve, Environment environment) {
    List<View> operands = views(solve.operands(), environment);
    List<View> arguments = views(solve.arguments(), environment);
    List<View> options = views(solve.options(), environment);
    List<View> all = new ArrayList<>(options);
    all.addAll(operands);
    all.addAll(arguments);
    int level = 0;
    for (View view : all) {
      level = Math.max(level, view.level());
      for (Extent extent : view.extents()) level = Math.max(level, emitter.level(extent.size()));
    }
    return emitter.at(level, () -> solve(solve, operands, arguments, options, environment));
  }

  private List<View> views(List<Expr> exprs, Environment environment) {
    return exprs.stream().map(expr -> expressions.view(expr, environment)).toList();
  }

  private View solve(
      Expr.Solve solve,
      List<View> operands,
      List<View> arguments,
      List<View> options,
      Environment environment) {
    IndexSets sets = expressions.sets();
    List<Extent> state = operands.get(0).extents();
    List<Extent> value = sets.extents(solve.value().dimensions(), environment);
    for (int d = 0; d < state.size(); d++) {
      sets.checkEqual(value.get(d), state.get(d), solve.span());
    }
    List<View> packed = new ArrayList<>(options);
    packed.addAll(operands);
    List<ProcedureLowering.Argument> parameters = given(solve.solver(), state);
    Captures captures = new Captures(emitter, expressions, nSizes(solve.solver()), solve.span());
    List<View> passed = new ArrayList<>();
    for (View argument : arguments) {
      boolean isCaptured = argument.isScalar() && argument.kind() == Kind.INT;
      Value scalar = isCaptured ? argument.scalar() : null;
      if (scalar != null && captures.isKnown(scalar)) {
        parameters.add(new ProcedureLowering.Argument(Kind.INT, List.of(), scalar));
        continue;
      }
      parameters.add(new ProcedureLowering.Argument(argument.kind(), argument.extents(), null));
      passed.add(argument);
    }
    packed.addAll(passed);
    Procedure procedure =
        new ProcedureLowering(solve.function(), parameters, expressions, captures, solve.span())
            .lower(emitter.nextProcedure(), Procedure.Method.valueOf(solve.solver().name()));
    Array sizes = sizes(solve.solver(), operands, total(passed), captures);
    Storage storage = expressions.storage();
    Storage.Piece input = storage.piece(Kind.REAL, "", total(packed));
    storage.fill(input, () -> pack(packed, input));
    List<Extent> extents = extents(solve.solver(), operands);
    Storage.Piece output = storage.piece(Kind.REAL, "", sets.count(extents));
    emitter.beginStores(output.array());
    Value status = emitter.solve(procedure, sizes, input.slice(), output.slice());
    emitter.endStores(output.array());
    check(solve, status, options.get(options.size() - 1).scalar());
    if (extents.isEmpty()) {
      return expressions.constant(storage.load(output, emitter.integer(0)));
    }
    return storage.view(output, extents);
  }

  /** What the solver calls the function with. */
  private static List<ProcedureLowering.Argument> given(SolverFunction solver, List<Extent> state) {
    List<ProcedureLowering.Argument> given = new ArrayList<>();
    for (int i = 1; i < solver.given(); i++) {
      given.add(new ProcedureLowering.Argument(Kind.REAL, List.of(), null));
    }
    given.add(new ProcedureLowering.Argument(Kind.REAL, state, null));
    return given;
  }

  private static int nSizes(SolverFunction solver) {
    return switch (solver) {
      case ODE, ODE_STIFF, ALGEBRA_SOLVE -> 2;
      case INTEGRATE_1D -> 1;
    };
  }

  private static List<Extent> extents(SolverFunction solver, List<View> operands) {
    List<Extent> extents = new ArrayList<>();
    if (solver == SolverFunction.ODE || solver == SolverFunction.ODE_STIFF) {
      extents.addAll(operands.get(2).extents());
    }
    extents.addAll(operands.get(0).extents());
    return extents;
  }

  /** The number of elements of all views. */
  private Value total(List<View> views) {
    Value total = emitter.integer(0);
    for (View view : views) {
      total = emitter.op(Operation.INT_ADD, total, expressions.sets().count(view.extents()));
    }
    return total;
  }

  /** What the solver needs to know of sizes, and then what the function captures. */
  private Array sizes(
      SolverFunction solver, List<View> operands, Value nArguments, Captures captures) {
    List<Value> values = new ArrayList<>();
    if (solver.isOfVectors()) values.add(operands.get(0).extents().get(0).size());
    values.add(nArguments);
    for (Value value : values) captures.requireKnown(value);
    values.addAll(captures.values());
    return emitter.at(
        0,
        () -> {
          Array.Role role = emitter.inPrelude() ? Array.Role.CONSTANT : Array.Role.WORKSPACE;
          Array sizes = emitter.allocate(Kind.INT, role, "sizes", emitter.integer(values.size()));
          emitter.beginStores(sizes);
          for (int i = 0; i < values.size(); i++) {
            emitter.store(sizes, emitter.integer(i), values.get(i));
          }
          emitter.endStores(sizes);
          return sizes;
        });
  }

  private void pack(List<View> views, Storage.Piece piece) {
    Value[] next = {emitter.integer(0)};
    for (View view : views) {
      Value start = next[0];
      emitter.loops(
          view.extents(),
          positions -> {
            Value element = view.at(positions);
            Value linear = expressions.sets().linear(view.extents(), positions);
            expressions
                .storage()
                .store(
                    piece,
                    emitter.op(Operation.INT_ADD, start, linear),
                    element.kind() == Kind.REAL
                        ? element
                        : emitter.op(Operation.INT_TO_REAL, element));
          });
      next[0] = emitter.op(Operation.INT_ADD, start, expressions.sets().count(view.extents()));
    }
  }

  private void check(Expr.Solve solve, Value status, Value maxSteps) {
    String name = "`" + solve.solver().function() + "`";
    String function = "`" + solve.function().name() + "`";
    Value most = emitter.op(Operation.REAL_TO_INT, maxSteps);
    check(solve, status, Solver.UNDEFINED, Procedure.UNSOLVED, function + " has no value here");
    check(
        solve,
        status,
        Solver.INVALID_OPTION,
        "D0310",
        "tolerances and `max_steps` of " + name + " must be positive");
    check(solve, status, Solver.UNORDERED, "D0331", "the times of " + name + " decrease");
    check(
        solve,
        status,
        Solver.TOO_MANY_STEPS,
        Procedure.UNSOLVED,
        name + " found no solution in {0} steps",
        most);
    check(
        solve,
        status,
        Solver.NOT_FINITE,
        Procedure.UNSOLVED,
        name + " found no solution: " + function + " is infinite or not a number on the way");
    check(
        solve,
        status,
        Solver.NO_SMALLER_STEP,
        Procedure.UNSOLVED,
        name
            + (solve.solver() == SolverFunction.ALGEBRA_SOLVE
                ? " found no solution: no step from the point that it has come to is better"
                : " found no solution: no step is small enough, as at a jump or a pole"));
  }

  private void check(
      Expr.Solve solve, Value status, int failure, String code, String message, Value... values) {
    Value differs = emitter.op(Operation.INT_NE, status, emitter.integer(failure));
    emitter.check(differs, code, message, solve.span(), values);
  }
}
