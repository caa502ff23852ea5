package bayes.compiler.model;

import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement of the typed model, in program order. Plates and vectorised forms are explicit loops
 * here, and every definition is of one element (or one event) at an index.
 */
public sealed interface ModelStatement {
  Span span();

  /** {@code let}, or a deterministic {@code generate}: {@code symbol[indices] = value}. */
  record Define(Symbol symbol, List<Expr> indices, Expr value, Span span)
      implements ModelStatement {
    public Define {
      indices = List.copyOf(indices);
    }
  }

  /**
   * A latent, or a random {@code generate}: {@code symbol[indices] ~ distribution}.
   *
   * @param nonCentred how a latent is explored, if not as it is
   */
  record Draw(
      Symbol symbol,
      List<Expr> indices,
      DistributionCall distribution,
      Optional<NonCentred> nonCentred,
      Span span)
      implements ModelStatement {
    public Draw {
      indices = List.copyOf(indices);
    }

    public Draw(Symbol symbol, List<Expr> indices, DistributionCall distribution, Span span) {
      this(symbol, indices, distribution, Optional.empty(), span);
    }
  }

  /** {@code target} is an expression of data with the event's shape. */
  record Observe(Expr target, DistributionCall distribution, Span span) implements ModelStatement {
    /** The elements of a data variable that are observed; empty if it is something computed. */
    public Optional<Expr.Index> elements() {
      Expr plain = target;
      while (plain instanceof Expr.Convert convert) plain = convert.operand();
      if (plain instanceof Expr.Variable variable) {
        List<Expr.Subscript> all = new ArrayList<>();
        variable.type().dimensions().forEach(set -> all.add(new Expr.Subscript.All()));
        plain = new Expr.Index(variable, all, variable.type(), variable.span());
      }
      return plain instanceof Expr.Index index
              && index.array() instanceof Expr.Variable array
              && array.symbol().role() == Symbol.Role.DATA
          ? Optional.of(index)
          : Optional.empty();
    }

    /** The data variable that {@link #elements()} are of. */
    public Optional<Symbol> variable() {
      return elements().map(index -> ((Expr.Variable) index.array()).symbol());
    }
  }

  record Factor(Expr value, Span span) implements ModelStatement {}

  /**
   * {@code symbol[indices] += value}: a plan's own statement. The symbol is a derived variable that
   * is zero before the first addition, and is read after the last one only.
   */
  record Accumulate(Symbol symbol, List<Expr> indices, Expr value, Span span)
      implements ModelStatement {
    public Accumulate {
      indices = List.copyOf(indices);
    }
  }

  /**
   * A term that a plan made by summing or integrating latents out, {@code value} in all. It counts
   * as one observation.
   *
   * @param prior the same without what is observed, which is no part of the likelihood; none if
   *     that is 0
   */
  record Marginal(Expr value, Optional<Expr> prior, Span span) implements ModelStatement {}

  record For(Expr.Binder binder, List<ModelStatement> body, Span span) implements ModelStatement {
    public For {
      body = List.copyOf(body);
    }
  }

  record If(Expr condition, List<ModelStatement> then, List<ModelStatement> otherwise, Span span)
      implements ModelStatement {
    public If {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }
}
