package bayes.compiler.lower;

import bayes.compiler.differentiate.Differentiate;
import bayes.compiler.model.FunctionDefinition;
import bayes.compiler.model.Symbol;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Procedure;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import bayes.compiler.simplify.Simplify;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a function that a solver calls. Its arguments are reals of the position, one
 * after the other; integers that data give are captured.
 */
final class ProcedureLowering {
  /** An argument of the function: its extents outside, and its value there if it is captured. */
  record Argument(Kind kind, List<Extent> extents, @Nullable Value captured) {
    Argument {
      extents = List.copyOf(extents);
    }
  }

  private final FunctionDefinition function;
  private final List<Argument> arguments;
  private final ExpressionLowering expressions;
  private final Captures captures;
  private final Span span;

  ProcedureLowering(
      FunctionDefinition function,
      List<Argument> arguments,
      ExpressionLowering expressions,
      Captures captures,
      Span span) {
    this.function = function;
    this.arguments = List.copyOf(arguments);
    this.expressions = expressions;
    this.captures = captures;
    this.span = span;
  }

  Procedure lower(int number, Procedure.Method method) {
    Program value = Simplify.simplify(program(false));
    Program weighted = Simplify.simplify(program(true));
    Program pullback = Simplify.simplify(Differentiate.gradient(weighted));
    Array sizes =
        value.arrays().stream()
            .filter(array -> array.role() == Array.Role.DATA)
            .findFirst()
            .orElseThrow();
    return new Procedure(number, method, function.name(), value, pullback, sizes);
  }

  private Program program(boolean weighted) {
    Emitter emitter = new Emitter();
    emitter.statement(span);
    Array position = emitter.array(Kind.REAL, Array.Role.POSITION, "position");
    Array sizes = emitter.array(Kind.INT, Array.Role.DATA, "sizes");
    Captures.Inside inside = new Captures.Inside(emitter, sizes, captures);
    ExpressionLowering lowering = expressions.within(inside);
    Environment environment = Environment.root();
    Value next = bind(emitter, lowering, inside, position, environment);
    if (weighted) {
      emitter.beginBody();
      Register sum = emitter.register(Kind.REAL);
      emitter.set(sum, emitter.real(0));
      View value = lowering.view(function.body(), environment);
      emitter.loops(
          value.extents(),
          positions -> {
            Value linear = lowering.sets().linear(value.extents(), positions);
            Value weight = emitter.load(position, emitter.op(Operation.INT_ADD, next, linear));
            Value element = real(emitter, value.at(positions));
            emitter.accumulate(sum, emitter.op(Operation.MUL, weight, element));
          });
      return emitter.finish("weighted_" + function.name(), emitter.get(sum));
    }
    Array output = emitter.array(Kind.REAL, Array.Role.OUTPUT, "value");
    emitter.beginBody();
    View value = lowering.view(function.body(), environment);
    emitter.loops(
        value.extents(),
        positions ->
            emitter.store(
                output,
                lowering.sets().linear(value.extents(), positions),
                real(emitter, value.at(positions))));
    return emitter.finish(function.name(), null);
  }

  private static Value real(Emitter emitter, Value value) {
    return value.kind() == Kind.REAL ? value : emitter.op(Operation.INT_TO_REAL, value);
  }

  /** Binds the parameters to pieces of the position; returns what follows them. */
  private Value bind(
      Emitter emitter,
      ExpressionLowering lowering,
      Captures.Inside inside,
      Array position,
      Environment environment) {
    List<Symbol> parameters = function.parameters();
    Dimensions dimensions = new Dimensions(function.dimensions());
    Value next = emitter.integer(0);
    for (int i = 0; i < parameters.size(); i++) {
      Argument argument = arguments.get(i);
      View view = view(argument, next, emitter, lowering, inside, position);
      dimensions.bind(parameters.get(i).type(), view, environment, lowering.sets(), span);
      environment.bind(parameters.get(i), view);
      if (argument.captured() != null) continue;
      next = emitter.op(Operation.INT_ADD, next, lowering.sets().count(view.extents()));
    }
    return next;
  }

  private static View view(
      Argument argument,
      Value offset,
      Emitter emitter,
      ExpressionLowering lowering,
      Captures.Inside inside,
      Array position) {
    if (argument.captured() != null) {
      return lowering.constant(inside.captures().inside(argument.captured(), inside));
    }
    List<Extent> extents = new ArrayList<>();
    for (Extent extent : argument.extents()) extents.add(inside.extent(extent));
    View.Element element =
        positions -> {
          Value linear = lowering.sets().linear(extents, positions);
          Value value = emitter.load(position, emitter.op(Operation.INT_ADD, offset, linear));
          return argument.kind() == Kind.REAL ? value : emitter.op(Operation.REAL_TO_INT, value);
        };
    // A position is read in the body alone.
    return new View(argument.kind(), extents, 1, true, element);
  }
}
