package bayes.compiler.check;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Component;
import bayes.compiler.model.DistributionFunction;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Mixtures, {@code log p(x) = log sum_k w_k p_k(x)}: of two with the weight of the first, of
 * several with a simplex, or of one distribution for each member of a set.
 */
final class Mixtures {
  private final Session session;
  private final Expressions expressions;

  Mixtures(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  Optional<DistributionCall> of(List<WrapperCalls.Weighted> parts, Expr weights, Span span) {
    Type event = parts.get(0).distribution().event();
    Wrapping wrapping =
        new Wrapping(session, expressions.operators(), Wrappers.MIXTURE, event, span);
    Support support = new UnionSupports(session, wrapping).of(parts);
    List<Component> components =
        parts.stream().map(p -> wrapping.component(p.distribution(), p.over())).toList();
    Optional<Expr.Binder> over = parts.get(0).over();
    Terms terms =
        over.isPresent()
            ? overSet(wrapping, components.get(0), over.get(), weights)
            : listed(wrapping, components, weights);
    boolean hasCdf = parts.stream().allMatch(p -> p.distribution().definition().cdf().isPresent());
    boolean draws =
        parts.stream().allMatch(p -> p.distribution().definition().sampler().isPresent());
    return Optional.of(
        wrapping.finish(
            support,
            terms.logSum(Quantity.LOG_DENSITY),
            hasCdf
                ? Optional.of(
                    new DistributionFunction(
                        terms.sum(Quantity.CDF),
                        terms.logSum(Quantity.LOG_BELOW),
                        terms.logSum(Quantity.LOG_ABOVE)))
                : Optional.empty(),
            draws ? Optional.of(terms.draw()) : Optional.empty(),
            false));
  }

  /** The components with their weights. */
  private interface Terms {
    /** log sum_k w_k exp(q_k), for a quantity q that is a logarithm. */
    Expr logSum(Quantity quantity);

    /** sum_k w_k q_k. */
    Expr sum(Quantity quantity);

    Expr draw();
  }

  // ---- components that are written one by one ----

  private Terms listed(Wrapping wrapping, List<Component> components, Expr weights) {
    Formulas f = wrapping.formulas();
    List<Expr> shares = new ArrayList<>();
    List<Expr> logs = new ArrayList<>();
    if (weights.type().dimensions().isEmpty()) {
      Expr p = wrapping.parameter("w", weights, Wrapping.unit(f));
      shares.add(p);
      shares.add(f.minus(f.real(1), p));
      logs.add(f.apply("log", p));
      logs.add(f.logComplement(p));
    } else {
      wrapping.parameter("w", weights, new Support.Constrained(Constraint.SIMPLEX));
      IndexSet numbers = new IndexSet.Size(f.integer(components.size()));
      for (int k = 1; k <= components.size(); k++) {
        Elements.Place place = new Elements.Place(f.integer(k), numbers);
        Expr weight = expressions.elements().at(weights, List.of(place));
        Expr share = wrapping.parameter("w" + k, weight, Support.WHOLE);
        shares.add(share);
        logs.add(f.apply("log", share));
      }
    }
    Expr x = wrapping.x();
    return new Terms() {
      @Override
      public Expr logSum(Quantity quantity) {
        List<Expr> terms = new ArrayList<>();
        for (int k = 0; k < components.size(); k++) {
          terms.add(f.plus(logs.get(k), wrapping.ask(quantity, components.get(k), x)));
        }
        return f.logSum(terms);
      }

      @Override
      public Expr sum(Quantity quantity) {
        Expr sum = f.real(0);
        for (int k = 0; k < components.size(); k++) {
          Expr value = wrapping.ask(quantity, components.get(k), x);
          sum = f.plus(sum, f.apply("*", shares.get(k), value));
        }
        return sum;
      }

      @Override
      public Expr draw() {
        IndexSet numbers = new IndexSet.Size(f.integer(components.size()));
        Expr all = new Expr.ArrayLiteral(shares, Type.array(Type.REAL, List.of(numbers)), f.span());
        Symbol which = session.symbol("k", Symbol.Role.LOCAL, Type.INT, f.span());
        Expr k = new Expr.Variable(which, f.span());
        int last = components.size() - 1;
        Expr draw = wrapping.draw(components.get(last));
        for (int i = last - 1; i >= 0; i--) {
          draw =
              f.choose(f.apply("==", k, f.integer(i + 1)), wrapping.draw(components.get(i)), draw);
        }
        return new Expr.LetIn(which, category(all, Type.INT, f.span()), draw);
      }
    };
  }

  private static Expr category(Expr weights, Type type, Span span) {
    return new Expr.RandomPrimitive("random_categorical", List.of(weights), type, span);
  }

  // ---- one component for each member of a set ----

  private Terms overSet(Wrapping wrapping, Component component, Expr.Binder over, Expr weights) {
    Formulas f = wrapping.formulas();
    Expr aligned = aligned(weights, over.set(), f);
    Expr share = wrapping.parameter("w", aligned, new Support.Constrained(Constraint.SIMPLEX));
    Expr log = wrapping.parameter("log_w", f.apply("log", aligned), Support.WHOLE);
    IndexSet set = share.type().dimensions().get(0);
    Expr x = wrapping.x();
    return new Terms() {
      @Override
      public Expr logSum(Quantity quantity) {
        return reduced(Expr.Reduction.LOG_SUM_EXP, k -> f.plus(at(log, k), asked(quantity, k)));
      }

      @Override
      public Expr sum(Quantity quantity) {
        return reduced(Expr.Reduction.SUM, k -> f.apply("*", at(share, k), asked(quantity, k)));
      }

      private Expr asked(Quantity quantity, Expr member) {
        return wrapping.ask(quantity, component, Optional.of(member), Optional.of(x));
      }

      private Expr at(Expr array, Expr member) {
        return new Expr.Index(array, List.of(new Expr.Subscript.At(member)), Type.REAL, f.span());
      }

      private Expr reduced(
          Expr.Reduction reduction, java.util.function.UnaryOperator<Expr> element) {
        Expr.Binder binder = session.freshBinder(set, f.span());
        Expr array =
            new Expr.Comprehension(
                List.of(binder),
                Optional.empty(),
                element.apply(new Expr.Variable(binder.symbol(), f.span())),
                Type.array(Type.REAL, List.of(set)),
                f.span());
        return new Expr.Reduce(reduction, array, Type.REAL, f.span());
      }

      @Override
      public Expr draw() {
        Type member = Type.memberOf(set);
        Symbol which = session.symbol("k", Symbol.Role.LOCAL, member, f.span());
        Expr k = new Expr.Variable(which, f.span());
        return new Expr.LetIn(
            which,
            category(share, member, f.span()),
            wrapping.ask(Quantity.DRAW, component, Optional.of(k), Optional.empty()));
      }
    };
  }

  /** The weights over the set of the components, which may be another of its size. */
  private Expr aligned(Expr weights, IndexSet set, Formulas f) {
    IndexSet own = weights.type().dimensions().get(0);
    if (ExprText.same(own, set)) return weights;
    Expr.Binder binder = session.freshBinder(set, f.span());
    Expr element = expressions.elements().at(weights, List.of(Elements.Place.of(binder, f.span())));
    return new Expr.Comprehension(
        List.of(binder),
        Optional.empty(),
        element,
        Type.array(Type.REAL, List.of(set)),
        weights.span());
  }
}
