package bayes.compiler.plan.collapse;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * Where a ball lies in one dimension: at an index that is known from data, or at the value of a
 * site plus such a number.
 *
 * @param expr the index as it is written
 * @param site the site, if any
 * @param offset what is added to the site's value, or the whole index without one; empty for 0
 */
public record Position(Expr expr, Optional<Site> site, Optional<Expr> offset) {
  /** One element of a discrete latent, by indices of data. */
  public record Site(Symbol latent, List<Expr> element) {
    public Site {
      element = List.copyOf(element);
    }
  }

  /** An index of data. */
  static Position fixed(Expr expr) {
    return new Position(expr, Optional.empty(), Optional.of(expr));
  }

  /** The value of a site. */
  static Position of(Expr expr, Site site) {
    return new Position(expr, Optional.of(site), Optional.empty());
  }
}
