package bayes.compiler.plan.sum;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The elements of latents that an expression reads, once it is written out. */
final class Reads extends ExprRewriter {
  private final Set<Symbol> latents;
  private final Set<Symbol> bound = new HashSet<>();
  private final List<Element> elements = new ArrayList<>();
  private final Set<Symbol> several = new LinkedHashSet<>();

  private Reads(Set<Symbol> latents) {
    this.latents = latents;
  }

  static Reads of(List<Expr> exprs, Set<Symbol> latents) {
    Reads reads = new Reads(latents);
    exprs.forEach(reads::rewrite);
    return reads;
  }

  /** Each element once. */
  List<Element> elements() {
    return elements;
  }

  /** The latents of which more than one element is read at one place, or all of them. */
  Set<Symbol> several() {
    return several;
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Comprehension e) {
      e.binders().forEach(binder -> bound.add(binder.symbol()));
    } else if (expr instanceof Expr.LetIn e) {
      bound.add(e.symbol());
    } else if (expr instanceof Expr.Index e
        && e.array() instanceof Expr.Variable variable
        && latents.contains(variable.symbol())) {
      subscripts(e.subscripts());
      read(variable.symbol(), e.subscripts());
      return expr;
    }
    return super.rewrite(expr);
  }

  @Override
  protected DistributionCall.Component component(DistributionCall.Component component) {
    component.over().ifPresent(binder -> bound.add(binder.symbol()));
    return super.component(component);
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    Symbol symbol = variable.symbol();
    if (latents.contains(symbol)) {
      if (symbol.type().dimensions().isEmpty()) add(new Element(symbol, List.of()));
      else several.add(symbol);
    }
    return variable;
  }

  @Override
  public Type type(Type type) {
    return type;
  }

  private void read(Symbol symbol, List<Expr.Subscript> subscripts) {
    List<Expr> indices = new ArrayList<>();
    for (Expr.Subscript subscript : subscripts) {
      if (subscript instanceof Expr.Subscript.At at && at.index().type().dimensions().isEmpty()) {
        indices.add(at.index());
      }
    }
    Element element = new Element(symbol, indices);
    boolean isOne =
        indices.size() == subscripts.size() && element.free().stream().noneMatch(bound::contains);
    if (isOne) add(element);
    else several.add(symbol);
  }

  private void add(Element element) {
    if (elements.stream().noneMatch(element::isSame)) elements.add(element);
  }
}
