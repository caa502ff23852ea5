package bayes.compiler.lower;

import bayes.compiler.catalog.Function;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads of variables that are not wholly defined yet where they are read, and of which only the
 * data show whether the element is: {@code x[parent[t]]} where {@code x[t]} is defined. What can be
 * seen to be earlier, such as {@code x[t - 1]}, is not among them.
 */
final class EarlyReads {
  private final Map<Symbol, Integer> last = new HashMap<>();
  private final Map<Symbol, List<Definition>> definitions = new HashMap<>();
  private final Set<Expr> reads = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<ModelStatement> readers = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Expr> contexts = new ArrayList<>();
  private final Predicate<Expr> varies;
  private final List<Symbol> loops = new ArrayList<>();
  private int top;
  private int order;

  /** A statement that defines elements, the loops around it, and when it is met. */
  private record Definition(List<Expr> indices, List<Symbol> loops, int top, int order) {}

  /**
   * The reads of a model.
   *
   * @param varies whether an expression is other than data fix it
   */
  EarlyReads(TypedModel model, Predicate<Expr> varies) {
    this.varies = varies;
    visit(model, this::define);
    visit(model, this::read);
  }

  /** Whether this read, which is one of the model's own expressions, is to be checked. */
  boolean contains(Expr read) {
    return reads.contains(read);
  }

  /** Whether a statement reads so. */
  boolean isBy(ModelStatement statement) {
    return readers.contains(statement);
  }

  /** The variables that are read so. */
  List<Symbol> symbols() {
    return reads.stream().map(EarlyReads::symbol).distinct().toList();
  }

  /** What checking reads: indices, conditions, and sizes of what is run over. */
  List<Expr> contexts() {
    return contexts;
  }

  static Symbol symbol(Expr read) {
    Expr array = read instanceof Expr.Index index ? index.array() : read;
    return ((Expr.Variable) array).symbol();
  }

  private interface Visitor {
    void visit(ModelStatement statement);
  }

  private void visit(TypedModel model, Visitor visitor) {
    order = 0;
    for (top = 0; top < model.statements().size(); top++) {
      visit(model.statements().get(top), visitor);
    }
  }

  private void visit(ModelStatement statement, Visitor visitor) {
    order++;
    visitor.visit(statement);
    if (statement instanceof ModelStatement.For loop) {
      loops.add(loop.binder().symbol());
      loop.body().forEach(s -> visit(s, visitor));
      loops.remove(loops.size() - 1);
    } else if (statement instanceof ModelStatement.If branch) {
      branch.then().forEach(s -> visit(s, visitor));
      branch.otherwise().forEach(s -> visit(s, visitor));
    }
  }

  private void define(ModelStatement statement) {
    if (statement instanceof ModelStatement.Define s) {
      define(s.symbol(), s.indices());
    } else if (statement instanceof ModelStatement.Draw s) {
      define(s.symbol(), s.indices());
    }
  }

  private void define(Symbol symbol, List<Expr> indices) {
    if (symbol.role() == Symbol.Role.LOCAL) return;
    last.put(symbol, top);
    definitions
        .computeIfAbsent(symbol, s -> new ArrayList<>())
        .add(new Definition(indices, List.copyOf(loops), top, order));
  }

  private void read(ModelStatement statement) {
    Reader reader = new Reader(statement);
    if (statement instanceof ModelStatement.Define s) {
      s.indices().forEach(reader::rewrite);
      reader.rewrite(s.value());
    } else if (statement instanceof ModelStatement.Draw s) {
      s.indices().forEach(reader::rewrite);
      reader.call(s.distribution());
    } else if (statement instanceof ModelStatement.Observe s) {
      reader.rewrite(s.target());
      reader.call(s.distribution());
    } else if (statement instanceof ModelStatement.Factor s) {
      reader.rewrite(s.value());
    } else if (statement instanceof ModelStatement.Accumulate s) {
      reader.rewrite(s.value());
      s.indices().forEach(reader::rewrite);
    } else if (statement instanceof ModelStatement.Marginal s) {
      reader.rewrite(s.value());
      s.prior().ifPresent(reader::rewrite);
    } else if (statement instanceof ModelStatement.If s) {
      reader.rewrite(s.condition());
    }
    reader.finish();
  }

  /** Finds the reads of one statement. */
  private final class Reader extends ExprRewriter {
    private final ModelStatement statement;
    private final List<Expr> around = new ArrayList<>();

    Reader(ModelStatement statement) {
      this.statement = statement;
    }

    @Override
    public Expr rewrite(Expr expr) {
      boolean isElement = expr instanceof Expr.Index e && e.array() instanceof Expr.Variable;
      if (isElement || expr instanceof Expr.Variable) {
        boolean isOpen = last.getOrDefault(symbol(expr), -1) >= top;
        if (isOpen && !varies.test(indices(expr)) && !isSure(expr)) add(expr);
        if (expr instanceof Expr.Index index) index.subscripts().forEach(this::subscript);
        return expr;
      }
      around(expr);
      return super.rewrite(expr);
    }

    @Override
    public Type type(Type type) {
      return type;
    }

    private void subscript(Expr.Subscript subscript) {
      if (subscript instanceof Expr.Subscript.At at) rewrite(at.index());
    }

    private void add(Expr read) {
      reads.add(read);
      readers.add(statement);
      around.add(indices(read));
    }

    /** What decides whether, and how often, an element is read. */
    private void around(Expr expr) {
      if (expr instanceof Expr.Conditional e) {
        around.add(e.condition());
      } else if (expr instanceof Expr.LetIn e) {
        around.add(e.value());
      } else if (expr instanceof Expr.Comprehension e) {
        e.condition().ifPresent(around::add);
        e.binders().forEach(b -> around.add(new Expr.Size(b.set(), e.span())));
      }
    }

    void finish() {
      if (isBy(statement)) around.stream().filter(varies.negate()).forEach(contexts::add);
    }
  }

  /** The indices of a read as one expression, for what they depend on. */
  private static Expr indices(Expr read) {
    if (!(read instanceof Expr.Index index)) return new Expr.IntConstant(0, read.span());
    List<Expr> parts = new ArrayList<>();
    for (Expr.Subscript subscript : index.subscripts()) {
      if (subscript instanceof Expr.Subscript.At at) parts.add(at.index());
      if (subscript instanceof Expr.Subscript.Slice slice) {
        slice.lower().ifPresent(parts::add);
        slice.upper().ifPresent(parts::add);
      }
    }
    return parts.size() == 1 ? parts.get(0) : new Expr.ArrayLiteral(parts, Type.INT, read.span());
  }

  /** Whether the element is surely defined where it is read. */
  private boolean isSure(Expr read) {
    List<Definition> all = definitions.getOrDefault(symbol(read), List.of());
    List<Definition> here = all.stream().filter(d -> d.top() == top).toList();
    boolean isLast = all.stream().noneMatch(d -> d.top() > top);
    if (here.size() != 1 || !isLast) return false;
    Definition definition = here.get(0);
    List<Expr.Subscript> subscripts =
        read instanceof Expr.Index index ? index.subscripts() : List.of();
    List<Symbol> common = common(definition.loops());
    int n = definition.indices().size();
    for (int d = 0; d < n; d++) {
      if (d >= subscripts.size() || !(subscripts.get(d) instanceof Expr.Subscript.At at)) {
        return false;
      }
      Expr defined = withoutConversion(definition.indices().get(d));
      if (ExprText.same(at.index(), definition.indices().get(d))
          && common.containsAll(binders(at.index()))) {
        continue;
      }
      if (!(defined instanceof Expr.Variable v) || !common.contains(v.symbol())) return false;
      Expr found = withoutConversion(at.index());
      if (ExprText.same(found, defined)) continue;
      List<Expr> rest = definition.indices().subList(d + 1, n);
      return isBefore(found, defined) && areInside(rest, v.symbol(), definition.loops());
    }
    return definition.order() < order;
  }

  private static List<Symbol> binders(Expr expr) {
    return FreeSymbols.of(expr).stream().filter(s -> s.role() == Symbol.Role.BINDER).toList();
  }

  /** The loops that are around a definition and the current statement. */
  private List<Symbol> common(List<Symbol> others) {
    int n = 0;
    while (n < Math.min(loops.size(), others.size()) && loops.get(n).equals(others.get(n))) n++;
    return loops.subList(0, n);
  }

  /** Whether the loops of these indices are inside of a loop, so that it has been through them. */
  private static boolean areInside(List<Expr> indices, Symbol loop, List<Symbol> loops) {
    return indices.stream()
        .map(EarlyReads::withoutConversion)
        .allMatch(
            i -> i instanceof Expr.Variable v && loops.indexOf(v.symbol()) > loops.indexOf(loop));
  }

  private static boolean isBefore(Expr read, Expr defined) {
    if (!(read instanceof Expr.Apply difference) || difference.operands().size() != 2) return false;
    Function function = difference.function();
    return function.name().equals("-")
        && ExprText.same(withoutConversion(difference.operands().get(0)), defined)
        && withoutConversion(difference.operands().get(1)) instanceof Expr.IntConstant distance
        && distance.value() > 0;
  }

  private static Expr withoutConversion(Expr e) {
    if (e instanceof Expr.Convert c) return withoutConversion(c.operand());
    return e instanceof Expr.Position p ? withoutConversion(p.member()) : e;
  }
}
