package bayes.compiler.plan.statistics;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Variables that are computed from data alone, and the statements that do so. */
final class Statistics {
  private final Rewriting rewriting;
  private final Terms terms;
  private final List<VariableDeclaration> variables = new ArrayList<>();
  private final List<ModelStatement> statements = new ArrayList<>();

  Statistics(Rewriting rewriting, Terms terms) {
    this.rewriting = rewriting;
    this.terms = terms;
  }

  List<VariableDeclaration> variables() {
    return variables;
  }

  List<ModelStatement> statements() {
    return statements;
  }

  /** A variable that is given its value by other statements. */
  Symbol declare(Symbol symbol) {
    variables.add(
        new VariableDeclaration(
            symbol,
            Support.WHOLE,
            Optional.empty(),
            false,
            false,
            false,
            symbol.name(),
            Optional.empty()));
    return symbol;
  }

  Symbol declare(String name, Type type) {
    return declare(rewriting.symbol(name, Symbol.Role.DERIVED, type, terms.span()));
  }

  /** A variable with a value. */
  Symbol define(String name, Expr value) {
    Symbol symbol = declare(name, value.type());
    define(symbol, value);
    return symbol;
  }

  void define(Symbol symbol, Expr value) {
    statements.add(new ModelStatement.Define(symbol, List.of(), value, terms.span()));
  }

  void add(ModelStatement statement) {
    statements.add(statement);
  }

  /** The number of each row's group, as the keys tell them apart. */
  Symbol group(Rows rows, List<Keys.Key> keys, Symbol count) {
    Expr n = terms.variable(count);
    if (keys.isEmpty()) {
      Expr.Binder each = binder("i?", n);
      return define("group?", terms.array(List.of(each), terms.integer(1)));
    }
    List<Expr> columns = new ArrayList<>();
    Expr width = terms.integer(0);
    for (Keys.Key key : keys) {
      columns.add(column(rows, key, number(key.ofRow()), n));
      width = terms.plus(width, columnsOf(key));
    }
    return distinct("group?", columns, width, count);
  }

  /** The numbers of the rows of a matrix that is given column by column, equal for equal rows. */
  Symbol distinct(String name, List<Expr> columns, Expr width, Symbol count) {
    Expr n = terms.variable(count);
    Type type = Type.array(Type.INT, List.of(new IndexSet.Size(n)));
    Expr all = concatenated(columns, terms.times(n, width));
    return define(
        name,
        new Expr.MatrixFunction(
            MatrixOperation.DISTINCT_ROWS, List.of(all, n), type, terms.span()));
  }

  /** The values of a key in all rows; of one with loop variables, for each of their values. */
  private Expr column(Rows rows, Keys.Key key, Expr ofRow, Expr n) {
    return rows.column(key.over(), ofRow, terms.times(n, columnsOf(key)));
  }

  private Expr columnsOf(Keys.Key key) {
    Expr columns = terms.integer(1);
    for (Expr.Binder binder : key.over()) {
      columns = terms.times(columns, new Expr.Size(binder.set(), terms.span()));
    }
    return columns;
  }

  /** How many groups there are. */
  void countGroups(Symbol groups, Symbol group, Symbol count) {
    Expr largest =
        new Expr.Reduce(Expr.Reduction.MAX, terms.variable(group), Type.INT, terms.span());
    Expr any = terms.apply(">", terms.variable(count), terms.integer(0));
    define(groups, terms.choose(any, largest, terms.integer(0)));
  }

  /** Gives each group its values of the keys, which all of its rows have. */
  void keysOfGroups(Rows rows, List<Keys.Key> keys, Symbol group, Symbol count) {
    for (Keys.Key key : keys) {
      Expr n = terms.variable(count);
      Symbol column = define("column?", column(rows, key, key.ofRow(), n));
      Symbol to = declare(key.ofGroups());
      List<Expr.Binder> over = new ArrayList<>();
      Expr before = terms.integer(0);
      for (Expr.Binder binder : key.over()) {
        Symbol symbol =
            rewriting.symbol("k?", Symbol.Role.BINDER, binder.symbol().type(), terms.span());
        Expr.Binder each = new Expr.Binder(symbol, binder.set());
        Expr size = new Expr.Size(binder.set(), terms.span());
        before =
            terms.plus(terms.times(before, size), terms.minus(position(each), terms.integer(1)));
        over.add(each);
      }
      Expr first = terms.times(before, n);
      ModelStatement all =
          forRows(
              count,
              i -> {
                List<Expr> at = new ArrayList<>();
                for (Expr.Binder each : over) at.add(terms.variable(each.symbol()));
                at.add(terms.element(group, List.of(i)));
                Expr value = terms.element(column, List.of(terms.plus(first, i)));
                return new ModelStatement.Define(to, at, value, terms.span());
              });
      for (int k = over.size() - 1; k >= 0; k--) {
        all = new ModelStatement.For(over.get(k), List.of(all), terms.span());
      }
      add(all);
    }
  }

  /** How many members of its set come before a loop variable, and itself. */
  private Expr position(Expr.Binder binder) {
    Expr value = terms.variable(binder.symbol());
    if (binder.set() instanceof IndexSet.Range range) {
      return terms.plus(terms.minus(value, range.lower()), terms.integer(1));
    }
    boolean isMember = value.type() instanceof Type.Member;
    return isMember ? new Expr.Position(value, terms.span()) : value;
  }

  /** The number of rows of each group. */
  Symbol countsOfGroups(Symbol groups, Symbol group, Symbol count) {
    Type type = Type.array(Type.REAL, List.of(new IndexSet.Size(terms.variable(groups))));
    Symbol counts = declare("count?", type);
    add(
        forRows(
            count,
            i ->
                new ModelStatement.Accumulate(
                    counts,
                    List.of(terms.element(group, List.of(i))),
                    terms.real(1),
                    terms.span())));
    return counts;
  }

  /** A loop over rows, or anything else that is counted from 1. */
  ModelStatement forRows(Symbol count, java.util.function.Function<Expr, ModelStatement> body) {
    Expr.Binder i = binder("i?", terms.variable(count));
    ModelStatement each = body.apply(terms.variable(i.symbol()));
    return new ModelStatement.For(i, List.of(each), terms.span());
  }

  /** A loop variable from 1 on. */
  Expr.Binder binder(String name, Expr last) {
    Symbol symbol = rewriting.symbol(name, Symbol.Role.BINDER, Type.INT, terms.span());
    return new Expr.Binder(symbol, new IndexSet.Range(terms.integer(1), last));
  }

  /** Scalars and vectors, one after the other. */
  Expr concatenated(List<Expr> parts, Expr size) {
    Type type = Type.array(Type.REAL, List.of(new IndexSet.Size(size)));
    List<Expr> arrays = new ArrayList<>(parts);
    if (arrays.isEmpty()) arrays.add(terms.real(0));
    return new Expr.ArrayFunction(Expr.ArrayFunction.Kind.CONCAT, arrays, type, terms.span());
  }

  /** A member, integer or truth value as a real. */
  Expr number(Expr expr) {
    boolean isMember = expr.type() instanceof Type.Member;
    return terms.as(isMember ? terms.as(expr, Type.INT) : expr, Type.REAL);
  }
}
