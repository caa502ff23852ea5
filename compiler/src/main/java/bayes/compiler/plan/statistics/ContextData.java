package bayes.compiler.plan.statistics;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
import java.util.List;

/** What is observed in each context: the values that differ, context by context, with counts. */
final class ContextData {
  private final Statistics statistics;
  private final Terms terms;
  private final Symbol contexts;
  private final Symbol data;
  private final Symbol values;
  private final Symbol counts;
  private final Symbol first;

  private ContextData(
      Expr target,
      Rows rows,
      Symbol count,
      Symbol contextOf,
      Symbol contexts,
      Statistics statistics,
      Rewriting rewriting) {
    this.statistics = statistics;
    this.terms = rows.terms();
    this.contexts = contexts;
    this.data = rewriting.symbol("data?", Symbol.Role.DERIVED, Type.INT, terms.span());
    Expr n = terms.variable(count);
    Symbol column = statistics.define("column?", rows.column(target, n));
    // The rows of a context one after the other, so that its data have numbers in a row, too.
    Symbol order = statistics.define("order?", byOrder(Expr.ArrayFunction.Kind.ORDER, contextOf));
    Symbol datumOf =
        statistics.distinct(
            "datumOf?",
            List.of(sorted(contextOf, order, n), sorted(column, order, n)),
            terms.integer(2),
            count);
    statistics.declare(data);
    statistics.countGroups(data, datumOf, count);
    List<IndexSet> each = List.of(new IndexSet.Size(terms.variable(data)));
    this.values = statistics.declare("value?", Type.array(target.type(), each));
    Symbol contextOfDatum = statistics.declare("contextOf?", Type.array(Type.INT, each));
    for (Symbol to : List.of(values, contextOfDatum)) {
      Symbol from = to == values ? column : contextOf;
      statistics.add(
          statistics.forRows(
              count,
              i -> {
                Expr value = terms.element(from, List.of(terms.element(order, List.of(i))));
                Expr at = terms.element(datumOf, List.of(i));
                return new ModelStatement.Define(to, List.of(at), value, terms.span());
              }));
    }
    this.counts = statistics.countsOfGroups(data, datumOf, count);
    Symbol rank = statistics.define("rank?", byOrder(Expr.ArrayFunction.Kind.RANK, contextOfDatum));
    IndexSet all = new IndexSet.Size(terms.variable(contexts));
    this.first = statistics.declare("first?", Type.array(Type.INT, List.of(all)));
    statistics.add(
        statistics.forRows(
            data,
            d -> {
              Expr at = terms.element(contextOfDatum, List.of(d));
              Expr value = terms.element(rank, List.of(d));
              return new ModelStatement.Define(first, List.of(at), value, terms.span());
            }));
  }

  /**
   * The data of contexts.
   *
   * @param target what is observed in a row
   * @param count the number of rows
   * @param contextOf the number of each row's context
   * @param contexts how many there are
   */
  static ContextData of(
      Expr target,
      Rows rows,
      Symbol count,
      Symbol contextOf,
      Symbol contexts,
      Statistics statistics,
      Rewriting rewriting) {
    return new ContextData(target, rows, count, contextOf, contexts, statistics, rewriting);
  }

  /** A loop over the data of a context. */
  Expr.Binder of(Expr context) {
    Expr next = terms.plus(context, terms.integer(1));
    Expr last =
        terms.choose(
            terms.apply("<", context, terms.variable(contexts)),
            terms.minus(terms.element(first, List.of(next)), terms.integer(1)),
            terms.variable(data));
    Expr.Binder from1 = statistics.binder("datum?", last);
    return new Expr.Binder(
        from1.symbol(), new IndexSet.Range(terms.element(first, List.of(context)), last));
  }

  /** The value of a datum. */
  Expr value(Expr datum) {
    return terms.element(values, List.of(datum));
  }

  /** How often it was observed in its context. */
  Expr count(Expr datum) {
    return terms.element(counts, List.of(datum));
  }

  private Expr byOrder(Expr.ArrayFunction.Kind kind, Symbol numbers) {
    Expr reals = terms.as(terms.variable(numbers), Type.REAL);
    Type type = Type.array(Type.INT, reals.type().dimensions());
    return new Expr.ArrayFunction(kind, List.of(reals), type, terms.span());
  }

  private Expr sorted(Symbol column, Symbol order, Expr n) {
    Expr.Binder i = statistics.binder("i?", n);
    Expr at = terms.element(order, List.of(terms.variable(i.symbol())));
    return terms.array(List.of(i), statistics.number(terms.element(column, List.of(at))));
  }
}
