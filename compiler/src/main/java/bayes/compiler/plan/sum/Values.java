package bayes.compiler.plan.sum;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The finitely many values that the elements of a discrete latent can have, known from data. */
final class Values {
  /** So many values are written out one by one. */
  private static final int FEW = 3;

  private final Symbol symbol;
  private final Terms terms;
  private final Optional<Expr> lower;
  private final Optional<Expr> upper;

  private Values(Symbol symbol, Terms terms, Optional<Expr> lower, Optional<Expr> upper) {
    this.symbol = symbol;
    this.terms = terms;
    this.lower = lower;
    this.upper = upper;
  }

  /** Finite values, or why they are none. */
  record Found(Optional<Values> values, String whyNot) {}

  /**
   * The values of a latent.
   *
   * @param others the values of discrete latents that bounds may read: the widest bound is taken
   */
  static Found of(
      VariableDeclaration latent,
      Derivations derivations,
      Map<Symbol, Values> others,
      Rewriting rewriting) {
    Symbol symbol = latent.symbol();
    Terms terms = rewriting.terms(symbol.declared());
    if (!(symbol.type().element() instanceof Type.Int)) {
      return found(new Values(symbol, terms, Optional.empty(), Optional.empty()));
    }
    if (!(latent.support() instanceof Support.Bounds bounds)) return none("it has no bounds");
    if (bounds.upper().isEmpty()) return none("it has no upper bound");
    if (bounds.lower().isEmpty()) return none("it has no lower bound");
    Widest widest = new Widest(derivations, others, rewriting, terms);
    Optional<Expr> lower = widest.of(bounds.lower().get(), 1);
    Optional<Expr> upper = widest.of(bounds.upper().get(), -1);
    if (lower.isEmpty() || upper.isEmpty()) return none("its bounds change with the parameters");
    return found(new Values(symbol, terms, lower, upper));
  }

  private static Found found(Values values) {
    return new Found(Optional.of(values), "");
  }

  private static Found none(String why) {
    return new Found(Optional.empty(), why);
  }

  /** Bounds that are known from data; of those that read discrete latents, the widest. */
  private record Widest(
      Derivations derivations, Map<Symbol, Values> others, Rewriting rewriting, Terms terms) {
    Optional<Expr> of(Support.Bound bound, int inwards) {
      Expr value = bound.value();
      if (bound.exclusive()) value = terms.plus(value, terms.integer(inwards));
      Set<Symbol> latents = derivations.latentsOf(value);
      if (latents.isEmpty()) return Optional.of(value);
      Expr.Reduction widest = inwards < 0 ? Expr.Reduction.MAX : Expr.Reduction.MIN;
      return others.keySet().containsAll(latents) ? of(value, widest) : Optional.empty();
    }

    private Optional<Expr> of(Expr bound, Expr.Reduction widest) {
      if (bound instanceof Expr.Comprehension e && e.condition().isEmpty()) {
        return of(e.element(), widest).map(element -> terms.array(e.binders(), element));
      }
      if (!bound.type().dimensions().isEmpty()) return Optional.empty();
      Reads reads = Reads.of(List.of(bound), others.keySet());
      if (!reads.several().isEmpty()) return Optional.empty();
      List<Expr.Binder> binders = new ArrayList<>();
      List<Assigned.Assignment> assignments = new ArrayList<>();
      for (Element element : reads.elements()) {
        Values of = Objects.requireNonNull(others.get(element.symbol()));
        Expr.Binder binder = of.binder(element, rewriting);
        binders.add(binder);
        assignments.add(of.assigned(element, terms.variable(binder.symbol())));
      }
      Expr value = new Assigned(assignments).rewrite(bound);
      // What is derived from latents is not taken apart here.
      if (!derivations.latentsOf(value).isEmpty()) return Optional.empty();
      return Optional.of(integerReduction(widest, terms.array(binders, value), terms));
    }
  }

  private static Expr integerReduction(Expr.Reduction reduction, Expr array, Terms terms) {
    return new Expr.Reduce(reduction, array, Type.INT, terms.span());
  }

  /** The type of the values as indices of a table: truth values are 0 and 1. */
  Type numberType() {
    Type element = symbol.type().element();
    return element instanceof Type.Bool ? Type.INT : element;
  }

  /** A loop over the values of an element. */
  Expr.Binder binder(Element element, Rewriting rewriting) {
    Symbol k = rewriting.symbol(symbol.name(), Symbol.Role.BINDER, numberType(), symbol.declared());
    return new Expr.Binder(k, of(element.indices()));
  }

  boolean isTruth() {
    return symbol.type().element() instanceof Type.Bool;
  }

  /** The values that any element can have. */
  IndexSet whole() {
    return range(
        lower.map(bound -> extreme(bound, Expr.Reduction.MIN)),
        upper.map(bound -> extreme(bound, Expr.Reduction.MAX)));
  }

  /** The values of one element. */
  IndexSet of(List<Expr> indices) {
    return range(lower.map(b -> at(b, indices)), upper.map(b -> at(b, indices)));
  }

  private IndexSet range(Optional<Expr> from, Optional<Expr> to) {
    if (symbol.type().element() instanceof Type.Member member) return member.set();
    if (isTruth()) return new IndexSet.Range(terms.integer(0), terms.integer(1));
    return new IndexSet.Range(from.orElseThrow(), to.orElseThrow());
  }

  private Expr at(Expr bound, List<Expr> indices) {
    if (bound.type().dimensions().isEmpty()) return bound;
    if (bound instanceof Expr.Comprehension e && e.binders().size() == indices.size()) {
      Map<Symbol, Expr> values = new HashMap<>();
      for (int d = 0; d < indices.size(); d++) {
        values.put(e.binders().get(d).symbol(), indices.get(d));
      }
      return Substitution.ofValues(values).rewrite(e.element());
    }
    return terms.element(bound, indices);
  }

  /** The smallest or largest of the bounds of all elements, 0 if there are no elements. */
  private Expr extreme(Expr bound, Expr.Reduction reduction) {
    List<IndexSet> dimensions = bound.type().dimensions();
    if (dimensions.isEmpty()) return bound;
    Expr extreme = integerReduction(reduction, bound, terms);
    for (IndexSet dimension : dimensions) {
      Expr isEmpty = terms.apply("==", new Expr.Size(dimension, terms.span()), terms.integer(0));
      extreme = terms.choose(isEmpty, terms.integer(0), extreme);
    }
    return extreme;
  }

  /** An element that has the value which a loop over its values is at. */
  Assigned.Assignment assigned(Element element, Expr at) {
    Expr value = isTruth() ? terms.apply("==", at, terms.integer(1)) : at;
    return new Assigned.Assignment(element, value, at);
  }

  /** An element with each of its values, if the text tells them and they are few; else none. */
  List<Assigned.Assignment> few(Element element) {
    if (isTruth()) {
      return List.of(
          new Assigned.Assignment(
              element, new Expr.BoolConstant(true, terms.span()), terms.integer(1)),
          new Assigned.Assignment(
              element, new Expr.BoolConstant(false, terms.span()), terms.integer(0)));
    }
    boolean areFew =
        symbol.type().element() instanceof Type.Int
            && count().isPresent()
            && count().getAsLong() > 0
            && count().getAsLong() <= FEW;
    if (!areFew || !(lower.orElseThrow() instanceof Expr.IntConstant first)) return List.of();
    List<Assigned.Assignment> all = new ArrayList<>();
    for (int k = 0; k < count().getAsLong(); k++) {
      Expr value = terms.integer(first.value() + k);
      all.add(new Assigned.Assignment(element, value, value));
    }
    return all;
  }

  /** An element's own value as an index of a table. */
  Expr number(Expr value) {
    return isTruth() ? terms.as(value, Type.INT) : value;
  }

  /** How many values there are, if the text tells. */
  OptionalLong count() {
    if (isTruth()) return OptionalLong.of(2);
    if (symbol.type().element() instanceof Type.Member member) return count(member.set());
    return count(lower.orElseThrow(), upper.orElseThrow());
  }

  private static OptionalLong count(IndexSet set) {
    if (set instanceof IndexSet.Declared declared) {
      if (declared.definition() instanceof IndexSet.Definition.Named named) {
        return OptionalLong.of(named.members().size());
      }
      if (declared.definition() instanceof IndexSet.Definition.OfRange range) {
        return count(range.lower(), range.upper());
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong count(Expr lower, Expr upper) {
    return lower instanceof Expr.IntConstant a && upper instanceof Expr.IntConstant b
        ? OptionalLong.of(Math.max(0, (long) b.value() - a.value() + 1))
        : OptionalLong.empty();
  }
}
