package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.syntax.Expression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The range of a name's index where its parts name no set: from the first index to the last, or
 * from the last to the first where the indices fall, as in {@code x[T - t]}.
 */
final class Ends {
  private final Session session;
  private final Expressions expressions;
  private final Targets.Place place;

  Ends(Session session, Expressions expressions, Targets.Place place) {
    this.session = session;
    this.expressions = expressions;
    this.place = place;
  }

  /** The range of one of the indices of {@code parts}; none after a report. */
  Optional<IndexSet> range(List<Definitions.Part> parts, int at) {
    List<Definitions.Position> positions = parts.stream().map(p -> p.positions().get(at)).toList();
    Definitions.Position first = positions.get(0);
    Definitions.Position last = positions.get(positions.size() - 1);
    boolean falls = positions.stream().anyMatch(Ends::falls) || beginsAtTheEnd(first, last);
    Optional<Expr> lower = end(falls ? last : first, true);
    Optional<Expr> upper = end(falls ? first : last, false);
    if (lower.isEmpty() || upper.isEmpty()) return Optional.empty();
    return Optional.of(new IndexSet.Range(lower.get(), upper.get()));
  }

  private static boolean falls(Definitions.Position position) {
    return position instanceof Definitions.Position.Point point
        && point.loops().keySet().stream().anyMatch(name -> Written.falls(point.index(), name));
  }

  /** {@code x[T] = ...} before {@code x[t]} for the others, from 1. */
  private static boolean beginsAtTheEnd(Definitions.Position first, Definitions.Position last) {
    return first instanceof Definitions.Position.Point point
        && point.loops().isEmpty()
        && !(point.index() instanceof Expression.IntLiteral)
        && last instanceof Definitions.Position.Over over
        && rangeEnd(over.set(), true) instanceof Expression.IntLiteral;
  }

  private Optional<Expr> end(Definitions.Position position, boolean lower) {
    Optional<Expression> written = written(position, lower);
    boolean isKnown =
        written.isPresent()
            && Written.names(written.get())
                .allMatch(use -> place.scope().find(use.name().text()).isPresent());
    if (!isKnown) {
      session.report(ModelProblem.indicesWithoutSet(place.span(), place.name().text()));
      return Optional.empty();
    }
    Expr end =
        expressions
            .conversions()
            .requireDataInt(expressions.check(written.get(), place.scope()), "an index");
    return Shapes.isUnknown(end) ? Optional.empty() : Optional.of(new Linear(expressions).of(end));
  }

  private static Optional<Expression> written(Definitions.Position position, boolean lower) {
    if (position instanceof Definitions.Position.Over over) {
      return Optional.of(rangeEnd(over.set(), lower));
    }
    Definitions.Position.Point point = (Definitions.Position.Point) position;
    Map<String, Expression> ends = new HashMap<>();
    for (Map.Entry<String, Expression> loop : point.loops().entrySet()) {
      if (!(unwrapped(loop.getValue()) instanceof Expression.Range range)) return Optional.empty();
      boolean takesLower = Written.falls(point.index(), loop.getKey()) != lower;
      ends.put(loop.getKey(), takesLower ? range.lower() : range.upper());
    }
    return Written.replaced(point.index(), ends);
  }

  private static Expression unwrapped(Expression set) {
    return set instanceof Expression.Parenthesised p ? unwrapped(p.inner()) : set;
  }

  private static Expression rangeEnd(Expression set, boolean lower) {
    if (unwrapped(set) instanceof Expression.Range range) {
      return lower ? range.lower() : range.upper();
    }
    return set;
  }
}
