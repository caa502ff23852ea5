package bayes.compiler.plan.statistics;

import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Normal observations with a mean that is linear in coefficients, as a quadratic form: the sum of
 * squared residuals is that of fewer rows, which are rotations of the data's; see {@code
 * bayes.runtime.math.SquaredResiduals}.
 */
final class GaussianStatistics {
  private final Term term;
  private final Rows rows;
  private final Rewriting rewriting;
  private final Terms terms;
  private final Gaussian gaussian;
  private final Statistics statistics;
  private final Symbol groups;
  private final Expr.Binder group;
  private final Keys keys;

  private final List<Expr> own = new ArrayList<>();
  private final List<Expr> ownFeatures = new ArrayList<>();
  private final List<Expr> shared = new ArrayList<>();
  private final List<Expr> sharedFeatures = new ArrayList<>();

  private GaussianStatistics(Term term, Rows rows, Gaussian gaussian, Rewriting rewriting) {
    this.term = term;
    this.rows = rows;
    this.rewriting = rewriting;
    this.terms = rows.terms();
    this.gaussian = gaussian;
    this.statistics = new Statistics(rewriting, terms);
    this.groups = rewriting.symbol("groups?", Symbol.Role.DERIVED, Type.INT, terms.span());
    this.group = statistics.binder("group?", terms.variable(groups));
    this.keys = new Keys(rows, rewriting, group.symbol(), groups);
  }

  static Compressed of(Term term, Rows rows, Gaussian gaussian, Rewriting rewriting) {
    return new GaussianStatistics(term, rows, gaussian, rewriting).compressed();
  }

  private Compressed compressed() {
    Inlining inlining = new Inlining(rows);
    Expr target = inlining.rewrite(gaussian.target());
    if (!rows.isData(target)) throw new NotCompressible("what is observed is not data alone");
    Scale scale = Scale.of(inlining.rewrite(gaussian.scale()), rows);
    Expr sharedScale = scale.shared().orElse(terms.real(1));
    boolean isOfGroups = rows.vary(sharedScale);
    Expr scaleOfGroup = keys.ofGroup(sharedScale);
    LinearForm.Parts form = LinearForm.of(inlining.rewrite(gaussian.mean()), rows, rewriting);
    if (form.features().isEmpty() && form.blocks().isEmpty()) {
      throw new NotCompressible("its mean is data");
    }
    features(form, isOfGroups);
    if (keys.areOfEachRow()) throw new NotCompressible("each row has parameters of its own");

    Symbol count = statistics.define("rows?", rows.count());
    Symbol groupOf = statistics.group(rows, keys.all(), count);
    statistics.declare(groups);
    if (keys.all().isEmpty()) statistics.define(groups, terms.integer(1));
    else statistics.countGroups(groups, groupOf, count);
    statistics.keysOfGroups(rows, keys.all(), groupOf, count);
    Symbol width = statistics.define("width?", width(form));
    Expr owned = isOfGroups ? terms.variable(width) : terms.integer(own.size());
    Optional<Expr> weight = scale.ofRow().map(s -> gaussian.weight(s, terms));
    Expr y = form.offset().map(offset -> terms.minus(target, offset)).orElse(target);
    Symbol factor = factor(form, weight, y, owned, width, groupOf, count);
    Expr last = length(owned, width);
    Expr pays = terms.apply(">", terms.element(factor, List.of(last)), terms.real(0.5));
    Symbol isUsed = statistics.define("compressed?", pays);

    Expr squares = squares(form, factor, owned, width, isOfGroups);
    List<ModelStatement> body = new ArrayList<>();
    if (isOfGroups) {
      Symbol counts = statistics.countsOfGroups(groups, groupOf, count);
      Expr n = terms.element(counts, List.of(terms.variable(group.symbol())));
      Expr here = terms.element(squares, List.of(terms.variable(group.symbol())));
      ModelStatement each = marginal(quadratic(n, here, scaleOfGroup));
      body.add(new ModelStatement.For(group, List.of(each), terms.span()));
    } else {
      Expr n = terms.as(terms.variable(count), Type.REAL);
      body.add(marginal(quadratic(n, squares, scaleOfGroup)));
    }
    constant(weight, count).ifPresent(c -> body.add(marginal(terms.variable(c))));
    List<ModelStatement> all = new ArrayList<>(statistics.statements());
    all.add(new ModelStatement.If(terms.variable(isUsed), body, List.of(), terms.span()));
    Expr plain = terms.choose(terms.variable(isUsed), terms.integer(0), terms.integer(1));
    all.add(Rows.plain(term, statistics.binder("plain?", plain)));
    Words.Decision decision = new Words.Decision(isUsed, count, groups);
    return new Compressed(
        statistics.variables(),
        all,
        Words.ofQuadraticForm(term, rows, own.size(), isOfGroups, decision));
  }

  private ModelStatement marginal(Expr value) {
    return new ModelStatement.Marginal(value, Optional.empty(), terms.span());
  }

  /** The log density of n normal observations with a sum of squared residuals. */
  private Expr quadratic(Expr n, Expr squares, Expr scale) {
    Expr half = terms.times(terms.real(-0.5), terms.times(squares, precision(scale)));
    return terms.plus(terms.times(n, gaussian.atMean(scale, terms)), half);
  }

  private Expr precision(Expr scale) {
    return gaussian.precision(scale, terms);
  }

  /** Tells the features whose coefficients differ between groups from those that all share. */
  private void features(LinearForm.Parts form, boolean isOfGroups) {
    if (isOfGroups && !form.blocks().isEmpty()) {
      throw new NotCompressible("its scale differs between groups, and its mean is a sum");
    }
    for (LinearForm.Feature feature : form.features()) {
      boolean differs = feature.coefficients().stream().anyMatch(rows::vary);
      List<Expr> coefficients = new ArrayList<>();
      for (Expr coefficient : feature.coefficients()) {
        coefficients.add(terms.as(keys.ofGroup(coefficient), Type.REAL));
      }
      boolean isOwn = differs || isOfGroups;
      (isOwn ? own : shared).add(terms.sum(coefficients));
      (isOwn ? ownFeatures : sharedFeatures).add(feature.ofRow());
    }
  }

  /** The number of columns: the features, the elements of blocks and y. */
  private Expr width(LinearForm.Parts form) {
    Expr width = terms.integer(own.size() + shared.size() + 1);
    for (LinearForm.Block block : form.blocks()) {
      width = terms.plus(width, new Expr.Size(block.over().set(), terms.span()));
    }
    return width;
  }

  /** The length of a factor, as {@code SquaredResiduals} has it. */
  private Expr length(Expr owned, Symbol width) {
    Expr w = terms.variable(width);
    Expr rest = terms.minus(w, owned);
    Expr ofGroups = terms.times(terms.times(terms.variable(groups), owned), w);
    return terms.plus(terms.plus(ofGroups, terms.times(rest, rest)), terms.integer(1));
  }

  private Symbol factor(
      LinearForm.Parts form,
      Optional<Expr> weight,
      Expr y,
      Expr owned,
      Symbol width,
      Symbol groupOf,
      Symbol count) {
    Expr n = terms.variable(count);
    List<Expr> columns = new ArrayList<>();
    for (Expr feature : ownFeatures) columns.add(rows.column(weighted(feature, weight), n));
    for (Expr feature : sharedFeatures) columns.add(rows.column(weighted(feature, weight), n));
    for (LinearForm.Block block : form.blocks()) {
      Expr size = terms.times(n, new Expr.Size(block.over().set(), terms.span()));
      columns.add(rows.column(List.of(block.over()), weighted(block.feature(), weight), size));
    }
    columns.add(rows.column(weighted(y, weight), n));
    Expr design = statistics.concatenated(columns, terms.times(n, terms.variable(width)));
    Type type = Type.array(Type.REAL, List.of(new IndexSet.Size(length(owned, width))));
    return statistics.define(
        "factor?",
        new Expr.MatrixFunction(
            MatrixOperation.SQUARES_FACTOR,
            List.of(
                design,
                terms.variable(groupOf),
                n,
                terms.variable(groups),
                owned,
                terms.variable(width)),
            type,
            terms.span()));
  }

  private Expr weighted(Expr feature, Optional<Expr> weight) {
    Expr real = terms.as(feature, Type.REAL);
    return weight.map(w -> terms.times(w, real)).orElse(real);
  }

  /** The sum of squared residuals, or that of each group. */
  private Expr squares(
      LinearForm.Parts form, Symbol factor, Expr owned, Symbol width, boolean isOfGroups) {
    List<Expr> ofGroups = new ArrayList<>();
    for (Expr coefficient : own) ofGroups.add(terms.array(List.of(group), coefficient));
    List<Expr> ofAll = new ArrayList<>(shared);
    for (LinearForm.Block block : form.blocks()) {
      ofAll.add(terms.array(List.of(block.over()), terms.as(block.coefficient(), Type.REAL)));
    }
    Expr w = terms.variable(width);
    Expr many = terms.times(terms.variable(groups), terms.integer(own.size()));
    Expr others = terms.minus(w, terms.integer(own.size() + 1));
    Type sums = Type.array(Type.REAL, List.of(new IndexSet.Size(terms.variable(groups))));
    return new Expr.MatrixFunction(
        MatrixOperation.SQUARED_RESIDUALS,
        List.of(
            terms.variable(factor),
            statistics.concatenated(ofGroups, many),
            statistics.concatenated(ofAll, others),
            terms.variable(groups),
            owned,
            w),
        isOfGroups ? sums : Type.REAL,
        terms.span());
  }

  /** What is the same at all points: of weights and of logarithms. */
  private Optional<Symbol> constant(Optional<Expr> weight, Symbol count) {
    List<Expr> parts = new ArrayList<>();
    weight.ifPresent(w -> parts.add(terms.log(w)));
    gaussian
        .logarithm()
        .ifPresent(log -> parts.add(terms.negative(new Inlining(rows).rewrite(log))));
    if (parts.isEmpty()) return Optional.empty();
    Expr column = rows.column(terms.sum(parts), terms.variable(count));
    return Optional.of(statistics.define("constant?", terms.reduce(Expr.Reduction.SUM, column)));
  }
}
