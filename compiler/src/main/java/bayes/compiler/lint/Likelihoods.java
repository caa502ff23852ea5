package bayes.compiler.lint;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** L0105 to L0107: observations that ignore what they should depend on, and what they leave out. */
final class Likelihoods {
  private final Uses uses;
  private final List<Diagnostic> found = new ArrayList<>();

  private Likelihoods(Uses uses) {
    this.uses = uses;
  }

  static List<Diagnostic> in(Uses uses) {
    Likelihoods likelihoods = new Likelihoods(uses);
    for (Site site : uses.sites()) {
      if (site.statement() instanceof ModelStatement.Observe observe) {
        likelihoods.constant(observe);
        likelihoods.fixedElement(observe, site);
      }
    }
    likelihoods.improper();
    return likelihoods.found;
  }

  private void constant(ModelStatement.Observe observe) {
    boolean hasLatents =
        uses.model().variables().stream().anyMatch(v -> v.symbol().role() == Symbol.Role.LATENT);
    if (!hasLatents || !uses.latents(FreeSymbols.of(observe.distribution())).isEmpty()) return;
    found.add(
        Diagnostic.warning(
                LintCode.L0105.code(),
                "no latent has a part in this observation",
                observe.distribution().span(),
                "only data and constants")
            .withNote("it adds a constant to the log density, and changes no posterior")
            .withHint("let an argument depend on a latent, or delete the statement"));
  }

  /** {@code theta[1]} where the loop over the schools should say {@code theta[s]}. */
  private void fixedElement(ModelStatement.Observe observe, Site site) {
    List<Expr> arguments = Site.values(observe.distribution());
    for (Expr.Index index : ConstantIndices.in(arguments)) {
      Symbol symbol = ((Expr.Variable) index.array()).symbol();
      IndexSet set = symbol.type().dimensions().get(0);
      Optional<Expr.Binder> binder =
          site.binders().stream()
              .filter(b -> set instanceof IndexSet.Declared && b.set().equals(set))
              .findFirst();
      if (symbol.role() != Symbol.Role.LATENT || binder.isEmpty()) continue;
      boolean isReadByBinder =
          arguments.stream().anyMatch(e -> FreeSymbols.of(e).contains(binder.get().symbol()));
      if (isReadByBinder) continue;
      String name = binder.get().symbol().name();
      found.add(
          Diagnostic.warning(
                  LintCode.L0106.code(),
                  "every element of this plate reads `" + ExprText.of(index) + "`",
                  index.span(),
                  "the same for each `" + name + "`")
              .withHint("write `" + symbol.name() + "[" + name + "]`"));
    }
  }

  /** Indices of latents by constants. */
  private static final class ConstantIndices extends ExprRewriter {
    private final List<Expr.Index> found = new ArrayList<>();

    static List<Expr.Index> in(List<Expr> expressions) {
      ConstantIndices indices = new ConstantIndices();
      indices.rewriteAll(expressions);
      return indices.found;
    }

    @Override
    public Expr rewrite(Expr expr) {
      if (expr instanceof Expr.Index index
          && index.array() instanceof Expr.Variable
          && index.subscripts().get(0) instanceof Expr.Subscript.At at
          && at.index().type().dimensions().isEmpty()
          && FreeSymbols.of(at.index()).isEmpty()) {
        found.add(index);
      }
      return super.rewrite(expr);
    }
  }

  /** Flat latents that nothing observed depends on. */
  private void improper() {
    Set<Symbol> reads = new LinkedHashSet<>();
    for (Site site : uses.sites()) {
      boolean conditions =
          site.statement() instanceof ModelStatement.Observe
              || site.statement() instanceof ModelStatement.Factor;
      if (conditions) reads.addAll(site.reads());
    }
    Set<Symbol> reached = uses.sources(reads);
    Set<Symbol> seen = new HashSet<>();
    for (Site site : uses.sites()) {
      if (!(site.statement() instanceof ModelStatement.Draw draw)) continue;
      Symbol symbol = draw.symbol();
      if (!draw.distribution().definition().improper() || reached.contains(symbol)) continue;
      if (isCompact(symbol) || !seen.add(symbol)) continue;
      found.add(
          Diagnostic.warning(
                  LintCode.L0107.code(),
                  "the posterior of `" + symbol.name() + "` is improper",
                  draw.distribution().span(),
                  "no prior")
              .withNote("nothing that is observed depends on it, and `Flat` has no total mass")
              .withHint("give it a prior, such as `" + symbol.name() + " ~ Normal(0, 1)`"));
    }
  }

  /** Whether its values are bounded on both sides. */
  private boolean isCompact(Symbol symbol) {
    return uses.model().variables().stream()
        .filter(variable -> variable.symbol().equals(symbol))
        .anyMatch(
            variable ->
                variable.support() instanceof Support.Constrained
                    || (variable.support() instanceof Support.Bounds bounds
                        && bounds.lower().isPresent()
                        && bounds.upper().isPresent()));
  }
}
