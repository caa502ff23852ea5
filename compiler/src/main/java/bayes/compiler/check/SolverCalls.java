package bayes.compiler.check;

import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FunctionDefinition;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.SolverFunction;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Calls of the functions that take a function: {@code ode(f, start, t0, times, args...)}. */
final class SolverCalls {
  private final Session session;
  private final Expressions expressions;
  private final ArgumentRules rules;

  SolverCalls(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
    this.rules = new ArgumentRules(session, expressions);
  }

  /** A limit of an integral. */
  static final String INFINITY = "infinity";

  /** The names of the functions, for suggestions. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(Set.of(INFINITY));
    for (SolverFunction solver : SolverFunction.values()) names.add(solver.function());
    return names;
  }

  Expr infinity(Expression.Call call) {
    if (call.arguments().isEmpty()) {
      return new Expr.RealConstant(Double.POSITIVE_INFINITY, call.span());
    }
    rules.wrongCount(call, List.of(INFINITY + "()"));
    return session.unknown(call.span());
  }

  static Optional<SolverFunction> function(String name) {
    return Arrays.stream(SolverFunction.values())
        .filter(solver -> solver.function().equals(name))
        .findFirst();
  }

  Expr check(SolverFunction solver, Expression.Call call, Scope scope) {
    Expr unknown = session.unknown(call.span());
    List<Expression> positional = new ArrayList<>();
    Optional<List<Expr>> options = options(solver, call, positional, scope);
    int own = 1 + solver.operands().size();
    if (positional.size() < own) {
      rules.wrongCount(call, List.of(usage(solver)));
      return unknown;
    }
    Optional<FunctionEntry> function = function(solver, positional.get(0), scope);
    Optional<List<Expr>> operands = operands(solver, positional.subList(1, own), scope);
    List<Expr> arguments = new ArrayList<>();
    for (Expression argument : positional.subList(own, positional.size())) {
      arguments.add(expressions.check(argument, scope));
    }
    if (options.isEmpty() || function.isEmpty() || operands.isEmpty()) return unknown;
    if (arguments.stream().anyMatch(Shapes::isUnknown)) return unknown;
    Span place = positional.get(0).span();
    if (!fits(solver, function.get(), arguments.size(), place)) return unknown;
    List<Expr> all = given(solver, operands.get(), call.span());
    all.addAll(arguments);
    if (!(new FunctionCalls(session, expressions)
            .called(withoutGiven(solver, function.get()), all, call)
        instanceof Expr.CallFunction inner)) {
      return unknown;
    }
    Type value = inner.type();
    List<IndexSet> state = operands.get().get(0).type().dimensions();
    if (!Shapes.match(value.dimensions(), state)) {
      report(
          solver,
          function.get(),
          place,
          "gives `" + ExprText.of(value) + "` for `" + ExprText.of(operands.get().get(0)) + "`");
      return unknown;
    }
    return new Expr.Solve(
        solver,
        inner.function(),
        operands.get(),
        inner.arguments().subList(solver.given(), all.size()),
        options.get(),
        value,
        type(solver, operands.get()),
        call.span());
  }

  private static String usage(SolverFunction solver) {
    return solver.function() + "(f, " + String.join(", ", solver.operands()) + ", args...)";
  }

  private static String usageWithOptions(SolverFunction solver) {
    String options =
        solver.options().stream()
            .map(option -> option.name() + ": ...")
            .collect(Collectors.joining(", "));
    return usage(solver).replaceFirst("\\)$", ", " + options + ")");
  }

  /** The values of the options, given or not; collects the other arguments. */
  private Optional<List<Expr>> options(
      SolverFunction solver, Expression.Call call, List<Expression> positional, Scope scope) {
    List<SolverFunction.Option> known = solver.options();
    Expr[] values = new Expr[known.size()];
    boolean failed = false;
    for (Expression.Argument argument : call.arguments()) {
      if (argument.name().isEmpty()) {
        positional.add(argument.value());
        continue;
      }
      String name = argument.name().get().text();
      int at = known.stream().map(SolverFunction.Option::name).toList().indexOf(name);
      if (at < 0 || values[at] != null) {
        session.report(
            new TypeProblem.UnknownArgument(
                argument.span(), solver.function(), List.of(usageWithOptions(solver))));
        failed = true;
        continue;
      }
      String what = "`" + name + "` of `" + solver.function() + "`";
      Expr value =
          expressions
              .conversions()
              .requireScalar(expressions.check(argument.value(), scope), Type.REAL, what);
      expressions.conversions().requireData(value, what);
      failed |= Shapes.isUnknown(value);
      values[at] = value;
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) values[i] = new Expr.RealConstant(known.get(i).value(), call.span());
    }
    return failed ? Optional.empty() : Optional.of(List.of(values));
  }

  /** The function that the first argument names. */
  private Optional<FunctionEntry> function(
      SolverFunction solver, Expression argument, Scope scope) {
    if (!(argument instanceof Expression.NameUse use)) {
      boolean isCall = argument instanceof Expression.Call;
      notAFunction(
          solver,
          argument.span(),
          isCall ? "a call" : "an expression",
          isCall
              ? "write the function's name alone: `" + ((Expression.Call) argument).name() + "`"
              : "declare a function with `fun`, and write its name");
      return Optional.empty();
    }
    String name = use.name().text();
    Optional<FunctionEntry> own =
        Optional.ofNullable(session.functions().get(name))
            .or(() -> session.library().function(name));
    if (own.isPresent()) return own;
    if (scope.find(name).isPresent()) {
      notAFunction(
          solver,
          use.span(),
          "`" + name + "`, a value",
          "declare a function with `fun`, and write its name");
    } else if (session.distributions().containsKey(name)
        || session.library().hasDistribution(name)) {
      notAFunction(
          solver,
          use.span(),
          "`" + name + "`, a distribution",
          "declare a function, such as `fun f(x: real) -> real { return exp(log_density("
              + name
              + "(...), x)); }`");
    } else if (!session.library().catalog().scalarFunctions(name).isEmpty()
        || FunctionNames.BUILT_IN.contains(name)
        || TextCalls.names().contains(name)) {
      notAFunction(
          solver,
          use.span(),
          "`" + name + "`, which is built in",
          "declare a function that calls it: `fun f(x: real) -> real { return " + name + "(x); }`");
    } else {
      unknownFunction(use.name());
    }
    return Optional.empty();
  }

  private void notAFunction(SolverFunction solver, Span span, String found, String hint) {
    session.report(
        new TypeProblem.NotAFunction(span, solver.function(), solver.signature(), found, hint));
  }

  private void unknownFunction(Name name) {
    if (session.failed().contains(name.text())) {
      new FunctionNames(session).reportUnknown(name);
      return;
    }
    session.report(
        new NameProblem.UnknownFunction(
            name,
            Suggestions.nearest(name.text(), new TreeSet<>(session.functions().keySet()), 3),
            Optional.empty()));
  }

  /** The solver's own arguments: vectors, apart from {@code t0}, {@code a} and {@code b}. */
  private Optional<List<Expr>> operands(
      SolverFunction solver, List<Expression> written, Scope scope) {
    List<Expr> operands = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      String what = "`" + solver.operands().get(i) + "` of `" + solver.function() + "`";
      Expr operand = expressions.check(written.get(i), scope);
      boolean isVector = solver.isOfVectors() && i != 1;
      if (!isVector) {
        operands.add(expressions.conversions().requireScalar(operand, Type.REAL, what));
        continue;
      }
      if (!Shapes.isUnknown(operand) && operand.type().dimensions().size() != 1) {
        session.report(
            new TypeProblem.WrongType(
                operand.span(),
                what,
                "an array of one dimension",
                ExprText.of(operand.type()),
                operand.type().dimensions().isEmpty()
                    ? Optional.of("write `[" + ExprText.of(operand) + "]`")
                    : Optional.empty()));
        operand = session.unknown(operand.span());
      }
      operands.add(expressions.conversions().require(operand, Type.REAL, what));
    }
    return operands.stream().anyMatch(Shapes::isUnknown) ? Optional.empty() : Optional.of(operands);
  }

  /** Whether the solver can call the function, as far as its own arguments go. */
  private boolean fits(SolverFunction solver, FunctionEntry entry, int nArguments, Span place) {
    FunctionDefinition function = entry.definition();
    int taken = function.parameters().size() - solver.given();
    if (taken < 0) {
      report(solver, entry, place, "takes " + count(function.parameters().size(), "argument"));
      return false;
    }
    for (int i = 0; i < solver.given(); i++) {
      Symbol parameter = function.parameters().get(i);
      boolean isVector = solver.isOfVectors() && i == solver.given() - 1;
      boolean fits =
          parameter.type().element() instanceof Type.Real
              && parameter.type().dimensions().size() == (isVector ? 1 : 0);
      if (fits) continue;
      report(
          solver,
          entry,
          place,
          "its `" + parameter.name() + "` is of type `" + ExprText.of(parameter.type()) + "`");
      return false;
    }
    boolean isVector = solver.isOfVectors();
    boolean isNumber =
        entry.result().element() instanceof Type.Real
            || entry.result().element() instanceof Type.Int;
    if (!isNumber || entry.result().dimensions().size() != (isVector ? 1 : 0)) {
      report(solver, entry, place, "its value is of type `" + ExprText.of(entry.result()) + "`");
      return false;
    }
    if (taken != nArguments) {
      report(
          solver,
          entry,
          place,
          "takes " + count(taken, "argument") + " of its own, and is given " + nArguments);
      return false;
    }
    return true;
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private void report(SolverFunction solver, FunctionEntry entry, Span place, String why) {
    FunctionDefinition function = entry.definition();
    Span declared =
        function.parameters().isEmpty() ? place : function.parameters().get(0).declared();
    session.report(
        new TypeProblem.WrongSignature(
            place, function.name(), solver.function(), solver.signature(), why, declared));
  }

  /** What the solver calls the function with: time, state or point, under names of their own. */
  private List<Expr> given(SolverFunction solver, List<Expr> operands, Span span) {
    List<Expr> given = new ArrayList<>();
    for (int i = 0; i < solver.given(); i++) {
      boolean isVector = solver.isOfVectors() && i == solver.given() - 1;
      Type type = isVector ? Type.array(Type.REAL, operands.get(0).type().dimensions()) : Type.REAL;
      Symbol symbol = session.symbol("given", Symbol.Role.LOCAL, type, span);
      given.add(new Expr.Variable(symbol, span));
    }
    return given;
  }

  /** The solver may leave the declared range of what it gives, by an error of its steps. */
  private static FunctionEntry withoutGiven(SolverFunction solver, FunctionEntry entry) {
    List<Support> supports = new ArrayList<>(entry.supports());
    for (int i = 0; i < solver.given(); i++) supports.set(i, Support.WHOLE);
    return new FunctionEntry(entry.definition(), supports, entry.result());
  }

  private static Type type(SolverFunction solver, List<Expr> operands) {
    List<IndexSet> first = operands.get(0).type().dimensions();
    return switch (solver) {
      case ODE, ODE_STIFF -> {
        List<IndexSet> dimensions = new ArrayList<>(operands.get(2).type().dimensions());
        dimensions.addAll(first);
        yield Type.array(Type.REAL, dimensions);
      }
      case INTEGRATE_1D -> Type.REAL;
      case ALGEBRA_SOLVE -> Type.array(Type.REAL, first);
    };
  }
}
