package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how often each element of a variable is defined, and each element of data observed, by
 * running the model's loops and branches on the data: every element must be defined once, and
 * observed at most once.
 */
final class CoverageLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final Variables variables;
  private final Coverage coverage;
  private final Map<Symbol, Count> counts = new LinkedHashMap<>();

  /**
   * The counts of one variable.
   *
   * @param numbered stands for the array in an index: its elements are their own numbers
   */
  private record Count(Array array, List<Extent> extents, Symbol numbered) {}

  CoverageLowering(
      Emitter emitter, ExpressionLowering expressions, Variables variables, Coverage coverage) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.variables = variables;
    this.coverage = coverage;
  }

  /** Counts what the model's statements do, then checks the counts. */
  void check(TypedModel model, Environment scope) {
    coverage.parts().keySet().forEach(symbol -> begin(symbol, scope));
    run(model.statements(), scope);
    coverage
        .parts()
        .forEach(
            (symbol, parts) -> {
              Count count = count(symbol);
              emitter.endStores(count.array());
              check(symbol, parts.get(parts.size() - 1), count);
            });
  }

  private void begin(Symbol symbol, Environment scope) {
    List<Extent> extents = variables.extents(symbol);
    Value length = expressions.sets().count(extents);
    Array array = emitter.allocate(Kind.INT, Array.Role.WORKSPACE, symbol.name(), length);
    emitter.fill(array, emitter.integer(0));
    emitter.beginStores(array);
    Type numbers = Type.array(Type.INT, symbol.type().dimensions());
    Symbol numbered =
        new Symbol(
            -1 - counts.size(), symbol.name(), Symbol.Role.LOCAL, numbers, symbol.declared());
    scope.bind(
        numbered,
        new View(
            Kind.INT,
            extents,
            0,
            true,
            positions -> expressions.sets().linear(extents, positions)));
    counts.put(symbol, new Count(array, extents, numbered));
  }

  private Count count(Symbol symbol) {
    Count count = counts.get(symbol);
    if (count == null) throw new IllegalStateException(symbol + " is not counted");
    return count;
  }

  private void run(List<ModelStatement> statements, Environment scope) {
    for (ModelStatement statement : statements) run(statement, scope);
  }

  private void run(ModelStatement statement, Environment scope) {
    emitter.origin(statement.span());
    if (coverage.earlyReads().isBy(statement)) {
      reads(scope).check(statement);
      emitter.origin(statement.span());
    }
    if (statement instanceof ModelStatement.For loop) {
      loop(loop, scope);
    } else if (statement instanceof ModelStatement.If branch) {
      branch(branch, scope);
    } else if (coverage.counts(statement)) {
      if (statement instanceof ModelStatement.Define define) {
        defined(define.symbol(), define.indices(), scope);
      } else if (statement instanceof ModelStatement.Draw draw) {
        defined(draw.symbol(), draw.indices(), scope);
      } else {
        ((ModelStatement.Observe) statement).elements().ifPresent(i -> observed(i, scope));
      }
    } else if (statement instanceof ModelStatement.Define define && isLocal(define.symbol())) {
      // Only what an index or a condition reads is computed.
      scope.bindLazily(
          define.symbol(), new LazyView(emitter, () -> expressions.view(define.value(), scope)));
    }
  }

  private ReadOrder reads(Environment scope) {
    Map<Symbol, ReadOrder.Counted> counted = new HashMap<>();
    counts.forEach(
        (symbol, c) -> counted.put(symbol, new ReadOrder.Counted(c.array(), c.numbered())));
    return new ReadOrder(
        emitter, expressions, coverage.earlyReads(), coverage::varies, counted, scope);
  }

  private static boolean isLocal(Symbol symbol) {
    return symbol.role() == Symbol.Role.LOCAL;
  }

  private void loop(ModelStatement.For loop, Environment scope) {
    if (!concerns(loop.body())) return;
    Extent extent = expressions.sets().extent(loop.binder().set(), scope);
    emitter.loop(
        extent.size(),
        position -> {
          Environment inner = scope.nested();
          Value member = emitter.op(Operation.INT_ADD, position, extent.first());
          inner.bind(loop.binder().symbol(), expressions.constant(member));
          run(loop.body(), inner);
        });
  }

  private void branch(ModelStatement.If branch, Environment scope) {
    if (!concerns(branch.then()) && !concerns(branch.otherwise())) return;
    emitter.conditional(
        expressions.scalar(branch.condition(), scope),
        () -> run(branch.then(), scope.nested()),
        () -> run(branch.otherwise(), scope.nested()));
  }

  private boolean concerns(List<ModelStatement> statements) {
    return statements.stream().anyMatch(this::concerns);
  }

  private boolean concerns(ModelStatement statement) {
    if (statement instanceof ModelStatement.For loop) return concerns(loop.body());
    if (statement instanceof ModelStatement.If branch) {
      return concerns(branch.then()) || concerns(branch.otherwise());
    }
    return coverage.counts(statement) || coverage.earlyReads().isBy(statement);
  }

  private void defined(Symbol symbol, List<Expr> indices, Environment scope) {
    Count count = count(symbol);
    List<Value> positions = variables.positions(symbol, indices, scope);
    List<Extent> event = count.extents().subList(positions.size(), count.extents().size());
    emitter.loops(
        event,
        rest -> {
          List<Value> all = new ArrayList<>(positions);
          all.addAll(rest);
          add(count, expressions.sets().linear(count.extents(), all));
        });
  }

  private void observed(Expr.Index index, Environment scope) {
    Count count = count(((Expr.Variable) index.array()).symbol());
    Expr.Variable numbers = new Expr.Variable(count.numbered(), index.array().span());
    Type type = Type.array(Type.INT, index.type().dimensions());
    View elements =
        index.subscripts().isEmpty()
            ? expressions.constant(emitter.integer(0))
            : expressions.view(
                new Expr.Index(numbers, index.subscripts(), type, index.span()), scope);
    emitter.loops(elements.extents(), positions -> add(count, elements.at(positions)));
  }

  private void add(Count count, Value element) {
    emitter.addTo(count.array(), element, emitter.integer(1));
  }

  private void check(Symbol symbol, Coverage.Part last, Count count) {
    emitter.origin(last.span());
    emitter.loops(
        count.extents(),
        positions -> {
          Value at = expressions.sets().linear(count.extents(), positions);
          Value times = emitter.load(count.array(), at);
          Value one = emitter.integer(1);
          Value once = emitter.op(Operation.INT_LE, times, one);
          Value any = emitter.op(Operation.INT_LE, one, times);
          if (last.isObservation()) {
            check(once, "D0322", symbol, " is observed more than once", last.span(), positions);
          } else {
            check(once, "D0320", symbol, " is defined more than once", last.span(), positions);
            never(any, symbol, positions);
          }
        });
  }

  private void never(Value any, Symbol symbol, List<Value> positions) {
    List<IndexSet> dimensions = symbol.type().dimensions();
    if (dimensions.size() == 1
        && dimensions.get(0) instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Missing) {
      Value number = emitter.op(Operation.INT_ADD, positions.get(0), emitter.integer(1));
      String message = "missing element {0} of `" + symbol.name() + "` is never observed";
      emitter.check(any, "D0321", message, symbol.declared(), number);
    } else {
      check(any, "D0321", symbol, " is never defined", symbol.declared(), positions);
    }
  }

  /** Checks, calling the element by its indices. */
  private void check(
      Value condition, String code, Symbol symbol, String what, Span span, List<Value> positions) {
    List<Extent> extents = count(symbol).extents();
    List<Value> members = new ArrayList<>();
    StringBuilder element = new StringBuilder(symbol.name());
    for (int d = 0; d < positions.size(); d++) {
      element.append(d == 0 ? "[{" : ", {").append(d).append('}');
      members.add(emitter.op(Operation.INT_ADD, positions.get(d), extents.get(d).first()));
    }
    if (!positions.isEmpty()) element.append(']');
    emitter.check(condition, code, "`" + element + "`" + what, span, members.toArray(Value[]::new));
  }
}
