package bayes.compiler.lower;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Mention;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The terms that mention one element of a latent. A loop is left out where the index of the latent
 * tells which iteration it is; elsewhere it runs, and a comparison tells which iterations matter.
 */
final class BlanketLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final List<Value> element;
  private final Value number;
  private final Terms terms;
  private final List<IndexTable> tables = new ArrayList<>();

  /** Emits what a statement adds. */
  interface Terms {
    void add(ModelStatement statement, Environment scope);
  }

  /**
   * A lowering for one element.
   *
   * @param element its indices
   * @param number its number among all
   */
  BlanketLowering(
      Emitter emitter,
      ExpressionLowering expressions,
      List<Value> element,
      Value number,
      Terms terms) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.element = element;
    this.number = number;
    this.terms = terms;
  }

  /** The only iteration of a loop that matters: at one of the element's indices, plus a shift. */
  private record Solved(int dimension, Optional<Expr> shift, boolean isAdded) {}

  void lower(Blanket blanket, Environment scope) {
    List<Step> path = blanket.term().path();
    List<Mention> mentions = blanket.mentions();
    if (mentions.stream().anyMatch(Mention::isEverything)) {
      walk(path, scope.nested(), Map.of(), inner -> add(blanket, inner));
    } else if (!mentions.stream().allMatch(Mention::isFromData)) {
      walk(
          path,
          scope.nested(),
          Map.of(),
          inner -> emitter.conditional(any(mentions, inner), () -> add(blanket, inner), () -> {}));
    } else {
      for (int k = 0; k < mentions.size(); k++) only(blanket, k, scope.nested());
    }
  }

  /** The iterations that one mention selects, and none before it. */
  private void only(Blanket blanket, int k, Environment scope) {
    Mention mention = blanket.mentions().get(k);
    List<Step> path = blanket.term().path();
    Map<Symbol, Solved> solved = solve(path, mention);
    Optional<List<Expr.Binder>> loops =
        isSolved(path, mention, solved) ? Optional.empty() : IndexTable.loops(path, mention);
    if (loops.isPresent()) {
      listed(loops.get(), mention, scope, inner -> selected(blanket, k, inner, walked(path)));
      return;
    }
    selected(blanket, k, scope, (inner, leaf) -> walk(path, inner, solved, leaf));
  }

  /** How a path leads to its end. */
  private interface Way {
    void walk(Environment scope, Consumer<Environment> atTheEnd);
  }

  /** The path where the loop variables have their values already. */
  private Way walked(List<Step> path) {
    List<Step> others = path.stream().filter(step -> !(step instanceof Step.Loop)).toList();
    return (scope, atTheEnd) -> walk(others, scope.nested(), Map.of(), atTheEnd);
  }

  /** Whether no index of a mention is left that changes in a loop which runs as a whole. */
  private static boolean isSolved(List<Step> path, Mention mention, Map<Symbol, Solved> solved) {
    Set<Symbol> unsolved = binders(path);
    unsolved.removeAll(solved.keySet());
    return mention.indices().stream()
        .flatMap(Optional::stream)
        .noneMatch(index -> FreeSymbols.of(index).stream().anyMatch(unsolved::contains));
  }

  /** The iterations that a table has for the element. */
  private void listed(
      List<Expr.Binder> loops, Mention mention, Environment scope, Consumer<Environment> body) {
    Array starts = emitter.array(Kind.INT, Array.Role.DATA, "starts");
    Array iterations = emitter.array(Kind.INT, Array.Role.DATA, "iterations");
    List<Expr> indices = mention.indices().stream().map(Optional::orElseThrow).toList();
    tables.add(new IndexTable(starts.id(), iterations.id(), loops, indices));
    Value from = emitter.load(starts, number);
    Value to = emitter.load(starts, emitter.op(Operation.INT_ADD, number, emitter.integer(1)));
    Value width = emitter.integer(loops.size());
    emitter.loop(
        emitter.op(Operation.INT_SUB, to, from),
        position -> {
          Value row =
              emitter.op(Operation.INT_MUL, emitter.op(Operation.INT_ADD, from, position), width);
          Environment inner = scope.nested();
          for (int k = 0; k < loops.size(); k++) {
            Value at = emitter.op(Operation.INT_ADD, row, emitter.integer(k));
            inner.bind(loops.get(k).symbol(), expressions.constant(emitter.load(iterations, at)));
          }
          body.accept(inner);
        });
  }

  /** The tables that the program reads. */
  List<IndexTable> tables() {
    return tables;
  }

  private void selected(Blanket blanket, int k, Environment scope, Way way) {
    Mention mention = blanket.mentions().get(k);
    List<Mention> before = blanket.mentions().subList(0, k);
    way.walk(
        scope,
        inner -> {
          Value isIt = is(mention, inner);
          if (!before.isEmpty()) {
            Value isNew = emitter.op(Operation.NOT, any(before, inner));
            isIt = emitter.op(Operation.AND, isIt, isNew);
          }
          emitter.conditional(isIt, () -> add(blanket, inner), () -> {});
        });
  }

  private void add(Blanket blanket, Environment scope) {
    terms.add(blanket.term().statement(), scope);
  }

  private Value any(List<Mention> mentions, Environment scope) {
    Value any = is(mentions.get(0), scope);
    for (Mention mention : mentions.subList(1, mentions.size())) {
      any = emitter.op(Operation.OR, any, is(mention, scope));
    }
    return any;
  }

  private Value is(Mention mention, Environment scope) {
    Value all = emitter.integer(1);
    for (int d = 0; d < mention.indices().size(); d++) {
      Optional<Expr> index = mention.indices().get(d);
      if (index.isEmpty()) continue;
      Value isEqual =
          emitter.op(Operation.INT_EQ, expressions.scalar(index.get(), scope), element.get(d));
      all = emitter.op(Operation.AND, all, isEqual);
    }
    return all;
  }

  private void walk(
      List<Step> path,
      Environment scope,
      Map<Symbol, Solved> solved,
      Consumer<Environment> atTheEnd) {
    if (path.isEmpty()) {
      atTheEnd.accept(scope);
      return;
    }
    List<Step> rest = path.subList(1, path.size());
    if (path.get(0) instanceof Step.Local local) {
      ModelStatement.Define define = local.define();
      scope.bindLazily(
          define.symbol(),
          new LazyView(
              emitter,
              () -> expressions.storage().evaluated(expressions.view(define.value(), scope))));
      walk(rest, scope, solved, atTheEnd);
    } else if (path.get(0) instanceof Step.Branch branch) {
      Value condition = expressions.scalar(branch.branch().condition(), scope);
      Runnable inside = () -> walk(rest, scope.nested(), solved, atTheEnd);
      Runnable nothing = () -> {};
      if (branch.isThen()) emitter.conditional(condition, inside, nothing);
      else emitter.conditional(condition, nothing, inside);
    } else {
      ModelStatement.For loop = ((Step.Loop) path.get(0)).loop();
      iterate(loop, scope, solved, inner -> walk(rest, inner, solved, atTheEnd));
    }
  }

  private void iterate(
      ModelStatement.For loop,
      Environment scope,
      Map<Symbol, Solved> solved,
      Consumer<Environment> body) {
    Symbol binder = loop.binder().symbol();
    Extent extent = expressions.sets().extent(loop.binder().set(), scope);
    Solved only = solved.get(binder);
    if (only == null) {
      emitter.loop(
          extent.size(),
          position -> {
            Environment inner = scope.nested();
            Value member = emitter.op(Operation.INT_ADD, position, extent.first());
            inner.bind(binder, expressions.constant(member));
            body.accept(inner);
          });
      return;
    }
    Value member = element.get(only.dimension());
    if (only.shift().isPresent()) {
      Operation operation = only.isAdded() ? Operation.INT_ADD : Operation.INT_SUB;
      member = emitter.op(operation, member, expressions.scalar(only.shift().get(), scope));
    }
    Value position = emitter.op(Operation.INT_SUB, member, extent.first());
    Value isInside =
        emitter.op(
            Operation.AND,
            emitter.op(Operation.INT_LE, emitter.integer(0), position),
            emitter.op(Operation.INT_LT, position, extent.size()));
    Environment inner = scope.nested();
    inner.bind(binder, expressions.constant(member));
    emitter.conditional(isInside, () -> body.accept(inner), () -> {});
  }

  private static Set<Symbol> binders(List<Step> path) {
    Set<Symbol> binders = new HashSet<>();
    for (Step step : path) {
      if (step instanceof Step.Loop loop) binders.add(loop.loop().binder().symbol());
    }
    return binders;
  }

  /** The loops of which a mention's indices tell the iteration. */
  private static Map<Symbol, Solved> solve(List<Step> path, Mention mention) {
    Set<Symbol> binders = binders(path);
    Map<Symbol, Solved> solved = new HashMap<>();
    for (int d = 0; d < mention.indices().size(); d++) {
      if (mention.indices().get(d).isPresent()) {
        solve(Derivations.plain(mention.indices().get(d).get()), d, binders, solved);
      }
    }
    return solved;
  }

  /** An index i, i + c or i - c, where c is the same in all iterations. */
  private static void solve(
      Expr index, int dimension, Set<Symbol> binders, Map<Symbol, Solved> solved) {
    if (index instanceof Expr.Variable variable && binders.contains(variable.symbol())) {
      solved.putIfAbsent(variable.symbol(), new Solved(dimension, Optional.empty(), false));
    } else if (index instanceof Expr.Apply apply && apply.operands().size() == 2) {
      boolean isSum = apply.function().name().equals("+");
      if (!isSum && !apply.function().name().equals("-")) return;
      List<Expr> sides =
          new ArrayList<>(apply.operands().stream().map(Derivations::plain).toList());
      if (isSum && !(sides.get(0) instanceof Expr.Variable v && binders.contains(v.symbol()))) {
        sides.add(sides.remove(0));
      }
      boolean isFixed = FreeSymbols.of(sides.get(1)).stream().noneMatch(binders::contains);
      if (isFixed && sides.get(0) instanceof Expr.Variable v && binders.contains(v.symbol())) {
        solved.putIfAbsent(v.symbol(), new Solved(dimension, Optional.of(sides.get(1)), !isSum));
      }
    }
  }
}
