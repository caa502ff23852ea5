package bayes.compiler.check;

import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Kernels by name: in {@code GaussianProcess(x, exp_quad(alpha, rho))} the kernels take the inputs
 * x first, which makes a covariance matrix of each of them, and of their sums and products.
 */
final class Kernels {
  private static final String PROCESS = "GaussianProcess";
  private static final Set<String> NAMES =
      Set.of("exp_quad", "matern12", "matern32", "matern52", "periodic", "linear", "constant");

  private Kernels() {}

  /** Whether the call is of a Gaussian process with inputs and a kernel, by position. */
  static boolean takesInputs(Expression.Call call) {
    long positional = call.arguments().stream().filter(a -> a.name().isEmpty()).count();
    return call.name().text().equals(PROCESS) && positional == 2;
  }

  /** The call with the inputs put into the kernels. */
  static Expression.Call withInputs(Expression.Call call) {
    Expression inputs = call.arguments().get(0).value();
    List<Argument> arguments = new ArrayList<>();
    for (Argument argument : call.arguments().subList(1, call.arguments().size())) {
      boolean isKernel = arguments.isEmpty();
      Expression value = isKernel ? at(argument.value(), inputs) : argument.value();
      arguments.add(new Argument(argument.name(), value, argument.span()));
    }
    return new Expression.Call(call.name(), arguments, call.span());
  }

  private static Expression at(Expression kernel, Expression inputs) {
    if (kernel instanceof Expression.Parenthesised e) {
      return new Expression.Parenthesised(at(e.inner(), inputs), e.span());
    }
    if (kernel instanceof Expression.Binary e) {
      return new Expression.Binary(
          e.operator(), at(e.left(), inputs), at(e.right(), inputs), e.span());
    }
    if (kernel instanceof Expression.Conditional e) {
      return new Expression.Conditional(
          e.condition(), at(e.then(), inputs), at(e.otherwise(), inputs), e.span());
    }
    if (kernel instanceof Expression.Call e && NAMES.contains(e.name().text())) {
      List<Argument> arguments = new ArrayList<>();
      arguments.add(new Argument(Optional.empty(), inputs, inputs.span()));
      arguments.addAll(e.arguments());
      return new Expression.Call(e.name(), arguments, e.span());
    }
    return kernel;
  }
}
