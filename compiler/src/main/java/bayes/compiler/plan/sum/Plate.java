package bayes.compiler.plan.sum;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.sum.Factors.Factor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The loops over the elements of a latent: those of its draw, if there is one draw, else loops over
 * its dimensions.
 *
 * @param path loops and branches, from the outside in
 * @param element by the loop variables
 */
record Plate(List<Step> path, Element element) {
  Plate {
    path = List.copyOf(path);
  }

  /** The plate of the only draw of a latent. */
  static Plate of(Factor draw) {
    ModelStatement.Draw statement = (ModelStatement.Draw) draw.term().statement();
    List<Step> path =
        draw.term().path().stream().filter(step -> !(step instanceof Step.Local)).toList();
    // Locals in the index have been written out.
    List<Element> own = draw.of(statement.symbol());
    return new Plate(path, own.get(0));
  }

  /** Loops over the dimensions of a latent. */
  static Plate over(Symbol latent, Rewriting rewriting) {
    Terms terms = rewriting.terms(latent.declared());
    List<Step> path = new ArrayList<>();
    List<Expr> indices = new ArrayList<>();
    for (IndexSet set : latent.type().dimensions()) {
      Symbol index =
          rewriting.symbol(
              latent.name(), Symbol.Role.BINDER, Type.memberOf(set), latent.declared());
      path.add(
          new Step.Loop(
              new ModelStatement.For(new Expr.Binder(index, set), List.of(), latent.declared())));
      indices.add(terms.variable(index));
    }
    return new Plate(path, new Element(latent, indices));
  }

  List<Expr.Binder> binders() {
    List<Expr.Binder> binders = new ArrayList<>();
    for (Step step : path) {
      if (step instanceof Step.Loop loop) binders.add(loop.loop().binder());
    }
    return binders;
  }

  Set<Symbol> variables() {
    Set<Symbol> variables = new HashSet<>();
    binders().forEach(binder -> variables.add(binder.symbol()));
    return variables;
  }

  /** Statements for each element. */
  List<ModelStatement> around(List<ModelStatement> statements) {
    return Paths.around(path, statements);
  }

  /**
   * The loops of a term that are this plate's: for its loop variables, the expressions in those of
   * the plate. None if the term's loops are others, or the element that it reads is another one.
   */
  Optional<Map<Symbol, Expr>> aligned(Factor factor, Element read) {
    List<Expr.Binder> own = binders();
    List<Expr.Binder> others = factor.binders();
    Map<Symbol, Expr> renamed = new HashMap<>();
    for (Expr.Binder binder : own) {
      Optional<Expr.Binder> match = match(binder, own, others, read, renamed);
      if (match.isEmpty()) return Optional.empty();
      renamed.put(
          match.get().symbol(), new Expr.Variable(binder.symbol(), binder.symbol().declared()));
    }
    return read.with(renamed).isSame(element) ? Optional.of(renamed) : Optional.empty();
  }

  private Optional<Expr.Binder> match(
      Expr.Binder binder,
      List<Expr.Binder> own,
      List<Expr.Binder> others,
      Element read,
      Map<Symbol, Expr> renamed) {
    Optional<Expr.Binder> found =
        others.stream().filter(o -> o.symbol().equals(binder.symbol())).findFirst();
    if (found.isEmpty()) found = byIndex(binder, others, read);
    if (found.isEmpty() && own.indexOf(binder) < others.size()) {
      found = Optional.of(others.get(own.indexOf(binder)));
    }
    Substitution renaming = Substitution.ofValues(renamed);
    return found
        .filter(o -> !renamed.containsKey(o.symbol()))
        .filter(o -> ExprText.same(renaming.set(o.set()), binder.set()));
  }

  /** The loop whose variable stands where this plate's stands. */
  private Optional<Expr.Binder> byIndex(
      Expr.Binder binder, List<Expr.Binder> others, Element read) {
    for (int d = 0; d < element.indices().size(); d++) {
      if (!isVariable(element.indices().get(d), binder.symbol())) continue;
      Expr index = Derivations.plain(read.indices().get(d));
      return others.stream().filter(o -> isVariable(index, o.symbol())).findFirst();
    }
    return Optional.empty();
  }

  /** For loop variables of a term whose loops are others: those of the plate, where one is one. */
  Map<Symbol, Expr> inOwnTerms(Element read) {
    Map<Symbol, Expr> values = new HashMap<>();
    for (int d = 0; d < element.indices().size(); d++) {
      Expr own = element.indices().get(d);
      boolean isPlain =
          Derivations.plain(own) instanceof Expr.Variable v && variables().contains(v.symbol());
      if (isPlain && Derivations.plain(read.indices().get(d)) instanceof Expr.Variable variable) {
        values.putIfAbsent(variable.symbol(), Derivations.plain(own));
      }
    }
    return values;
  }

  /** For the plate's loop variables: their values at an element, where each is one index. */
  Optional<Map<Symbol, Expr>> at(List<Expr> indices) {
    Map<Symbol, Expr> values = new HashMap<>();
    for (int d = 0; d < element.indices().size(); d++) {
      if (Derivations.plain(element.indices().get(d)) instanceof Expr.Variable variable) {
        values.putIfAbsent(variable.symbol(), indices.get(d));
      }
    }
    return values.keySet().containsAll(variables()) ? Optional.of(values) : Optional.empty();
  }

  private static boolean isVariable(Expr expr, Symbol symbol) {
    return Derivations.plain(expr) instanceof Expr.Variable v && v.symbol().equals(symbol);
  }
}
