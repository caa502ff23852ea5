package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The data while a model is simulated: {@code observe} writes an element, later statements read
 * what it wrote, earlier ones read the data that were given. What is neither written nor given has
 * no value; reading it ends the simulation.
 */
final class SimulatedData {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final Variables variables;
  private final InputArrays inputs;
  private final Map<Symbol, Written> written = new LinkedHashMap<>();

  /**
   * One variable.
   *
   * @param given the elements that were given
   * @param values the elements that were written
   * @param isWritten 1 for those
   * @param numbered stands for the array in an index: its elements are their own numbers
   */
  private record Written(
      Symbol symbol,
      Array given,
      Array values,
      Array isWritten,
      List<Extent> extents,
      Symbol numbered) {}

  SimulatedData(
      Emitter emitter, ExpressionLowering expressions, Variables variables, InputArrays inputs) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.variables = variables;
    this.inputs = inputs;
  }

  /** At the start of an evaluation nothing is written; from here on, names mean these arrays. */
  void begin(Set<Symbol> symbols, Environment environment) {
    for (Symbol symbol : symbols) {
      List<Extent> extents = variables.extents(symbol);
      Value length = expressions.sets().count(extents);
      Kind kind = ExpressionLowering.kind(symbol.type());
      Array values = emitter.allocate(kind, Array.Role.WORKSPACE, symbol.name() + "_new", length);
      Array isWritten =
          emitter.allocate(Kind.INT, Array.Role.WORKSPACE, symbol.name() + "_written", length);
      emitter.fill(isWritten, emitter.integer(0));
      // They change until the end.
      emitter.beginStores(values);
      emitter.beginStores(isWritten);
      Type numbers = Type.array(Type.INT, symbol.type().dimensions());
      Symbol numbered =
          new Symbol(
              -1 - written.size(), symbol.name(), Symbol.Role.LOCAL, numbers, symbol.declared());
      Written one = new Written(symbol, inputs.of(symbol), values, isWritten, extents, numbered);
      written.put(symbol, one);
      environment.bindLazily(symbol, () -> view(one));
      environment.bind(
          numbered,
          new View(
              Kind.INT,
              extents,
              0,
              true,
              positions -> expressions.sets().linear(extents, positions)));
    }
  }

  /** As it is now; so an element is not stored, but read when it is asked for. */
  private View view(Written data) {
    if (data.extents().isEmpty()) return expressions.constant(read(data, emitter.integer(0)));
    return new View(
        data.values().kind(),
        data.extents(),
        emitter.level(),
        false,
        positions -> read(data, expressions.sets().linear(data.extents(), positions)));
  }

  private Value read(Written data, Value at) {
    Span place = emitter.place();
    return emitter.choose(
        emitter.loadNow(data.isWritten(), at),
        () -> emitter.loadNow(data.values(), at),
        () -> {
          Value given = emitter.load(data.given(), at);
          emitter.check(
              isGiven(given),
              "D0201",
              "the simulation reads a value of `"
                  + data.symbol().name()
                  + "` that no statement above has drawn, and that the data do not give",
              place);
          return given;
        });
  }

  /** What was not given is NaN, or the least integer. */
  private Value isGiven(Value value) {
    return value.kind() == Kind.REAL
        ? emitter.op(Operation.EQ, value, value)
        : emitter.op(Operation.INT_NE, value, emitter.integer(Integer.MIN_VALUE));
  }

  /** {@code observe y[i] ~ D}: writes a draw. */
  void write(ModelStatement.Observe observe, Environment scope) {
    Expr.Index index = observe.elements().orElseThrow();
    Written data = written.get(((Expr.Variable) index.array()).symbol());
    if (data == null) throw new IllegalStateException("not written: " + index.array());
    View draw = expressions.distributions().sampleNumber(observe.distribution(), scope);
    if (index.subscripts().isEmpty()) {
      store(data, emitter.integer(0), draw.scalar());
      return;
    }
    Expr.Variable numbers = new Expr.Variable(data.numbered(), index.array().span());
    Type type = Type.array(Type.INT, index.type().dimensions());
    View elements =
        expressions.view(new Expr.Index(numbers, index.subscripts(), type, index.span()), scope);
    emitter.loops(
        elements.extents(), positions -> store(data, elements.at(positions), draw.at(positions)));
  }

  private void store(Written data, Value at, Value value) {
    emitter.store(data.values(), at, converted(value, data.values().kind()));
    emitter.addTo(data.isWritten(), at, emitter.integer(1));
  }

  private Value converted(Value value, Kind kind) {
    return kind == Kind.REAL && value.kind() == Kind.INT
        ? emitter.op(Operation.INT_TO_REAL, value)
        : value;
  }

  /** Appends the variables to a row; an element without a value is NaN. */
  void record(Array output, Value offset) {
    Value next = offset;
    for (Written data : written.values()) {
      Value first = next;
      emitter.loops(
          data.extents(),
          positions -> {
            Value at = expressions.sets().linear(data.extents(), positions);
            emitter.store(output, emitter.op(Operation.INT_ADD, first, at), real(data, at));
          });
      next = emitter.op(Operation.INT_ADD, next, expressions.sets().count(data.extents()));
    }
  }

  private Value real(Written data, Value at) {
    return emitter.choose(
        emitter.loadNow(data.isWritten(), at),
        () -> converted(emitter.loadNow(data.values(), at), Kind.REAL),
        () -> {
          Value given = emitter.load(data.given(), at);
          return emitter.op(
              Operation.SELECT,
              isGiven(given),
              converted(given, Kind.REAL),
              emitter.real(Double.NaN));
        });
  }

  /** The variables that are written, in the order of the row. */
  List<Symbol> symbols() {
    return new ArrayList<>(written.keySet());
  }
}
