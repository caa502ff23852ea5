package bayes.compiler.plan.conjugate;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.plan.Rewriting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The distributions of latents without those that they are drawn given: a normal variable whose
 * mean is a normal one is normal; one whose variance is an inverse gamma one (or whose precision is
 * a gamma one) is a t variable.
 */
final class Marginals {
  private final Set<Symbol> drawn;
  private final Rewriting names;
  private final StandardLibrary library;
  private final Map<Symbol, MarginalForm> known = new HashMap<>();

  Marginals(Set<Symbol> drawn, Rewriting names) {
    this.drawn = drawn;
    this.names = names;
    this.library = names.library();
  }

  /** The distribution of what is drawn; empty if it has no name. Draws come in their order. */
  Optional<MarginalForm> of(Recovery recovery) {
    Optional<MarginalForm> form = form(recovery);
    form.ifPresent(f -> known.put(recovery.draw().symbol(), f));
    return form;
  }

  private Optional<MarginalForm> form(Recovery recovery) {
    DistributionCall call = recovery.draw().distribution();
    Terms t = new Terms(library, recovery.draw().span());
    List<Symbol> binders = recovery.binders();
    if (Definitions.is(call.definition(), library, "Dirichlet", List.of("a"))) {
      return isDrawn(call) ? Optional.empty() : Optional.of(share(call, binders, t));
    }
    String family = call.definition().name();
    boolean isPair =
        List.of("Beta", "Gamma", "InverseGamma").contains(family)
            && Definitions.is(call.definition(), library, family);
    boolean isNormal = Definitions.is(call.definition(), library, "Normal", List.of("mean", "sd"));
    if (!isPair && !isNormal) return Optional.empty();
    List<Expr> arguments = Reading.arguments(call).orElseThrow();
    if (!isDrawn(call)) {
      List<String> names =
          call.definition().parameters().stream().map(p -> p.symbol().name()).toList();
      return Optional.of(new MarginalForm(family, names, arguments, List.of(), binders));
    }
    if (!isNormal) return Optional.empty();
    return isDrawn(arguments.get(0))
        ? shifted(arguments, binders, t)
        : scaled(arguments, binders, t);
  }

  /** One element of a simplex against all others. */
  private MarginalForm share(DistributionCall call, List<Symbol> binders, Terms t) {
    Expr array = Reading.arguments(call).orElseThrow().get(0);
    Expr.Comprehension all = (Expr.Comprehension) array;
    // The element is one of the array's, so it needs a binder of its own.
    Expr.Binder old = all.binders().get(0);
    Symbol symbol =
        names.symbol(
            old.symbol().name(), Symbol.Role.BINDER, old.symbol().type(), old.symbol().declared());
    Expr.Binder of = new Expr.Binder(symbol, old.set());
    Expr a = Substitution.ofValues(Map.of(old.symbol(), t.variable(symbol))).rewrite(all.element());
    Expr total = t.reduce(Expr.Reduction.SUM, array);
    return new MarginalForm(
        "Beta", List.of("a", "b"), List.of(a, t.minus(total, a)), List.of(of), binders);
  }

  private boolean isDrawn(DistributionCall call) {
    return FreeSymbols.of(call).stream().anyMatch(drawn::contains);
  }

  private boolean isDrawn(Expr expr) {
    return FreeSymbols.of(expr).stream().anyMatch(drawn::contains);
  }

  /** A normal variable around a normal mean. */
  private Optional<MarginalForm> shifted(List<Expr> arguments, List<Symbol> binders, Terms t) {
    if (isDrawn(arguments.get(1))) return Optional.empty();
    Optional<Symbol> of = only(arguments.get(0));
    Optional<MarginalForm> mean = of.flatMap(this::known).filter(f -> f.family().equals("Normal"));
    if (mean.isEmpty()) return Optional.empty();
    Optional<Affine> affine = Affine.of(arguments.get(0), elements(of.get()), t);
    if (affine.isEmpty()) return Optional.empty();
    List<Expr> outer = at(mean.get(), affine.get().element().orElseThrow());
    Expr slope = affine.get().slope().orElseThrow();
    Expr located = t.times(slope, outer.get(0));
    Expr location = affine.get().offset().map(o -> t.plus(o, located)).orElse(located);
    Expr variance =
        t.plus(
            t.apply("square", arguments.get(1)), t.apply("square", t.times(slope, outer.get(1))));
    return Optional.of(
        new MarginalForm(
            "Normal",
            List.of("mean", "sd"),
            List.of(location, t.apply("sqrt", variance)),
            List.of(),
            binders));
  }

  /** A normal variable whose variance is unknown. */
  private Optional<MarginalForm> scaled(List<Expr> arguments, List<Symbol> binders, Terms t) {
    Monomial variance = Monomial.of(arguments.get(1)).power(2);
    List<Monomial.Factor> unknown =
        variance.factors().stream().filter(f -> isDrawn(f.base())).toList();
    if (unknown.size() != 1) return Optional.empty();
    Monomial.Factor factor = unknown.get(0);
    Optional<Symbol> of = only(factor.base());
    String family = factor.power() == 1 ? "InverseGamma" : factor.power() == -1 ? "Gamma" : "";
    Optional<MarginalForm> scale = of.flatMap(this::known).filter(f -> f.family().equals(family));
    if (scale.isEmpty() || elements(of.get()).indicesOf(factor.base()).isEmpty()) {
      return Optional.empty();
    }
    List<Expr> outer = at(scale.get(), factor.base());
    Expr rest = variance.where(e -> !isDrawn(e)).product(t);
    Expr square = t.times(rest, t.divide(outer.get(1), outer.get(0)));
    return Optional.of(
        new MarginalForm(
            "StudentT",
            List.of("df", "location", "scale"),
            List.of(t.times(t.real(2), outer.get(0)), arguments.get(0), t.apply("sqrt", square)),
            List.of(),
            binders));
  }

  /** The parameters of a known form at the element that an expression is. */
  private List<Expr> at(MarginalForm form, Expr element) {
    List<Expr> indices = elements(element).indicesOf(element).orElseThrow();
    Map<Symbol, Expr> values = new HashMap<>();
    for (int d = 0; d < indices.size(); d++) values.put(form.binders().get(d), indices.get(d));
    return Substitution.ofValues(values).rewriteAll(form.parameters());
  }

  private Optional<Symbol> only(Expr expr) {
    List<Symbol> read = FreeSymbols.of(expr).stream().filter(drawn::contains).toList();
    return read.size() == 1 ? Optional.of(read.get(0)) : Optional.empty();
  }

  private Optional<MarginalForm> known(Symbol symbol) {
    return Optional.ofNullable(known.get(symbol));
  }

  private Elements elements(Expr expr) {
    return elements(only(expr).orElseThrow());
  }

  private Elements elements(Symbol symbol) {
    MarginalForm form = known(symbol).orElseThrow();
    return new Elements(symbol, form.binders().size());
  }
}
