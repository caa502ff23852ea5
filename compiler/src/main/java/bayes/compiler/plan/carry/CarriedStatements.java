package bayes.compiler.plan.carry;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.statistics.CellTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes models whose sums over data begin at those of earlier data. */
final class CarriedStatements {
  /** Symbols of models, and those that plans make, have smaller numbers. */
  private static final int FIRST_NUMBER = 1_000_000_000;

  private final Batches batches;
  private final StandardLibrary library;
  private final Map<Symbol, Statistic.Array> arrays = new LinkedHashMap<>();
  private final Map<Symbol, Statistic.Cells> tables = new LinkedHashMap<>();
  private int next = FIRST_NUMBER;

  CarriedStatements(Batches batches, StandardLibrary library) {
    this.batches = batches;
    this.library = library;
  }

  List<Statistic> statistics() {
    List<Statistic> all = new ArrayList<>(arrays.values());
    all.addAll(new LinkedHashSet<>(tables.values()));
    return all;
  }

  /**
   * Carries a value.
   *
   * @param isMixed whether some of a sum is not of the batch, and so is added up again each time
   */
  void carry(Symbol value, boolean isReference, boolean isMixed) {
    String name = value.name();
    Symbol ofBatches =
        isMixed ? symbol(name + "?batches", Symbol.Role.DERIVED, value.type(), value) : value;
    Symbol carried = symbol(name + "?carried", Symbol.Role.DATA, value.type(), value);
    arrays.put(value, new Statistic.Array(name, ofBatches, carried, isReference));
  }

  /** Carries a table of cells. */
  void carry(CellTable.Parts table) {
    String name = table.name() + "?carried";
    Symbol of = table.counts();
    Symbol cells = symbol(name + "Cells", Symbol.Role.DATA, Type.INT, of);
    List<IndexSet> each = List.of(new IndexSet.Size(new Expr.Variable(cells, of.declared())));
    List<Symbol> keys = new ArrayList<>();
    for (Symbol key : table.keys()) {
      Type type = Type.array(key.type().element(), each);
      keys.add(symbol(name + "Key" + keys.size(), Symbol.Role.DATA, type, of));
    }
    Type reals = Type.array(Type.REAL, each);
    Symbol counts = symbol(name + "Counts", Symbol.Role.DATA, reals, of);
    Statistic.Cells statistic = new Statistic.Cells(table, cells, keys, counts);
    for (Symbol symbol : List.of(table.events(), table.tuples(), table.counts())) {
      tables.put(symbol, statistic);
    }
  }

  private Symbol symbol(String name, Symbol.Role role, Type type, Symbol like) {
    return new Symbol(next++, name, role, type, like.declared());
  }

  /** A model with its statistics carried. */
  TypedModel of(TypedModel model) {
    Set<ModelStatement> changed = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Symbol> defined = new LinkedHashSet<>();
    for (Leaf leaf : Leaf.of(model)) {
      Optional<Symbol> symbol =
          leaf.defines().filter(s -> arrays.containsKey(s) || tables.containsKey(s));
      if (symbol.isEmpty()) continue;
      defined.add(symbol.get());
      if (tables.containsKey(symbol.get()) || !leaf.isSum() || batches.isFromBatch(leaf))
        changed.add(leaf.statement());
    }
    List<VariableDeclaration> variables = new ArrayList<>(model.variables());
    for (Symbol symbol : defined) {
      if (tables.containsKey(symbol)) {
        Statistic.Cells table = table(symbol);
        if (symbol.equals(table.table().counts())) {
          data(table).forEach(data -> variables.add(declaration(data)));
        }
        continue;
      }
      Statistic.Array statistic = array(symbol);
      variables.add(declaration(statistic.carried()));
      if (!statistic.value().equals(symbol)) variables.add(declaration(statistic.value()));
    }
    Map<Symbol, Integer> last = new LinkedHashMap<>();
    List<ModelStatement> before = model.statements();
    for (int i = 0; i < before.size(); i++) {
      for (Symbol symbol : changedIn(before.get(i), changed)) last.put(symbol, i);
    }
    List<ModelStatement> after = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      after.add(rewritten(before.get(i), changed));
      for (Map.Entry<Symbol, Integer> entry : last.entrySet()) {
        if (entry.getValue() == i && arrays.containsKey(entry.getKey()))
          after.addAll(additions(entry.getKey()));
      }
    }
    return new TypedModel(
        model.name(), model.doc(), model.source(), model.sets(), variables, after);
  }

  private Statistic.Array array(Symbol symbol) {
    return Optional.ofNullable(arrays.get(symbol)).orElseThrow();
  }

  private Statistic.Cells table(Symbol symbol) {
    return Optional.ofNullable(tables.get(symbol)).orElseThrow();
  }

  private static List<Symbol> data(Statistic.Cells table) {
    List<Symbol> all = new ArrayList<>(List.of(table.cells()));
    all.addAll(table.keys());
    all.add(table.counts());
    return all;
  }

  private static VariableDeclaration declaration(Symbol symbol) {
    return new VariableDeclaration(
        symbol,
        Support.WHOLE,
        Optional.empty(),
        false,
        false,
        false,
        symbol.name(),
        Optional.empty());
  }

  private static Set<Symbol> changedIn(ModelStatement statement, Set<ModelStatement> changed) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    if (statement instanceof ModelStatement.For loop) {
      loop.body().forEach(s -> symbols.addAll(changedIn(s, changed)));
    } else if (statement instanceof ModelStatement.If branch) {
      branch.then().forEach(s -> symbols.addAll(changedIn(s, changed)));
      branch.otherwise().forEach(s -> symbols.addAll(changedIn(s, changed)));
    } else if (changed.contains(statement) && statement instanceof ModelStatement.Accumulate sum) {
      symbols.add(sum.symbol());
    }
    return symbols;
  }

  private ModelStatement rewritten(ModelStatement statement, Set<ModelStatement> changed) {
    if (statement instanceof ModelStatement.For loop) {
      return new ModelStatement.For(loop.binder(), all(loop.body(), changed), loop.span());
    }
    if (statement instanceof ModelStatement.If branch) {
      return new ModelStatement.If(
          branch.condition(),
          all(branch.then(), changed),
          all(branch.otherwise(), changed),
          branch.span());
    }
    if (!changed.contains(statement)) return statement;
    if (statement instanceof ModelStatement.Accumulate sum) {
      if (tables.containsKey(sum.symbol())) return count(sum, table(sum.symbol()));
      return new ModelStatement.Accumulate(
          array(sum.symbol()).value(), sum.indices(), sum.value(), sum.span());
    }
    ModelStatement.Define define = (ModelStatement.Define) statement;
    return tables.containsKey(define.symbol())
        ? listing(define, table(define.symbol()))
        : reference(define);
  }

  private List<ModelStatement> all(List<ModelStatement> statements, Set<ModelStatement> changed) {
    return statements.stream().map(s -> rewritten(s, changed)).toList();
  }

  /** What was defined once stays. */
  private ModelStatement reference(ModelStatement.Define define) {
    Terms t = new Terms(library, define.span());
    Expr known = t.element(array(define.symbol()).carried(), define.indices());
    Expr isKnown = t.apply("<", known, t.real(Double.POSITIVE_INFINITY));
    return new ModelStatement.Define(
        define.symbol(), define.indices(), t.choose(isKnown, known, define.value()), define.span());
  }

  /** The cells of earlier data are listed before those of the batch. */
  private ModelStatement listing(ModelStatement.Define define, Statistic.Cells of) {
    Terms t = new Terms(library, define.span());
    Expr value = define.value();
    if (define.symbol().equals(of.table().events())) {
      Expr all = t.plus(t.variable(of.cells()), value);
      return new ModelStatement.Define(define.symbol(), define.indices(), all, define.span());
    }
    Expr.MatrixFunction lists = (Expr.MatrixFunction) value;
    List<Expr> arguments = new ArrayList<>(lists.arguments());
    arguments.add(1, carried(of, t));
    Expr all = new Expr.MatrixFunction(lists.operation(), arguments, lists.type(), lists.span());
    return new ModelStatement.Define(define.symbol(), define.indices(), all, define.span());
  }

  private Expr carried(Statistic.Cells of, Terms t) {
    Symbol number = symbol("c?", Symbol.Role.BINDER, Type.INT, of.counts());
    IndexSet set = new IndexSet.Range(t.integer(1), t.variable(of.cells()));
    List<Expr> at = List.of(t.variable(number));
    List<Expr> indices = new ArrayList<>();
    for (Symbol key : of.keys()) indices.add(t.as(t.element(key, at), Type.INT));
    List<IndexSet> width = List.of(new IndexSet.Size(t.integer(indices.size())));
    Type row = Type.array(Type.INT, width);
    return new Expr.Comprehension(
        List.of(new Expr.Binder(number, set)),
        Optional.empty(),
        new Expr.ArrayLiteral(indices, row, t.span()),
        row,
        t.span());
  }

  /** They count as often as they occurred. */
  private ModelStatement count(ModelStatement.Accumulate sum, Statistic.Cells of) {
    Terms t = new Terms(library, sum.span());
    Expr.Index number = (Expr.Index) sum.indices().get(0);
    Expr listed = ((Expr.Subscript.At) number.subscripts().get(0)).index();
    Expr isCarried = t.apply("<=", listed, t.variable(of.cells()));
    Expr count = t.element(of.counts(), List.of(listed));
    return new ModelStatement.Accumulate(
        sum.symbol(), sum.indices(), t.choose(isCarried, count, sum.value()), sum.span());
  }

  /** Adds the sum of earlier data to that of the batch. */
  private List<ModelStatement> additions(Symbol symbol) {
    Statistic.Array statistic = array(symbol);
    List<ModelStatement> all = new ArrayList<>();
    all.add(addition(statistic.value(), statistic.carried()));
    if (!statistic.value().equals(symbol)) all.add(addition(symbol, statistic.value()));
    return all;
  }

  private ModelStatement addition(Symbol to, Symbol added) {
    Terms t = new Terms(library, to.declared());
    List<Expr.Binder> binders = new ArrayList<>();
    for (IndexSet set : to.type().dimensions()) {
      binders.add(new Expr.Binder(symbol("i", Symbol.Role.BINDER, Type.memberOf(set), to), set));
    }
    List<Expr> indices = binders.stream().map(b -> t.variable(b.symbol())).toList();
    ModelStatement statement =
        new ModelStatement.Accumulate(to, indices, t.element(added, indices), t.span());
    for (int d = binders.size() - 1; d >= 0; d--) {
      statement = new ModelStatement.For(binders.get(d), List.of(statement), t.span());
    }
    return statement;
  }
}
