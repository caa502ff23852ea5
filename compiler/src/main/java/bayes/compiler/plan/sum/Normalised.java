package bayes.compiler.plan.sum;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The same density with terms that are easier to sum. An {@code if} on a latent becomes a choice
 * within each of its terms. A choice by the data between reading a latent and not, as partly
 * observed data have it, becomes an {@code if} around the term.
 */
final class Normalised extends StatementRewriter {
  private final Rewriting rewriting;
  private final Derivations derivations;
  private final Set<Symbol> latents;
  private final List<Step> path = new ArrayList<>();

  private Normalised(Rewriting rewriting, Set<Symbol> latents) {
    this.rewriting = rewriting;
    this.derivations = Derivations.of(rewriting.model());
    this.latents = latents;
  }

  static Rewriting of(Rewriting rewriting, Set<Symbol> latents) {
    Normalised normalised = new Normalised(rewriting, latents);
    return rewriting.with(
        rewriting.model().variables(), normalised.statements(rewriting.model().statements()));
  }

  @Override
  protected List<ModelStatement> statement(ModelStatement statement) {
    if (statement instanceof ModelStatement.For loop) {
      return within(new Step.Loop(loop), loop);
    }
    if (statement instanceof ModelStatement.If branch) {
      if (!reads(branch.condition())) return within(new Step.Branch(branch, true), branch);
      List<ModelStatement> statements = new ArrayList<>(new Definitions().of(branch));
      choices(branch, statements);
      return statements;
    }
    if (statement instanceof ModelStatement.Define define) {
      if (derivations.isLocal(define.symbol())) path.add(new Step.Local(define));
      return List.of(statement);
    }
    return statement instanceof ModelStatement.Accumulate
        ? List.of(statement)
        : separated(statement, 0);
  }

  private List<ModelStatement> within(Step step, ModelStatement statement) {
    int outer = path.size();
    path.add(step);
    List<ModelStatement> rewritten = parts(statement);
    while (path.size() > outer) path.remove(path.size() - 1);
    return rewritten;
  }

  /** Whether an expression changes with one of the latents. */
  private boolean reads(Expr expr) {
    return derivations.latentsOf(expr).stream().anyMatch(latents::contains);
  }

  // ---- branches on latents ----

  /** The terms of a branch on a latent, one statement each. */
  private void choices(ModelStatement.If branch, List<ModelStatement> to) {
    List<Step> inner = new ArrayList<>();
    inner.add(new Step.Branch(branch, true));
    choices(branch.then(), inner, to);
    inner.set(0, new Step.Branch(branch, false));
    choices(branch.otherwise(), inner, to);
  }

  private void choices(List<ModelStatement> statements, List<Step> outer, List<ModelStatement> to) {
    List<Step> inner = new ArrayList<>(outer);
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        choices(loop.body(), with(inner, new Step.Loop(loop)), to);
      } else if (statement instanceof ModelStatement.If branch) {
        choices(branch.then(), with(inner, new Step.Branch(branch, true)), to);
        choices(branch.otherwise(), with(inner, new Step.Branch(branch, false)), to);
      } else if (statement instanceof ModelStatement.Define define) {
        if (derivations.isLocal(define.symbol())) inner.add(new Step.Local(define));
      } else {
        Expr value = choice(Factors.value(statement, rewriting), inner, statement.span());
        if (statement instanceof ModelStatement.Factor) {
          to.add(new ModelStatement.Factor(value, statement.span()));
        } else {
          Optional<Expr> prior =
              Factors.prior(statement, rewriting).map(p -> choice(p, inner, statement.span()));
          to.add(new ModelStatement.Marginal(value, prior, statement.span()));
        }
      }
    }
  }

  /** A part of a term within a branch; the branch's own locals are written out. */
  private Expr choice(Expr part, List<Step> inner, Span span) {
    Expr value = written().rewrite(part);
    return written().rewrite(Paths.over(inner, value, Set.of(), rewriting.terms(span)));
  }

  private WrittenOut written() {
    return new WrittenOut(derivations, latents, path);
  }

  private static List<Step> with(List<Step> path, Step step) {
    List<Step> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  /** What a branch defines, without its terms. */
  private static final class Definitions extends StatementRewriter {
    List<ModelStatement> of(ModelStatement statement) {
      return statements(List.of(statement));
    }

    @Override
    protected List<ModelStatement> statement(ModelStatement statement) {
      boolean isTerm =
          statement instanceof ModelStatement.Observe
              || statement instanceof ModelStatement.Factor
              || statement instanceof ModelStatement.Marginal;
      return isTerm ? List.of() : parts(statement);
    }
  }

  // ---- choices by the data ----

  /** Nested choices beyond this are left as they are. */
  private static final int MOST_CHOICES = 6;

  private List<ModelStatement> separated(ModelStatement term, int depth) {
    if (depth == MOST_CHOICES) return List.of(term);
    boolean isFixed =
        term instanceof ModelStatement.Draw draw
            && (draw.symbol().role() != Symbol.Role.LATENT
                || draw.symbol().type().element() instanceof Type.Real);
    if (isFixed) return List.of(term);
    Choices choices = new Choices();
    WrittenOut written = written();
    choices.rewrite(written.rewrite(Factors.value(term, rewriting)));
    if (choices.found.isEmpty() || !written.opaque().isEmpty()) return List.of(term);
    Expr condition = choices.found.get(0);
    ModelStatement whole = new Written(written()).of(term);
    List<ModelStatement> then = separated(new Resolved(condition, true).of(whole), depth + 1);
    List<ModelStatement> otherwise = separated(new Resolved(condition, false).of(whole), depth + 1);
    return List.of(new ModelStatement.If(condition, then, otherwise, term.span()));
  }

  /** The conditions of the data under which an expression reads a latent, from the outside in. */
  private final class Choices extends ExprRewriter {
    private final List<Expr> found = new ArrayList<>();
    private final Set<Symbol> bound = new HashSet<>();

    @Override
    public Expr rewrite(Expr expr) {
      if (expr instanceof Expr.Comprehension e) {
        e.binders().forEach(binder -> bound.add(binder.symbol()));
      } else if (expr instanceof Expr.LetIn e) {
        bound.add(e.symbol());
      } else if (expr instanceof Expr.Conditional e) {
        Set<Symbol> free = FreeSymbols.of(e.condition());
        boolean isOfData =
            free.stream().noneMatch(bound::contains)
                && derivations.latentsOf(e.condition()).isEmpty();
        boolean reads = reads(e.then()) || reads(e.otherwise());
        if (isOfData && reads) {
          found.add(e.condition());
          return expr;
        }
      }
      return super.rewrite(expr);
    }

    @Override
    protected DistributionCall.Component component(DistributionCall.Component component) {
      component.over().ifPresent(binder -> bound.add(binder.symbol()));
      return super.component(component);
    }

    @Override
    public Type type(Type type) {
      return type;
    }
  }

  /** A term where a condition is known to hold, or not to. */
  private static final class Resolved extends StatementRewriter {
    private final Expr condition;
    private final boolean holds;

    Resolved(Expr condition, boolean holds) {
      this.condition = condition;
      this.holds = holds;
    }

    ModelStatement of(ModelStatement term) {
      return parts(term).get(0);
    }

    @Override
    public Expr rewrite(Expr expr) {
      if (expr instanceof Expr.Conditional e && ExprText.same(e.condition(), condition)) {
        return rewrite(holds ? e.then() : e.otherwise());
      }
      return super.rewrite(expr);
    }
  }

  /** A term with what is derived from latents written out. */
  private static final class Written extends StatementRewriter {
    private final WrittenOut written;

    Written(WrittenOut written) {
      this.written = written;
    }

    ModelStatement of(ModelStatement term) {
      return parts(term).get(0);
    }

    @Override
    public Expr rewrite(Expr expr) {
      return written.rewrite(expr);
    }
  }
}
