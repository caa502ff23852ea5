package bayes.compiler.plan.sum;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Definition;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the derived values of an expression that change with some latents as the formulas that
 * define them, so that every read of such a latent can be seen where it is.
 */
final class WrittenOut extends ExprRewriter {
  /** An expression that gets longer is given up. */
  private static final int LONGEST = 5000;

  private final Derivations derivations;
  private final Set<Symbol> latents;
  private final Set<Symbol> locals = new HashSet<>();
  private final Set<Symbol> opaque = new LinkedHashSet<>();
  private int length;

  /**
   * @param path of the expression: its locals keep their names, if they change with no such latent
   */
  WrittenOut(Derivations derivations, Set<Symbol> latents, List<Step> path) {
    this.derivations = derivations;
    this.latents = latents;
    for (Step step : path) {
      if (step instanceof Step.Local local) locals.add(local.define().symbol());
    }
  }

  /** What could not be written out: derived values of which every element may be read. */
  Set<Symbol> opaque() {
    return opaque;
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (++length > LONGEST) {
      opaque.addAll(latents);
      return expr;
    }
    return expr instanceof Expr.Index index ? index(index) : super.rewrite(expr);
  }

  @Override
  public Type type(Type type) {
    return type;
  }

  private boolean changes(Symbol symbol) {
    return !latents.contains(symbol)
        && derivations.latentsOf(symbol).stream().anyMatch(latents::contains);
  }

  private Expr index(Expr.Index index) {
    List<Expr.Subscript> subscripts = subscripts(index.subscripts());
    if (index.array() instanceof Expr.Variable variable) {
      Symbol symbol = variable.symbol();
      if (latents.contains(symbol)) {
        Plain plain = new Plain();
        return new Expr.Index(variable, plain.all(subscripts), index.type(), index.span());
      }
      if (changes(symbol) && !derivations.isLocal(symbol)) {
        Optional<Expr> element = element(symbol, subscripts, index);
        if (element.isPresent()) return element.get();
        opaque.add(symbol);
        return index;
      }
    }
    return reduced(rewrite(index.array()), subscripts, index);
  }

  /** An element of a derived array by its formula. */
  private Optional<Expr> element(Symbol symbol, List<Expr.Subscript> subscripts, Expr.Index index) {
    Optional<Formula> formula = formula(symbol);
    if (formula.isEmpty()) return Optional.empty();
    List<Symbol> binders = formula.get().binders();
    Map<Symbol, Expr> values = new HashMap<>();
    for (int d = 0; d < binders.size(); d++) {
      if (!(isOne(subscripts.get(d)))) return Optional.empty();
      values.put(binders.get(d), ((Expr.Subscript.At) subscripts.get(d)).index());
    }
    Expr value = rewrite(Substitution.ofValues(values).rewrite(formula.get().value()));
    return Optional.of(
        reduced(value, subscripts.subList(binders.size(), subscripts.size()), index));
  }

  private static boolean isOne(Expr.Subscript subscript) {
    return subscript instanceof Expr.Subscript.At at && at.index().type().dimensions().isEmpty();
  }

  /** An element of an array that is written as an expression. */
  private static Expr reduced(Expr array, List<Expr.Subscript> subscripts, Expr.Index index) {
    if (subscripts.isEmpty()) return array;
    if (array instanceof Expr.Comprehension e && e.condition().isEmpty()) {
      int count = e.binders().size();
      Map<Symbol, Expr> values = new HashMap<>();
      for (int d = 0; d < count && d < subscripts.size(); d++) {
        if (!isOne(subscripts.get(d))) break;
        values.put(e.binders().get(d).symbol(), ((Expr.Subscript.At) subscripts.get(d)).index());
      }
      if (values.size() == count) {
        Expr element = Substitution.ofValues(values).rewrite(e.element());
        return reduced(element, subscripts.subList(count, subscripts.size()), index);
      }
    }
    if (array instanceof Expr.Conditional e) {
      return new Expr.Conditional(
          e.condition(),
          reduced(e.then(), subscripts, index),
          reduced(e.otherwise(), subscripts, index),
          index.type(),
          e.span());
    }
    return new Expr.Index(array, subscripts, index.type(), index.span());
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    Symbol symbol = variable.symbol();
    if (derivations.isLocal(symbol)) {
      if (locals.contains(symbol) && !changes(symbol)) return variable;
      return rewrite(derivations.of(symbol).get(0).define().value());
    }
    if (!changes(symbol)) return variable;
    Optional<Formula> formula = formula(symbol).filter(f -> f.binders().isEmpty());
    if (formula.isPresent()) return rewrite(formula.get().value());
    opaque.add(symbol);
    return variable;
  }

  /** The value of an element as a function of its indices. */
  private record Formula(List<Symbol> binders, Expr value) {}

  private Optional<Formula> formula(Symbol symbol) {
    List<Definition> all = derivations.of(symbol);
    if (all.size() == 1) {
      Definition definition = all.get(0);
      Optional<Definition> byElement = derivations.byElement(symbol);
      if (byElement.isPresent()) {
        return Optional.of(new Formula(binders(definition), definition.define().value()));
      }
      boolean isAlone =
          definition.define().indices().isEmpty()
              && definition.path().stream().allMatch(Step.Local.class::isInstance);
      return isAlone && !derivations.isSum(symbol)
          ? Optional.of(new Formula(List.of(), definition.define().value()))
          : Optional.empty();
    }
    return all.size() == 2 ? ofBranches(all.get(0), all.get(1)) : Optional.empty();
  }

  /** Defined in both branches of one {@code if}. */
  private Optional<Formula> ofBranches(Definition first, Definition second) {
    List<Symbol> binders = binders(first);
    if (!binders.equals(binders(second))) return Optional.empty();
    Optional<Step.Branch> a = onlyBranch(first);
    Optional<Step.Branch> b = onlyBranch(second);
    if (a.isEmpty() || b.isEmpty()) return Optional.empty();
    boolean isOneOrOther =
        a.get().branch() == b.get().branch() && a.get().isThen() && !b.get().isThen();
    List<Symbol> loops = new ArrayList<>();
    for (Step step : first.path()) {
      if (step instanceof Step.Loop loop) loops.add(loop.loop().binder().symbol());
    }
    if (!isOneOrOther || !loops.equals(binders)) return Optional.empty();
    ModelStatement.Define then = first.define();
    Expr value =
        new Expr.Conditional(
            a.get().branch().condition(),
            then.value(),
            second.define().value(),
            then.value().type(),
            then.span());
    return Optional.of(new Formula(binders, value));
  }

  private static Optional<Step.Branch> onlyBranch(Definition definition) {
    List<Step.Branch> branches = new ArrayList<>();
    for (Step step : definition.path()) {
      if (step instanceof Step.Branch branch) branches.add(branch);
    }
    return branches.size() == 1 ? Optional.of(branches.get(0)) : Optional.empty();
  }

  /** The indices of a definition, where all are variables. */
  private static List<Symbol> binders(Definition definition) {
    List<Symbol> binders = new ArrayList<>();
    for (Expr index : definition.define().indices()) {
      if (Derivations.plain(index) instanceof Expr.Variable variable) {
        binders.add(variable.symbol());
      }
    }
    return binders;
  }

  /** Indices of latents say which element is meant without the help of locals. */
  private final class Plain extends ExprRewriter {
    List<Expr.Subscript> all(List<Expr.Subscript> subscripts) {
      return subscripts(subscripts);
    }

    @Override
    protected Expr variable(Expr.Variable variable) {
      Symbol symbol = variable.symbol();
      if (!derivations.isLocal(symbol)) return variable;
      return rewrite(derivations.of(symbol).get(0).define().value());
    }

    @Override
    public IndexSet set(IndexSet set) {
      return set;
    }
  }
}
