package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.statistics.ArrayElements;
import bayes.compiler.plan.statistics.NotCompressible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An expression as an offset and a sum of slopes times elements of some latents.
 *
 * @param offset none if it is 0
 */
record LinearMean(List<Piece> pieces, Optional<Expr> offset) {
  LinearMean {
    pieces = List.copyOf(pieces);
  }

  /**
   * The sum over the members of some sets of a slope times an element.
   *
   * @param over none for a single element
   * @param indices of the element
   */
  record Piece(List<Expr.Binder> over, Expr slope, Symbol latent, List<Expr> indices) {
    Piece {
      over = List.copyOf(over);
      indices = List.copyOf(indices);
    }

    Piece scaled(Expr by, Terms t) {
      return new Piece(over, t.times(by, slope), latent, indices);
    }

    private Piece within(List<Expr.Binder> binders) {
      List<Expr.Binder> all = new ArrayList<>(binders);
      all.addAll(over);
      return new Piece(all, slope, latent, indices);
    }

    /** The same with loop variables of its own. */
    Piece renamed(Rewriting names, Terms t) {
      Map<Symbol, Expr> values = new HashMap<>();
      List<Expr.Binder> fresh = new ArrayList<>();
      for (Expr.Binder binder : over) {
        IndexSet set = Substitution.ofValues(values).set(binder.set());
        Symbol old = binder.symbol();
        Symbol symbol = names.symbol(old.name(), Symbol.Role.BINDER, old.type(), t.span());
        fresh.add(new Expr.Binder(symbol, set));
        values.put(old, t.variable(symbol));
      }
      Substitution own = Substitution.ofValues(values);
      return new Piece(fresh, own.rewrite(slope), latent, own.rewriteAll(indices));
    }
  }

  LinearMean scaled(Expr by, Terms t) {
    return new LinearMean(
        pieces.stream().map(p -> p.scaled(by, t)).toList(), offset.map(o -> t.times(by, o)));
  }

  LinearMean plus(LinearMean other, Terms t) {
    List<Piece> all = new ArrayList<>(pieces);
    all.addAll(other.pieces);
    Optional<Expr> sum =
        offset.isPresent() && other.offset.isPresent()
            ? Optional.of(t.plus(offset.get(), other.offset.get()))
            : offset.or(other::offset);
    return new LinearMean(all, sum);
  }

  /** An expression in which nothing but the latents themselves is read of them. */
  static Optional<LinearMean> of(Expr expr, Set<Symbol> latents, Rewriting names, Terms t) {
    try {
      return new Reader(latents, names, t).of(expr);
    } catch (NotCompressible e) {
      return Optional.empty();
    }
  }

  /** Takes an expression apart. */
  private record Reader(Set<Symbol> latents, Rewriting names, Terms t) {
    Optional<LinearMean> of(Expr expr) {
      if (!isRead(expr)) return Optional.of(new LinearMean(List.of(), Optional.of(expr)));
      if (expr instanceof Expr.Variable v) return element(v, List.of());
      if (expr instanceof Expr.Convert convert) return of(convert.operand());
      if (expr instanceof Expr.Index index) return index(index);
      if (expr instanceof Expr.Conditional choice) return choice(choice);
      if (expr instanceof Expr.MatrixMultiply product) return product(product);
      if (expr instanceof Expr.Reduce reduce && reduce.reduction() == Expr.Reduction.SUM) {
        return sum(reduce.array());
      }
      return expr instanceof Expr.Apply apply ? applied(apply) : Optional.empty();
    }

    private boolean isRead(Expr expr) {
      return FreeSymbols.of(expr).stream().anyMatch(latents::contains);
    }

    private Optional<LinearMean> element(Expr.Variable variable, List<Expr> indices) {
      if (variable.symbol().type().dimensions().size() != indices.size()) return Optional.empty();
      Piece piece = new Piece(List.of(), t.real(1), variable.symbol(), indices);
      return Optional.of(new LinearMean(List.of(piece), Optional.empty()));
    }

    private Optional<LinearMean> index(Expr.Index index) {
      List<Expr> indices = new ArrayList<>();
      for (Expr.Subscript subscript : index.subscripts()) {
        boolean isOne =
            subscript instanceof Expr.Subscript.At at && at.index().type().dimensions().isEmpty();
        if (!isOne || isRead(((Expr.Subscript.At) subscript).index())) return Optional.empty();
        indices.add(((Expr.Subscript.At) subscript).index());
      }
      if (index.array() instanceof Expr.Variable array) return element(array, indices);
      Expr element = new ArrayElements(t).of(index.array(), indices);
      return element instanceof Expr.Index same && same.array().equals(index.array())
          ? Optional.empty()
          : of(element);
    }

    private Optional<LinearMean> applied(Expr.Apply apply) {
      List<Expr> x = apply.operands();
      if (x.size() == 1) {
        return apply.function().name().equals("-")
            ? of(x.get(0)).map(m -> m.scaled(t.real(-1), t))
            : Optional.empty();
      }
      return switch (apply.function().name()) {
        case "+" -> of(x.get(0)).flatMap(a -> of(x.get(1)).map(b -> a.plus(b, t)));
        case "-" ->
            of(x.get(0)).flatMap(a -> of(x.get(1)).map(b -> a.plus(b.scaled(t.real(-1), t), t)));
        case "*" ->
            isRead(x.get(0))
                ? isRead(x.get(1)) ? Optional.empty() : of(x.get(0)).map(m -> m.scaled(x.get(1), t))
                : of(x.get(1)).map(m -> m.scaled(x.get(0), t));
        case "/" ->
            isRead(x.get(1))
                ? Optional.empty()
                : of(x.get(0)).map(m -> m.scaled(t.divide(t.real(1), x.get(1)), t));
        default -> Optional.empty();
      };
    }

    /** One of two forms as the sum of both, with slopes that are 0 where they are not chosen. */
    private Optional<LinearMean> choice(Expr.Conditional choice) {
      if (isRead(choice.condition()) || !choice.type().dimensions().isEmpty()) {
        return Optional.empty();
      }
      Expr isThen = t.choose(choice.condition(), t.real(1), t.real(0));
      Expr isElse = t.choose(choice.condition(), t.real(0), t.real(1));
      return of(choice.then())
          .flatMap(
              a ->
                  of(choice.otherwise())
                      .map(b -> a.scaled(isThen, t).plus(b.scaled(isElse, t), t)));
    }

    private Optional<LinearMean> product(Expr.MatrixMultiply product) {
      if (!product.type().dimensions().isEmpty()) return Optional.empty();
      IndexSet set = product.right().type().dimensions().get(0);
      ArrayElements.requireLike(product.left().type().dimensions().get(0), set);
      Expr.Binder k = binder(set);
      List<Expr> at = List.of(t.variable(k.symbol()));
      ArrayElements elements = new ArrayElements(t);
      return sum(
          List.of(k), t.times(elements.of(product.left(), at), elements.of(product.right(), at)));
    }

    private Optional<LinearMean> sum(Expr array) {
      if (array instanceof Expr.Comprehension list) {
        return list.condition().isPresent()
            ? Optional.empty()
            : sum(list.binders(), list.element());
      }
      List<Expr.Binder> over = array.type().dimensions().stream().map(this::binder).toList();
      List<Expr> at = over.stream().map(b -> t.variable(b.symbol())).toList();
      return sum(over, new ArrayElements(t).of(array, at));
    }

    private Optional<LinearMean> sum(List<Expr.Binder> over, Expr element) {
      boolean isOfLatents =
          over.stream().anyMatch(b -> FreeSymbols.of(b.set()).stream().anyMatch(latents::contains));
      if (isOfLatents || !element.type().dimensions().isEmpty()) return Optional.empty();
      return of(element)
          .map(
              m ->
                  new LinearMean(
                      m.pieces.stream().map(p -> p.within(over)).toList(),
                      m.offset.map(o -> t.sum(over, t.as(o, Type.REAL)))));
    }

    private Expr.Binder binder(IndexSet set) {
      return new Expr.Binder(
          names.symbol("k?", Symbol.Role.BINDER, Type.memberOf(set), t.span()), set);
    }
  }
}
