package bayes.compiler.plan.statistics;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A table of counts that holds the cells which occur in the data, and no others: a table of word
 * pairs has as many cells as there are different pairs, not as pairs of words can be formed. Cells
 * are in the order of their indices, so that those of a row stand together, and are found by
 * bisection.
 */
public final class CellTable {
  /** The end of the name of the indices of a table's cells, column by column. */
  public static final String KEYS = "?keys";

  /** The end of the name of the sums of the counts up to each cell. */
  public static final String SUMS = "?sums";

  private static final String CELL = "?cell";
  private static final String ROW = "?row";
  private static final String COUNTS = "Counts";
  private static final String TUPLES = CELL + "Tuples";
  private static final String KEY = CELL + "Key";

  private final String name;
  private final List<IndexSet> dimensions;
  private final Terms terms;
  private final Statistics statistics;
  private final Listed cells;
  private final Optional<Listed> rows;
  private final Symbol keys;
  private final Symbol sums;

  /**
   * Where indices are counted.
   *
   * @param indices of data alone, with nothing in them that is local to an iteration
   */
  public record Source(Term term, List<Expr> indices) {
    public Source {
      indices = List.copyOf(indices);
    }
  }

  /**
   * Tuples that differ.
   *
   * @param size how many there are
   * @param keys their indices, an array for each
   * @param counts of each
   */
  private record Listed(Symbol size, List<Symbol> keys, Symbol counts) {}

  /**
   * The variables of a table in a model.
   *
   * @param events how many cells are listed, equal ones among them
   * @param tuples their indices, one after the other
   * @param cells how many differ
   * @param keys the indices of those that differ, an array for each dimension
   * @param counts of each
   */
  public record Parts(
      String name, Symbol events, Symbol tuples, Symbol cells, List<Symbol> keys, Symbol counts) {
    public Parts {
      keys = List.copyOf(keys);
    }

    /** Those that are read by others. */
    public Set<Symbol> outputs() {
      Set<Symbol> outputs = new LinkedHashSet<>(keys);
      outputs.add(cells);
      outputs.add(counts);
      return outputs;
    }
  }

  /** All tables of a model. */
  public static List<Parts> in(TypedModel model) {
    Map<String, Symbol> named = new LinkedHashMap<>();
    for (VariableDeclaration variable : model.variables()) {
      named.putIfAbsent(variable.symbol().name(), variable.symbol());
    }
    List<Parts> tables = new ArrayList<>();
    for (String name : named.keySet()) {
      if (!name.endsWith(TUPLES)) continue;
      String of = name.substring(0, name.length() - TUPLES.length());
      List<Symbol> keys = new ArrayList<>();
      for (int d = 0; named.containsKey(of + KEY + d); d++) keys.add(part(named, of + KEY + d));
      tables.add(
          new Parts(
              of,
              part(named, of + "?events"),
              part(named, name),
              part(named, of + "?cells"),
              keys,
              part(named, of + "?cellCounts")));
    }
    return tables;
  }

  private static Symbol part(Map<String, Symbol> named, String name) {
    return Optional.ofNullable(named.get(name))
        .orElseThrow(() -> new IllegalStateException("a table without " + name));
  }

  /** A loop over tuples that differ, with the indices of one, and its count. */
  public record Loop(Expr.Binder binder, List<Expr> indices, Expr count) {}

  private CellTable(
      String name,
      List<Source> sources,
      List<IndexSet> dimensions,
      Rewriting rewriting,
      Derivations derivations,
      Terms terms) {
    this.name = name;
    this.dimensions = List.copyOf(dimensions);
    this.terms = terms;
    this.statistics = new Statistics(rewriting, terms);
    List<Expr> sizes = new ArrayList<>();
    List<Expr> lists = new ArrayList<>();
    for (Source source : sources) {
      Rows of = Rows.ofAny(source.term(), derivations, terms, rewriting);
      sizes.add(of.count());
      lists.add(tuples(of.binders(), Optional.of(of.condition()), source.indices()));
    }
    Symbol count = define("?events", terms.sum(sizes));
    this.cells = listed(CELL, count, lists, dimensions, i -> terms.real(1));
    this.rows = dimensions.size() > 1 ? Optional.of(rowsOf(cells)) : Optional.empty();
    this.keys = define(KEYS, joined(cells));
    this.sums =
        define(
            SUMS,
            new Expr.VectorFunction(
                Expr.VectorFunction.Kind.CUMSUM,
                terms.variable(cells.counts()),
                cells.counts().type(),
                terms.span()));
  }

  /**
   * The table of what is counted at some places; empty if what is counted there is not known from
   * data alone.
   *
   * @param name of the table, in listings
   * @param dimensions of the table
   */
  public static Optional<CellTable> of(
      String name,
      List<Source> sources,
      List<IndexSet> dimensions,
      Rewriting rewriting,
      Derivations derivations,
      Terms terms) {
    try {
      return Optional.of(new CellTable(name, sources, dimensions, rewriting, derivations, terms));
    } catch (NotCompressible reason) {
      return Optional.empty();
    }
  }

  /** Whether an expression reads a cell or a row of a table. */
  static boolean isOfOne(Expr expr) {
    return FreeSymbols.of(expr).stream()
        .anyMatch(s -> s.name().endsWith(CELL + COUNTS) || s.name().endsWith(ROW + COUNTS));
  }

  /** What is declared for the table. */
  public List<VariableDeclaration> variables() {
    return statistics.variables();
  }

  /** What computes the table from data. */
  public List<ModelStatement> statements() {
    return statistics.statements();
  }

  /** A loop over the cells that occur. */
  public Loop cells() {
    return loop(cells);
  }

  /** A loop over the rows that occur, with the sum of each; a table of one dimension has none. */
  public Loop rows() {
    return loop(rows.orElseThrow());
  }

  /** The sum of all counts. */
  public Expr total() {
    return terms.reduce(Expr.Reduction.SUM, terms.variable(cells.counts()));
  }

  /** Finds counts in the table. */
  public Lookup lookup() {
    return new Lookup(keys, sums, dimensions, terms);
  }

  /**
   * Finds the counts of a table that data give, or that is made of them.
   *
   * @param keys the first indices of all cells, then the second ones, and so on
   * @param sums those of the counts up to each cell
   */
  public record Lookup(Symbol keys, Symbol sums, List<IndexSet> dimensions, Terms terms) {
    public Lookup {
      dimensions = List.copyOf(dimensions);
    }

    /** The count of a cell, or the sum of a row or of several, by their first indices. */
    public Expr count(List<Expr> indices) {
      return of(MatrixOperation.COUNT_TUPLES, indices, Type.REAL);
    }

    /** The counts of all cells of a row. */
    public Expr row(List<Expr> indices) {
      Type row = Type.array(Type.REAL, List.of(dimensions.get(dimensions.size() - 1)));
      return of(MatrixOperation.TUPLE_ROW, indices, row);
    }

    private Expr of(MatrixOperation operation, List<Expr> indices, Type type) {
      return new Expr.MatrixFunction(
          operation,
          List.of(terms.variable(keys), terms.variable(sums), numbers(indices, terms)),
          type,
          terms.span());
    }
  }

  /** Indices as an array of their integers. */
  public static Expr numbers(List<Expr> indices, Terms terms) {
    List<Expr> numbers = indices.stream().map(index -> terms.as(index, Type.INT)).toList();
    return new Expr.ArrayLiteral(numbers, integers(terms.integer(numbers.size())), terms.span());
  }

  private Loop loop(Listed of) {
    Expr.Binder binder = statistics.binder("c?", terms.variable(of.size()));
    List<Expr> at = List.of(terms.variable(binder.symbol()));
    List<Expr> indices = new ArrayList<>();
    for (Symbol key : of.keys()) indices.add(terms.element(key, at));
    return new Loop(binder, indices, terms.element(of.counts(), at));
  }

  // ---- how they are computed ----

  private Symbol define(String word, Expr value) {
    return statistics.define(name + word, value);
  }

  private Listed rowsOf(Listed all) {
    Expr.Binder cell = statistics.binder("c?", terms.variable(all.size()));
    Expr at = terms.variable(cell.symbol());
    List<IndexSet> leading = dimensions.subList(0, dimensions.size() - 1);
    List<Expr> indices = new ArrayList<>();
    for (int d = 0; d < leading.size(); d++) {
      indices.add(terms.element(all.keys().get(d), List.of(at)));
    }
    return listed(
        ROW,
        all.size(),
        List.of(tuples(List.of(cell), Optional.empty(), indices)),
        leading,
        i -> terms.element(all.counts(), List.of(i)));
  }

  /**
   * Those that differ among tuples.
   *
   * @param count how many tuples there are
   * @param lists of the tuples
   * @param amount what a tuple counts
   */
  private Listed listed(
      String word,
      Symbol count,
      List<Expr> lists,
      List<IndexSet> sets,
      Function<Expr, Expr> amount) {
    Expr n = terms.variable(count);
    List<Expr> arguments = new ArrayList<>(List.of(n));
    arguments.addAll(lists);
    Type integers = integers(terms.times(n, terms.integer(sets.size())));
    Symbol tuples =
        statistics.define(
            name + word + "Tuples",
            new Expr.MatrixFunction(MatrixOperation.TUPLES, arguments, integers, terms.span()));
    Symbol numbers =
        statistics.define(
            name + word + "Number",
            new Expr.MatrixFunction(
                MatrixOperation.NUMBER_TUPLES,
                List.of(terms.variable(tuples), n),
                integers(n),
                terms.span()));
    Symbol size = statistics.declare(name + word + "s", Type.INT);
    statistics.countGroups(size, numbers, count);
    List<IndexSet> each = List.of(new IndexSet.Size(terms.variable(size)));
    List<Symbol> keys = new ArrayList<>();
    List<ModelStatement> stores = new ArrayList<>();
    Expr.Binder binder = statistics.binder("i?", n);
    Expr i = terms.variable(binder.symbol());
    Expr number = terms.element(numbers, List.of(i));
    for (int d = 0; d < sets.size(); d++) {
      Type type = Type.memberOf(sets.get(d));
      Symbol key = statistics.declare(name + word + "Key" + d, Type.array(type, each));
      Expr before = terms.times(terms.minus(i, terms.integer(1)), terms.integer(sets.size()));
      Expr at = terms.plus(before, terms.integer(d + 1));
      Expr value = terms.as(terms.element(tuples, List.of(at)), type);
      stores.add(new ModelStatement.Define(key, List.of(number), value, terms.span()));
      keys.add(key);
    }
    Symbol counts = statistics.declare(name + word + COUNTS, Type.array(Type.REAL, each));
    stores.add(
        new ModelStatement.Accumulate(counts, List.of(number), amount.apply(i), terms.span()));
    statistics.add(new ModelStatement.For(binder, stores, terms.span()));
    return new Listed(size, keys, counts);
  }

  private Expr tuples(List<Expr.Binder> binders, Optional<Expr> condition, List<Expr> indices) {
    Expr element = numbers(indices, terms);
    return new Expr.Comprehension(binders, condition, element, element.type(), terms.span());
  }

  private Expr joined(Listed all) {
    List<Expr> columns = new ArrayList<>();
    for (Symbol key : all.keys()) columns.add(terms.as(terms.variable(key), Type.INT));
    Expr length = terms.times(terms.variable(all.size()), terms.integer(columns.size()));
    return new Expr.ArrayFunction(
        Expr.ArrayFunction.Kind.CONCAT, columns, integers(length), terms.span());
  }

  private static Type integers(Expr size) {
    return Type.array(Type.INT, List.of(new IndexSet.Size(size)));
  }
}
