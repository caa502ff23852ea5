package bayes.compiler.plan.statistics;

import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Terms of rows that are the same for many of them: each is computed once, times its count. */
final class DistinctTerms {
  private final Term term;
  private final Rows rows;
  private final Terms terms;
  private final Statistics statistics;
  private final Symbol groups;
  private final Expr.Binder group;
  private final Keys keys;
  private final Symbol used;

  private DistinctTerms(Term term, Rows rows, Rewriting rewriting) {
    this.term = term;
    this.rows = rows;
    this.terms = rows.terms();
    this.statistics = new Statistics(rewriting, terms);
    this.groups = rewriting.symbol("groups?", Symbol.Role.DERIVED, Type.INT, terms.span());
    Symbol used = rewriting.symbol("used?", Symbol.Role.DERIVED, Type.INT, terms.span());
    this.group = statistics.binder("group?", terms.variable(used));
    this.keys = new Keys(rows, rewriting, group.symbol(), groups);
    this.used = used;
  }

  static Compressed of(Term term, Rows rows, Rewriting rewriting) {
    return new DistinctTerms(term, rows, rewriting).compressed();
  }

  private Compressed compressed() {
    List<Expr> values = values();
    if (keys.areOfEachRow()) throw new NotCompressible("each row has parameters of its own");
    Symbol count = statistics.define("rows?", rows.count());
    Symbol groupOf = statistics.group(rows, keys.all(), count);
    statistics.declare(groups);
    statistics.countGroups(groups, groupOf, count);
    statistics.keysOfGroups(rows, keys.all(), groupOf, count);
    Symbol counts = statistics.countsOfGroups(groups, groupOf, count);
    // A group costs a little more than a row.
    Expr pays =
        terms.apply(
            "<=",
            terms.times(terms.integer(4), terms.variable(groups)),
            terms.times(terms.integer(3), terms.variable(count)));
    Symbol isUsed = statistics.define("compressed?", pays);
    statistics.declare(used);
    statistics.define(
        used, terms.choose(terms.variable(isUsed), terms.variable(groups), terms.integer(0)));
    Expr n = terms.element(counts, List.of(terms.variable(group.symbol())));
    List<Expr> weighted = new ArrayList<>();
    for (Expr value : values) weighted.add(terms.times(n, value));
    List<ModelStatement> all = new ArrayList<>(statistics.statements());
    all.add(new ModelStatement.For(group, List.of(statement(weighted)), terms.span()));
    Expr plain = terms.choose(terms.variable(isUsed), terms.integer(0), terms.integer(1));
    all.add(Rows.plain(term, statistics.binder("plain?", plain)));
    return new Compressed(
        statistics.variables(),
        all,
        Words.ofDistinctTerms(term, rows, keys.all(), new Words.Decision(isUsed, count, groups)));
  }

  /** The term of a group; of a marginal one, without what is observed, too. */
  private List<Expr> values() {
    Inlining inlining = new Inlining(rows);
    ModelStatement statement = term.statement();
    if (statement instanceof ModelStatement.Observe observe) {
      Expr target = inlining.rewrite(observe.target());
      if (!rows.isData(target)) throw new NotCompressible("what is observed is not data alone");
      if (!observe.distribution().definition().isDiscrete()) {
        throw new NotCompressible("continuous data are seldom equal");
      }
      DistributionCall call = keys.ofGroup(inlining.call(observe.distribution()));
      return List.of(terms.logDensity(call, keys.ofGroup(target)));
    }
    if (statement instanceof ModelStatement.Factor factor) {
      return List.of(keys.ofGroup(inlining.rewrite(factor.value())));
    }
    ModelStatement.Marginal marginal = (ModelStatement.Marginal) statement;
    List<Expr> values = new ArrayList<>();
    values.add(keys.ofGroup(inlining.rewrite(marginal.value())));
    marginal.prior().ifPresent(prior -> values.add(keys.ofGroup(inlining.rewrite(prior))));
    return values;
  }

  private ModelStatement statement(List<Expr> values) {
    if (term.statement() instanceof ModelStatement.Factor) {
      return new ModelStatement.Factor(values.get(0), terms.span());
    }
    Optional<Expr> prior = values.size() > 1 ? Optional.of(values.get(1)) : Optional.empty();
    return new ModelStatement.Marginal(values.get(0), prior, terms.span());
  }
}
