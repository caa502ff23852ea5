package bayes.compiler.graph;

import bayes.compiler.graph.Derivations.Definition;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a term reads a latent, directly or through what is derived from it: the elements, by
 * indices in the term's own loop variables. Where that cannot be said, any element is meant.
 */
public final class Mentions extends ExprRewriter {
  /** A term that is longer, with all that it stands for, reads any element. */
  private static final int LONGEST = 5000;

  private final Symbol latent;
  private final int plate;
  private final Derivations derivations;
  private final Set<Mention> found = new LinkedHashSet<>();
  private final Map<Symbol, Expr> known = new HashMap<>();
  private final Set<Symbol> unknown = new HashSet<>();
  private final Set<Symbol> open = new HashSet<>();
  private int length;
  private boolean underCondition;

  private Mentions(Symbol latent, int plate, Derivations derivations) {
    this.latent = latent;
    this.plate = plate;
    this.derivations = derivations;
  }

  /**
   * The mentions of a latent in a term.
   *
   * @param plate the number of the latent's leading dimensions that are a plate
   */
  public static List<Mention> of(Symbol latent, int plate, Term term, Derivations derivations) {
    Mentions mentions = new Mentions(latent, plate, derivations);
    for (Step step : term.path()) {
      if (step instanceof Step.Branch branch) mentions.rewrite(branch.branch().condition());
    }
    ModelStatement statement = term.statement();
    if (statement instanceof ModelStatement.Draw draw) {
      if (draw.symbol().equals(latent)) {
        mentions.add(draw.indices().stream().map(Optional::of).toList());
      }
      mentions.call(draw.distribution());
    } else if (statement instanceof ModelStatement.Observe observe) {
      mentions.rewrite(observe.target());
      mentions.call(observe.distribution());
    } else if (statement instanceof ModelStatement.Factor factor) {
      mentions.rewrite(factor.value());
    } else if (statement instanceof ModelStatement.Marginal marginal) {
      mentions.rewrite(marginal.value());
      marginal.prior().ifPresent(mentions::rewrite);
    }
    return List.copyOf(mentions.found);
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (++length > LONGEST) {
      addAny();
      return expr;
    }
    if (expr instanceof Expr.Index index) return index(index);
    if (expr instanceof Expr.Conditional conditional) return conditional(conditional);
    if (expr instanceof Expr.Comprehension comprehension) {
      comprehension.binders().forEach(binder -> unknown.add(binder.symbol()));
    } else if (expr instanceof Expr.LetIn let) {
      known.put(let.symbol(), inOwnTerms(let.value()));
    }
    return super.rewrite(expr);
  }

  private Expr conditional(Expr.Conditional conditional) {
    rewrite(conditional.condition());
    boolean outer = underCondition;
    underCondition = true;
    rewrite(conditional.then());
    rewrite(conditional.otherwise());
    underCondition = outer;
    return conditional;
  }

  private Expr index(Expr.Index index) {
    subscripts(index.subscripts());
    if (index.array() instanceof Expr.Variable variable) {
      if (variable.symbol().equals(latent)) add(elements(index));
      else if (reads(variable.symbol())) derived(variable.symbol(), index);
    } else if (index.array() instanceof Expr.Comprehension comprehension
        && comprehension.condition().isEmpty()) {
      int count = comprehension.binders().size();
      List<Optional<Expr>> elements = inOwnTerms(elements(index));
      for (int d = 0; d < count; d++) {
        bind(comprehension.binders().get(d).symbol(), elements.get(d));
      }
      int rest = index.subscripts().size() - count;
      if (rest == 0) {
        rewrite(comprehension.element());
      } else {
        index(
            new Expr.Index(
                comprehension.element(),
                index.subscripts().subList(count, count + rest),
                index.type(),
                index.span()));
      }
    } else {
      rewrite(index.array());
    }
    return index;
  }

  /** The subscripts that name one element each. */
  private static List<Optional<Expr>> elements(Expr.Index index) {
    List<Optional<Expr>> elements = new ArrayList<>();
    for (Expr.Subscript subscript : index.subscripts()) {
      boolean isOne =
          subscript instanceof Expr.Subscript.At at && at.index().type().dimensions().isEmpty();
      elements.add(isOne ? Optional.of(((Expr.Subscript.At) subscript).index()) : Optional.empty());
    }
    return elements;
  }

  private void bind(Symbol binder, Optional<Expr> value) {
    if (value.isPresent()) {
      unknown.remove(binder);
      known.put(binder, value.get());
    } else {
      unknown.add(binder);
    }
  }

  /** Does something with loop variables of a definition, which may be those of the term, too. */
  private void within(Runnable visit) {
    Map<Symbol, Expr> outerKnown = Map.copyOf(known);
    Set<Symbol> outerUnknown = Set.copyOf(unknown);
    visit.run();
    known.clear();
    known.putAll(outerKnown);
    unknown.clear();
    unknown.addAll(outerUnknown);
  }

  private void derived(Symbol symbol, Expr.Index index) {
    Optional<Definition> definition = derivations.byElement(symbol);
    if (definition.isEmpty()) {
      everywhere(symbol);
      return;
    }
    List<Optional<Expr>> elements = inOwnTerms(elements(index));
    List<Expr> indices = definition.get().define().indices();
    within(
        () -> {
          for (int d = 0; d < indices.size(); d++) {
            bind(((Expr.Variable) Derivations.plain(indices.get(d))).symbol(), elements.get(d));
          }
          rewrite(definition.get().define().value());
        });
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    Symbol symbol = variable.symbol();
    if (symbol.equals(latent)) {
      if (plate == 0) add(List.of());
      else addAny();
    } else if (reads(symbol)) {
      if (derivations.isLocal(symbol)) {
        derivations.of(symbol).forEach(definition -> rewrite(definition.define().value()));
      } else {
        everywhere(symbol);
      }
    }
    return variable;
  }

  private boolean reads(Symbol symbol) {
    return !open.contains(symbol) && derivations.latentsOf(symbol).contains(latent);
  }

  /** All elements of a derived value are read, whichever their indices. */
  private void everywhere(Symbol symbol) {
    open.add(symbol);
    derivations.of(symbol).forEach(definition -> within(() -> everywhere(definition)));
    open.remove(symbol);
  }

  private void everywhere(Definition definition) {
    for (Step step : definition.path()) {
      if (step instanceof Step.Loop loop) {
        unknown.add(loop.loop().binder().symbol());
      } else if (step instanceof Step.Branch branch) {
        rewrite(branch.branch().condition());
      }
    }
    // An element of a recurrence reads others of its own: those are among all of them.
    rewrite(definition.define().value());
    // Which element is added to can change with a latent too.
    definition.define().indices().forEach(this::rewrite);
  }

  @Override
  protected DistributionCall.Component component(DistributionCall.Component component) {
    component.over().ifPresent(binder -> unknown.add(binder.symbol()));
    return super.component(component);
  }

  /** Sets have sizes of data. */
  @Override
  public IndexSet set(IndexSet set) {
    return set;
  }

  private void addAny() {
    found.add(new Mention(Collections.nCopies(plate, Optional.empty()), true));
  }

  private void add(List<Optional<Expr>> elements) {
    List<Optional<Expr>> indices = new ArrayList<>();
    boolean isFromData = true;
    for (Optional<Expr> element : elements.subList(0, plate)) {
      Optional<Expr> index = element.map(this::inOwnTerms).filter(this::isUsable);
      indices.add(index);
      if (index.isPresent()) isFromData &= derivations.latentsOf(index.get()).isEmpty();
    }
    found.add(new Mention(indices, isFromData));
  }

  /** The index in the loop variables of the term. */
  private List<Optional<Expr>> inOwnTerms(List<Optional<Expr>> indices) {
    return indices.stream().map(index -> index.map(this::inOwnTerms)).toList();
  }

  private Expr inOwnTerms(Expr index) {
    Map<Symbol, Expr> values = new HashMap<>();
    for (Symbol symbol : FreeSymbols.of(index)) {
      if (unknown.contains(symbol)) continue;
      if (known.containsKey(symbol)) values.put(symbol, known.get(symbol));
      else if (derivations.isLocal(symbol)) {
        values.put(symbol, inOwnTerms(derivations.of(symbol).get(0).define().value()));
      }
    }
    return values.isEmpty() ? index : Substitution.ofValues(values).rewrite(index);
  }

  private boolean isUsable(Expr index) {
    Set<Symbol> free = FreeSymbols.of(index);
    return free.stream().noneMatch(unknown::contains)
        && !derivations.latentsOf(index).contains(latent)
        && !(underCondition && Partial.isIn(index));
  }

  /** Whether an expression reads an element that need not be there where a condition fails. */
  public static boolean isPartial(Expr expr) {
    return Partial.isIn(expr);
  }

  /** Whether an expression reads an element that need not be there where a condition fails. */
  private static final class Partial extends ExprRewriter {
    private boolean found;

    static boolean isIn(Expr expr) {
      Partial partial = new Partial();
      partial.rewrite(expr);
      return partial.found;
    }

    @Override
    public Expr rewrite(Expr expr) {
      if (expr instanceof Expr.Index index) {
        List<IndexSet> dimensions = index.array().type().dimensions();
        for (int d = 0; d < dimensions.size(); d++) {
          boolean isCovered =
              index.subscripts().get(d) instanceof Expr.Subscript.At at
                  && IndexSet.covers(dimensions.get(d), at.index().type());
          found |= !isCovered;
        }
      }
      return super.rewrite(expr);
    }
  }
}
