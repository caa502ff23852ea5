package bayes.compiler;

import bayes.compiler.lower.ListedTerms.Term;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.program.ProgramInstance;
import bayes.compiler.program.Rejection;
import bayes.compiler.source.Span;
import bayes.runtime.draws.ModelTerm;
import bayes.runtime.draws.TermChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a step changes in the terms of a model's log density. A statement's term is the sum over its
 * plate; the log Jacobian of a latent's transform belongs to the statement that draws the latent.
 */
final class TermChanges {
  private static final double[] NOTHING = {};

  /** An element stands out if it makes this share of the change of its statement. */
  private static final double STANDS_OUT = 0.5;

  private final List<Term> terms;
  private final ProgramInstance count;
  private final ProgramInstance list;
  private final TermTexts texts;
  private final BiFunction<Expr.Binder, Integer, String> member;

  /** {@code member}: the label of a member of a loop's set, by its number. */
  TermChanges(
      List<Term> terms,
      ProgramInstance count,
      ProgramInstance list,
      TermTexts texts,
      BiFunction<Expr.Binder, Integer, String> member) {
    this.terms = terms;
    this.count = count;
    this.list = list;
    this.texts = texts;
    this.member = member;
  }

  /**
   * The terms at a position.
   *
   * @param cells as {@code ListedTerms} has them, as far as they could be evaluated
   * @param sums per statement
   */
  private record At(double[] cells, int length, double[] sums, Optional<Rejection> rejection) {}

  /** The terms that change, the one that changes most first. */
  List<TermChange> between(double[] from, double[] to) {
    At before = at(from);
    At after = at(to);
    List<TermChange> changes = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      double change = after.sums()[i] - before.sums()[i];
      if (rejects(after, terms.get(i))) change = Double.NEGATIVE_INFINITY;
      if (change == 0) continue;
      ModelTerm term = texts.of(terms.get(i).statement());
      changes.add(new TermChange(term, element(i, change, before, after), change));
    }
    changes.sort(Comparator.comparingDouble(TermChange::size).reversed());
    return changes;
  }

  private static boolean rejects(At at, Term term) {
    Span statement = term.statement().span();
    return at.rejection()
        .map(rejection -> rejection.problem().span())
        .filter(
            place ->
                place.source() == statement.source()
                    && statement.start() <= place.start()
                    && place.end() <= statement.end())
        .isPresent();
  }

  private At at(double[] position) {
    double cells = count.evaluate(position, NOTHING, BoundModel.NO_RANDOMNESS);
    double[] row = new double[count.rejection().isPresent() ? 0 : (int) cells];
    double[] sums = new double[terms.size()];
    if (row.length == 0) return new At(row, 0, sums, count.rejection());
    list.evaluate(position, row, BoundModel.NO_RANDOMNESS);
    int at = 0;
    while (at < row.length) {
      int statement = (int) row[at];
      int value = at + terms.get(statement).width() - 1;
      sums[statement] += row[value];
      at = value + 1;
    }
    return new At(row, at, sums, list.rejection());
  }

  /** The element of a statement's plate that changes most, if it makes most of the change. */
  private String element(int statement, double change, At before, At after) {
    int most = -1;
    double largest = 0;
    int at = 0;
    while (at < Math.min(before.length(), after.length())) {
      int number = (int) before.cells()[at];
      int value = at + terms.get(number).width() - 1;
      // Where conditions lead elsewhere after the step, elements have no counterpart.
      if (!Arrays.equals(before.cells(), at, value, after.cells(), at, value)) return "";
      double size = Math.abs(after.cells()[value] - before.cells()[value]);
      if (number == statement && (Double.isNaN(size) || size > largest)) {
        most = at;
        largest = Double.isNaN(size) ? Double.POSITIVE_INFINITY : size;
      }
      at = value + 1;
    }
    Term term = terms.get(statement);
    if (most < 0 || term.binders().isEmpty() || largest < STANDS_OUT * Math.abs(change)) return "";
    List<String> members = new ArrayList<>();
    for (int i = 0; i < term.binders().size(); i++) {
      members.add(member.apply(term.binders().get(i), (int) before.cells()[most + 1 + i]));
    }
    return name(term, members);
  }

  private String name(Term term, List<String> members) {
    ModelStatement statement = term.statement();
    String indices = "[" + String.join(", ", members) + "]";
    Optional<String> latent = texts.latent(statement);
    if (latent.isPresent()) return latent.get() + indices;
    if (statement instanceof ModelStatement.Draw draw && isEach(draw.indices(), term)) {
      return draw.symbol().name() + indices;
    }
    if (statement instanceof ModelStatement.Observe observe) {
      List<Expr> subscripts = new ArrayList<>();
      observe
          .elements()
          .ifPresent(
              index ->
                  index
                      .subscripts()
                      .forEach(
                          s -> {
                            if (s instanceof Expr.Subscript.At at) subscripts.add(at.index());
                          }));
      if (observe.variable().isPresent() && isEach(subscripts, term)) {
        return observe.variable().get().name() + indices;
      }
    }
    List<String> loops = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      loops.add(term.binders().get(i).symbol().name() + " = " + members.get(i));
    }
    return String.join(", ", loops);
  }

  /** Whether the indices are the variables of the loops, in their order. */
  private static boolean isEach(List<Expr> indices, Term term) {
    if (indices.size() != term.binders().size()) return false;
    for (int i = 0; i < indices.size(); i++) {
      boolean isBinder =
          indices.get(i) instanceof Expr.Variable variable
              && variable.symbol().equals(term.binders().get(i).symbol());
      if (!isBinder) return false;
    }
    return true;
  }
}
