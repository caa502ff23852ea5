package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Expr.Reduction;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.SolverFunction;
import bayes.compiler.syntax.Expression;
import java.util.List;
import java.util.Optional;

/** Calls of functions: finds, by its name, what each one is. */
final class Calls {
  private final Session session;
  private final Expressions expressions;
  private final ReductionCalls reductions;
  private final SizeCalls sizes;
  private final FunctionCalls functions;

  Calls(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
    this.reductions = new ReductionCalls(session, expressions);
    this.sizes = new SizeCalls(session, expressions);
    this.functions = new FunctionCalls(session, expressions);
  }

  Expr check(Expression.Call call, Scope scope) {
    String name = call.name().text();
    int count = call.arguments().size();
    Optional<Reduction> reduction = ReductionCalls.reduction(name);
    if (count == 1 && reduction.isPresent()) return reductions.reduce(reduction.get(), call, scope);
    switch (name) {
      case "log_density":
        return new DistributionValues(session, expressions).logDensity(call, scope);
      case "cdf":
        return new DistributionValues(session, expressions).check(Quantity.CDF, call, scope);
      case "quantile":
        return isOfDistribution(call)
            ? new DistributionValues(session, expressions).check(Quantity.QUANTILE, call, scope)
            : new ArrayCalls(session, expressions).check(call, scope);
      case "size":
        return sizes.size(call, scope);
      case "len":
        return sizes.length(call, scope);
      case "index":
        return sizes.position(call, scope);
      case "softmax":
        return reductions.vector(Expr.VectorFunction.Kind.SOFTMAX, call, scope);
      case "log_softmax":
        return reductions.vector(Expr.VectorFunction.Kind.LOG_SOFTMAX, call, scope);
      case "cumsum":
        return reductions.vector(Expr.VectorFunction.Kind.CUMSUM, call, scope);
      case "cumprod":
        return reductions.vector(Expr.VectorFunction.Kind.CUMPROD, call, scope);
      case "dot":
        return reductions.dot(call, scope);
      case "concat",
      "rep",
      "linspace",
      "reverse",
      "head",
      "tail",
      "diff",
      "where",
      "sort",
      "order",
      "rank",
      "interpolate":
        return new ArrayCalls(session, expressions).check(call, scope);
      default:
        break;
    }
    if (TextCalls.names().contains(name)) {
      return new TextCalls(session, expressions).check(call, scope);
    }
    if (name.equals("eye")) return new MatrixFunctions(session, expressions).eye(call, scope);
    Optional<MatrixOperation> matrix = MatrixFunctions.operation(name);
    if (matrix.isPresent() && (!matrix.get().isOfLibrary() || session.isOfLibrary())) {
      return new MatrixFunctions(session, expressions).check(matrix.get(), call, scope);
    }
    SolverCalls solvers = new SolverCalls(session, expressions);
    Optional<SolverFunction> solver = SolverCalls.function(name);
    if (solver.isPresent()) return solvers.check(solver.get(), call, scope);
    if (name.equals(SolverCalls.INFINITY)) return solvers.infinity(call);
    Optional<FunctionEntry> own = Optional.ofNullable(session.functions().get(name));
    if (own.isPresent()) return functions.function(own.get(), call, scope);
    if (!session.library().catalog().scalarFunctions(name).isEmpty()) {
      return functions.scalar(call, scope);
    }
    List<FunctionEntry> matrices = session.library().matrixFunction(name);
    if (!matrices.isEmpty()) return functions.overloaded(matrices, call, scope);
    Optional<FunctionEntry> library = session.library().function(name);
    if (library.isPresent()) return functions.function(library.get(), call, scope);
    if (name.startsWith("random_") && session.isOfLibrary()) {
      return new Primitives(session, expressions).check(call, scope);
    }
    new FunctionNames(session).reportUnknown(call.name());
    return session.unknown(call.span());
  }

  /** Whether the first argument is a distribution, or is meant to be one. */
  private boolean isOfDistribution(Expression.Call call) {
    if (call.arguments().isEmpty()) return false;
    Expression first = call.arguments().get(0).value();
    while (first instanceof Expression.Parenthesised p) first = p.inner();
    if (!new Distributions(session, expressions).declarations(first).isEmpty()) return true;
    return first instanceof Expression.Call of
        && Character.isUpperCase(of.name().text().codePointAt(0));
  }
}
