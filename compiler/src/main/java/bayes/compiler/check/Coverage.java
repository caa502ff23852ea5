package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether the statements that define one name cover its index sets without overlap, as far as it
 * can be known before data are bound. What cannot is checked when they are.
 */
final class Coverage {
  private final Session session;

  Coverage(Session session) {
    this.session = session;
  }

  /** Positions from the first of a set, counted from 0; {@code end} empty: up to the last. */
  private record Piece(int start, Optional<Integer> end, Span span) {}

  void check(Variable variable) {
    List<Variable.Part> parts = variable.parts();
    if (parts.isEmpty() || parts.stream().anyMatch(Variable.Part::conditional)) return;
    int positions = parts.get(0).extents().size();
    if (positions == 0) {
      if (parts.size() > 1) overlap(variable, parts.get(1).span(), parts.get(0).span());
      return;
    }
    List<IndexSet> sets = variable.symbol().type().dimensions();
    if (sets.size() < positions) return;
    List<Integer> partial = new ArrayList<>();
    for (int i = 0; i < positions; i++) {
      IndexSet set = sets.get(i);
      int at = i;
      if (!parts.stream().allMatch(p -> isWhole(p.extents().get(at), set))) partial.add(i);
    }
    if (partial.isEmpty()) {
      if (parts.size() > 1) overlap(variable, parts.get(1).span(), parts.get(0).span());
    } else if (partial.size() == 1) {
      pieces(variable, partial.get(0), sets.get(partial.get(0)));
    }
  }

  private static boolean isWhole(Variable.Extent extent, IndexSet set) {
    return extent instanceof Variable.Extent.Over over && ExprText.same(over.set(), set);
  }

  private void pieces(Variable variable, int position, IndexSet set) {
    List<Piece> pieces = new ArrayList<>();
    for (Variable.Part part : variable.parts()) {
      Optional<Piece> piece = piece(part.extents().get(position), set, part.span());
      if (piece.isEmpty()) return;
      pieces.add(piece.get());
    }
    pieces.sort(Comparator.comparingInt(Piece::start));
    String name = variable.symbol().name();
    int next = 0;
    Span previous = pieces.get(0).span();
    for (Piece piece : pieces) {
      if (next < 0 || piece.start() < next) {
        overlap(variable, piece.span(), previous);
        return;
      }
      if (piece.start() > next) {
        session.report(ModelProblem.gap(piece.span(), name, "what comes before this"));
        return;
      }
      next = piece.end().map(e -> e + 1).orElse(-1);
      previous = piece.span();
    }
    Optional<Integer> size = Shapes.constantSize(set);
    boolean complete = next < 0 || (size.isPresent() && size.get() == next);
    if (!complete) session.report(ModelProblem.gap(previous, name, "what comes after this"));
  }

  private Optional<Piece> piece(Variable.Extent extent, IndexSet set, Span span) {
    if (extent instanceof Variable.Extent.Point point) {
      Optional<Integer> at = offset(point.index(), set);
      return at.map(a -> new Piece(a, isLast(point.index(), set) ? Optional.empty() : at, span));
    }
    IndexSet over = ((Variable.Extent.Over) extent).set();
    if (ExprText.same(over, set)) return Optional.of(new Piece(0, Optional.empty(), span));
    if (over instanceof IndexSet.Part part && ExprText.same(part.whole(), set)) {
      return piece(part.lower(), part.upper(), set, span);
    }
    if (over instanceof IndexSet.Range range) {
      return piece(Optional.of(range.lower()), Optional.of(range.upper()), set, span);
    }
    return Optional.empty();
  }

  private static Optional<Piece> piece(
      Optional<Expr> lower, Optional<Expr> upper, IndexSet set, Span span) {
    Optional<Integer> start = lower.isEmpty() ? Optional.of(0) : offset(lower.get(), set);
    if (start.isEmpty()) return Optional.empty();
    if (upper.isEmpty() || isLast(upper.get(), set)) {
      return Optional.of(new Piece(start.get(), Optional.empty(), span));
    }
    return offset(upper.get(), set).map(end -> new Piece(start.get(), Optional.of(end), span));
  }

  /** How far an index is from the first of its set. */
  private static Optional<Integer> offset(Expr index, IndexSet set) {
    if (index instanceof Expr.MemberConstant label) {
      return members(set).map(m -> m.indexOf(label.label())).filter(at -> at >= 0);
    }
    Optional<Expr> first = Shapes.rangeLower(set);
    if (first.isPresent() && ExprText.same(first.get(), index)) return Optional.of(0);
    Optional<Integer> from = first.isPresent() ? Shapes.constant(first.get()) : Optional.of(1);
    Optional<Integer> at = Shapes.constant(index);
    return from.isPresent() && at.isPresent()
        ? Optional.of(at.get() - from.get())
        : Optional.empty();
  }

  private static Optional<List<String>> members(IndexSet set) {
    return set instanceof IndexSet.Declared declared
            && declared.definition() instanceof IndexSet.Definition.Named named
        ? Optional.of(named.members())
        : Optional.empty();
  }

  private static boolean isLast(Expr index, IndexSet set) {
    if (index instanceof Expr.MemberConstant label) {
      return members(set).filter(m -> m.indexOf(label.label()) == m.size() - 1).isPresent();
    }
    if (set instanceof IndexSet.Range range) return ExprText.same(range.upper(), index);
    if (set instanceof IndexSet.Size size) return ExprText.same(size.size(), index);
    if (set instanceof IndexSet.Declared declared
        && declared.definition() instanceof IndexSet.Definition.OfRange range) {
      return ExprText.same(range.upper(), index);
    }
    return index instanceof Expr.Size size && ExprText.same(size.set(), set);
  }

  private void overlap(Variable variable, Span again, Span first) {
    session.report(ModelProblem.overlap(again, variable.symbol().name(), first));
  }
}
