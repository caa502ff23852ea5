package bayes.compiler.graph;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a model's variables are defined, which latents they change with, and the terms they are in.
 */
public final class Derivations {
  /** Definitions that are longer than this, with all that they stand for, are not taken apart. */
  private static final int LONGEST = 2000;

  private final Map<Symbol, List<Definition>> definitions = new HashMap<>();
  private final Map<Symbol, Set<Symbol>> read = new HashMap<>();
  private final Map<Symbol, Set<Symbol>> latents = new HashMap<>();
  private final Map<Symbol, Integer> lengths = new HashMap<>();
  private final Set<Symbol> declared = new HashSet<>();
  private final Set<Symbol> sums = new HashSet<>();
  private final List<Term> terms = new ArrayList<>();

  /** What stands around a statement, from the outside in. */
  public sealed interface Step {
    /** A value of one iteration, defined before the statement. */
    record Local(ModelStatement.Define define) implements Step {}

    record Loop(ModelStatement.For loop) implements Step {}

    record Branch(ModelStatement.If branch, boolean isThen) implements Step {}
  }

  /** A statement of a variable's value. */
  public record Definition(List<Step> path, ModelStatement.Define define) {
    public Definition {
      path = List.copyOf(path);
    }
  }

  /** A draw of a latent, an observation, a factor or marginal: what adds to the log density. */
  public record Term(List<Step> path, ModelStatement statement) {
    public Term {
      path = List.copyOf(path);
    }
  }

  private Derivations(TypedModel model) {
    for (VariableDeclaration variable : model.variables()) declared.add(variable.symbol());
    visit(model.statements(), List.of());
  }

  public static Derivations of(TypedModel model) {
    return new Derivations(model);
  }

  private void visit(List<ModelStatement> statements, List<Step> outer) {
    List<Step> path = new ArrayList<>(outer);
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Define define) {
        define(define, path);
        if (!declared.contains(define.symbol())) path.add(new Step.Local(define));
      } else if (statement instanceof ModelStatement.Accumulate sum) {
        sums.add(sum.symbol());
        define(
            new ModelStatement.Define(sum.symbol(), sum.indices(), sum.value(), sum.span()), path);
      } else if (statement instanceof ModelStatement.For loop) {
        visit(loop.body(), with(path, new Step.Loop(loop)));
      } else if (statement instanceof ModelStatement.If branch) {
        visit(branch.then(), with(path, new Step.Branch(branch, true)));
        visit(branch.otherwise(), with(path, new Step.Branch(branch, false)));
      } else if (!(statement instanceof ModelStatement.Draw draw)
          || draw.symbol().role() == Symbol.Role.LATENT) {
        terms.add(new Term(path, statement));
      }
    }
  }

  private static List<Step> with(List<Step> path, Step step) {
    List<Step> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  private void define(ModelStatement.Define define, List<Step> path) {
    Symbol symbol = define.symbol();
    definitions.computeIfAbsent(symbol, s -> new ArrayList<>()).add(new Definition(path, define));
    Set<Symbol> all = read.computeIfAbsent(symbol, s -> new LinkedHashSet<>());
    all.addAll(FreeSymbols.of(define.value()));
    define.indices().forEach(index -> all.addAll(FreeSymbols.of(index)));
    for (Step step : path) {
      if (step instanceof Step.Branch branch) {
        all.addAll(FreeSymbols.of(branch.branch().condition()));
      } else if (step instanceof Step.Loop loop) {
        all.addAll(FreeSymbols.of(loop.loop().binder().set()));
      }
    }
    all.remove(symbol);
  }

  /** Everything that adds to the log density. */
  public List<Term> terms() {
    return terms;
  }

  public List<Definition> of(Symbol symbol) {
    return definitions.getOrDefault(symbol, List.of());
  }

  /** Whether it is defined in one iteration, and has no place of its own. */
  public boolean isLocal(Symbol symbol) {
    return !declared.contains(symbol) && definitions.containsKey(symbol);
  }

  /** Whether its value is what {@code Accumulate} statements add up. */
  public boolean isSum(Symbol symbol) {
    return sums.contains(symbol);
  }

  /** The latents that a symbol's value can change with; of a latent itself. */
  public Set<Symbol> latentsOf(Symbol symbol) {
    if (symbol.role() == Symbol.Role.LATENT) return Set.of(symbol);
    Set<Symbol> known = latents.get(symbol);
    if (known != null) return known;
    Set<Symbol> found = new LinkedHashSet<>();
    Set<Symbol> seen = new HashSet<>(Set.of(symbol));
    List<Symbol> open = new ArrayList<>(List.of(symbol));
    while (!open.isEmpty()) {
      for (Symbol next : read.getOrDefault(open.remove(open.size() - 1), Set.of())) {
        if (!seen.add(next)) continue;
        if (next.role() == Symbol.Role.LATENT) found.add(next);
        else if (latents.containsKey(next)) found.addAll(latentsOf(next));
        else open.add(next);
      }
    }
    latents.put(symbol, found);
    return found;
  }

  /** The latents that an expression's value can change with. */
  public Set<Symbol> latentsOf(Expr expr) {
    Set<Symbol> all = new LinkedHashSet<>();
    FreeSymbols.of(expr).forEach(symbol -> all.addAll(latentsOf(symbol)));
    return all;
  }

  /**
   * The only definition of a variable, if it gives every element by a formula of the element's own
   * indices: then one element can be computed without the others.
   */
  public Optional<Definition> byElement(Symbol symbol) {
    List<Definition> all = of(symbol);
    if (all.size() != 1 || !declared.contains(symbol) || sums.contains(symbol)) {
      return Optional.empty();
    }
    Definition definition = all.get(0);
    List<Symbol> binders = new ArrayList<>();
    for (Step step : definition.path()) {
      if (step instanceof Step.Branch) return Optional.empty();
      if (step instanceof Step.Loop loop) binders.add(loop.loop().binder().symbol());
    }
    List<Symbol> indices = new ArrayList<>();
    for (Expr index : definition.define().indices()) {
      if (!(plain(index) instanceof Expr.Variable variable)) return Optional.empty();
      indices.add(variable.symbol());
    }
    boolean isFormula =
        !binders.isEmpty()
            && indices.equals(binders)
            && !FreeSymbols.of(definition.define().value()).contains(symbol);
    return isFormula && length(symbol) < LONGEST ? Optional.of(definition) : Optional.empty();
  }

  /** The number of variables and operations in a definition when all others are written out. */
  private int length(Symbol symbol) {
    Integer known = lengths.get(symbol);
    if (known != null) return known;
    lengths.put(symbol, LONGEST);
    Length length = new Length();
    for (Definition definition : of(symbol)) length.rewrite(definition.define().value());
    lengths.put(symbol, length.sum);
    return length.sum;
  }

  private final class Length extends ExprRewriter {
    private int sum;

    @Override
    public Expr rewrite(Expr expr) {
      if (sum < LONGEST) {
        sum++;
        return super.rewrite(expr);
      }
      return expr;
    }

    @Override
    protected Expr variable(Expr.Variable variable) {
      if (definitions.containsKey(variable.symbol())) sum += length(variable.symbol());
      return variable;
    }
  }

  /** An index without the conversions around it. */
  public static Expr plain(Expr index) {
    Expr plain = index;
    while (plain instanceof Expr.Convert convert) plain = convert.operand();
    return plain;
  }
}
