package bayes.compiler.lower;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where the model's variables are: in inputs, in values, or in arrays of the program. */
final class Variables {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final Environment environment;
  private final InputArrays inputs;
  private final TypedModel model;
  private final Map<Symbol, Array> arrays = new HashMap<>();

  Variables(
      Emitter emitter,
      ExpressionLowering expressions,
      Environment environment,
      InputArrays inputs,
      TypedModel model) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.environment = environment;
    this.inputs = inputs;
    this.model = model;
  }

  void bindData() {
    for (VariableDeclaration variable : model.variables()) {
      Symbol symbol = variable.symbol();
      if (symbol.role() != Symbol.Role.DATA) continue;
      Array array = inputs.of(symbol);
      environment.bindLazily(symbol, () -> view(symbol, array, emitter.integer(0)));
    }
  }

  List<Extent> extents(Symbol symbol) {
    return expressions.sets().extents(symbol.type().dimensions(), environment);
  }

  /**
   * A variable whose elements are in an array from {@code offset} on; integers may be held as
   * reals.
   */
  View view(Symbol symbol, Array array, Value offset) {
    boolean isHeldAsReals =
        array.kind() == Kind.REAL && ExpressionLowering.kind(symbol.type()) == Kind.INT;
    return isHeldAsReals ? integers(symbol, array, offset) : plain(symbol, array, offset);
  }

  private View integers(Symbol symbol, Array array, Value offset) {
    View reals = plain(symbol, array, offset);
    if (reals.isScalar()) {
      return expressions.constant(emitter.op(Operation.REAL_TO_INT, reals.scalar()));
    }
    return new View(
        Kind.INT,
        reals.extents(),
        reals.level(),
        true,
        positions -> emitter.op(Operation.REAL_TO_INT, reals.at(positions)));
  }

  private View plain(Symbol symbol, Array array, Value offset) {
    List<Extent> extents = extents(symbol);
    int level = Math.max(emitter.level(array), emitter.level(offset));
    Value count = expressions.sets().count(extents);
    if (extents.isEmpty()) return expressions.constant(emitter.load(array, offset));
    return new View(
        array.kind(),
        extents,
        level,
        true,
        positions -> {
          Value linear = expressions.sets().linear(extents, positions);
          return emitter.load(array, emitter.op(Operation.INT_ADD, offset, linear));
        },
        List.of(),
        new Statement.Slice(array, offset, count));
  }

  /** Binds a variable that one statement outside of loops defines. */
  void bindWhole(Symbol symbol, View value, Span span) {
    List<Extent> extents = extents(symbol);
    for (int d = 0; d < extents.size(); d++) {
      expressions.sets().checkEqual(extents.get(d), value.extents().get(d), span);
    }
    boolean ready = value.isScalar() || value.stored();
    View stored = ready ? value : expressions.storage().materialise(value);
    // Its dimensions are the declared ones: a part of a range counts from 1 elsewhere.
    environment.bind(
        symbol,
        new View(
            stored.kind(),
            extents,
            stored.level(),
            true,
            stored.element(),
            List.of(),
            stored.slice()));
  }

  /** Positions, from 0, of the indices on a definition's left side. */
  List<Value> positions(Symbol symbol, List<Expr> indices, Environment scope) {
    List<Value> positions = new ArrayList<>();
    for (int d = 0; d < indices.size(); d++) {
      Expr index = indices.get(d);
      IndexSet set = symbol.type().dimensions().get(d);
      Extent extent = expressions.sets().extent(set, environment);
      boolean known = IndexSet.covers(set, index.type());
      positions.add(
          expressions
              .sets()
              .position(
                  expressions.scalar(index, scope),
                  extent,
                  known,
                  index.span(),
                  () -> expressions.elements().of(index, scope, List.of())));
    }
    return positions;
  }

  /** Binds a variable to the elements of an array from {@code offset} on. */
  void bindAt(Symbol symbol, Array array, Value offset) {
    environment.bindLazily(symbol, () -> view(symbol, array, offset));
  }

  /** Binds a variable to the formula of its elements, computed where one is read. */
  void bindByElement(Derivations.Definition definition) {
    Symbol symbol = definition.define().symbol();
    environment.bindLazily(symbol, () -> byElement(definition));
  }

  private View byElement(Derivations.Definition definition) {
    ModelStatement.Define define = definition.define();
    Symbol symbol = define.symbol();
    List<Extent> extents = extents(symbol);
    return new View(
        ExpressionLowering.kind(symbol.type()),
        extents,
        emitter.level(),
        false,
        positions -> {
          int plate = define.indices().size();
          Environment scope = environment.nested();
          for (int d = 0; d < plate; d++) {
            Value member = emitter.op(Operation.INT_ADD, positions.get(d), extents.get(d).first());
            Expr index = Derivations.plain(define.indices().get(d));
            scope.bind(((Expr.Variable) index).symbol(), expressions.constant(member));
          }
          for (Derivations.Step step : definition.path()) {
            if (step instanceof Derivations.Step.Local local) {
              scope.bindLazily(
                  local.define().symbol(), () -> expressions.view(local.define().value(), scope));
            }
          }
          View value = expressions.view(define.value(), scope);
          return value.at(positions.subList(plate, positions.size()));
        });
  }

  void bindScalar(Symbol symbol, Value value) {
    environment.bind(symbol, expressions.constant(value));
  }

  View find(Symbol symbol) {
    View view = environment.find(symbol);
    if (view == null) throw new IllegalStateException(symbol + " has no value");
    return view;
  }

  /** Stores an element, or the array of elements at some leading positions. */
  void storeAt(Symbol symbol, List<Value> positions, View value) {
    Array array = arrayOf(symbol);
    List<Extent> extents = extents(symbol);
    emitter.loops(
        value.extents(),
        rest -> {
          List<Value> all = new ArrayList<>(positions);
          all.addAll(rest);
          emitter.store(array, expressions.sets().linear(extents, all), value.at(rest));
        });
  }

  /** The array of a variable that is defined element by element. */
  Array arrayOf(Symbol symbol) {
    @Nullable Array known = arrays.get(symbol);
    if (known != null) return known;
    Value length = expressions.sets().count(extents(symbol));
    Array.Role role = emitter.inPrelude() ? Array.Role.CONSTANT : Array.Role.WORKSPACE;
    Array array =
        emitter.allocate(ExpressionLowering.kind(symbol.type()), role, symbol.name(), length);
    arrays.put(symbol, array);
    environment.bindLazily(symbol, () -> view(symbol, array, emitter.integer(0)));
    return array;
  }

  /** Makes the arrays of the symbols that are stored; nothing that reads them moves until done. */
  List<Array> beginStores(List<Symbol> symbols, Predicate<Symbol> isStored) {
    List<Array> begun = new ArrayList<>();
    for (Symbol symbol : symbols) {
      if (!isStored.test(symbol)) continue;
      Array array = arrayOf(symbol);
      emitter.beginStores(array);
      begun.add(array);
    }
    return begun;
  }
}
