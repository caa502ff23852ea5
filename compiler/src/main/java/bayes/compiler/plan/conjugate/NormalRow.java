package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A normal term, observed or drawn, as one of many equations: the combination of coefficients is
 * {@code target}, with a variance of {@code scale / precision}.
 *
 * @param precision of what is known
 * @param scale what latents tell of the variance
 */
record NormalRow(
    ModelStatement statement,
    Surroundings around,
    List<LinearMean.Piece> pieces,
    Expr target,
    Monomial precision,
    Monomial scale) {

  /** Mean and point of a normal term, with all that comes from some latents written out. */
  record Written(Expr mean, Expr point, Monomial variance) {
    static Optional<Written> of(
        Term term, Set<Symbol> latents, Derivations derivations, Rewriting names) {
      ModelStatement statement = term.statement();
      Terms t = names.terms(statement.span());
      DistributionCall call;
      Expr point;
      if (statement instanceof ModelStatement.Observe observe) {
        call = observe.distribution();
        point = observe.target();
      } else if (statement instanceof ModelStatement.Draw draw) {
        call = draw.distribution();
        point = t.element(draw.symbol(), draw.indices());
      } else {
        return Optional.empty();
      }
      if (!point.type().dimensions().isEmpty()) return Optional.empty();
      for (Symbol latent : latents) {
        Inlining inlining = new Inlining(latent, derivations);
        call = inlining.call(call);
        point = inlining.rewrite(point);
      }
      Expr at = point;
      DistributionCall of = call;
      return NormalRow.variance(of, names.library())
          .map(v -> new Written(Reading.arguments(of).orElseThrow().get(0), at, v));
    }

    /** The latents that the mean comes from. */
    Set<Symbol> latents(Derivations derivations) {
      return derivations.latentsOf(mean);
    }
  }

  /** The variance of a normal distribution; empty of other distributions. */
  static Optional<Monomial> variance(DistributionCall call, StandardLibrary library) {
    DistributionDefinition definition = call.definition();
    if (!Definitions.is(definition, library, "Normal")) return Optional.empty();
    Expr argument = Reading.arguments(call).orElseThrow().get(1);
    return Optional.of(
        switch (definition.parameters().get(1).symbol().name()) {
          case "precision" -> Monomial.of(argument).power(-1);
          case "variance" -> Monomial.of(argument);
          default -> Monomial.of(argument).power(2);
        });
  }

  /** The equation; empty if the term is none of these latents. */
  static Optional<NormalRow> of(
      Term term, Set<Symbol> latents, Derivations derivations, Rewriting names) {
    Surroundings around = new Surroundings(term.path(), derivations);
    if (!around.isPlain() || around.changes()) return Optional.empty();
    Optional<Written> written = Written.of(term, latents, derivations, names);
    if (written.isEmpty()) return Optional.empty();
    Terms t = names.terms(term.statement().span());
    Optional<LinearMean> mean = LinearMean.of(written.get().mean(), latents, names, t);
    Optional<LinearMean> point = LinearMean.of(written.get().point(), latents, names, t);
    if (mean.isEmpty() || point.isEmpty()) return Optional.empty();
    LinearMean left = point.get().plus(mean.get().scaled(t.real(-1), t), t);
    Monomial scale = written.get().variance().where(e -> !derivations.latentsOf(e).isEmpty());
    Monomial known = written.get().variance().where(e -> derivations.latentsOf(e).isEmpty());
    List<Expr> read = new ArrayList<>();
    left.offset().ifPresent(read::add);
    for (LinearMean.Piece piece : left.pieces()) {
      read.add(piece.slope());
      read.addAll(piece.indices());
    }
    boolean isKnown = read.stream().allMatch(e -> derivations.latentsOf(e).isEmpty());
    boolean isShared =
        scale.bases().stream()
            .flatMap(e -> FreeSymbols.of(e).stream())
            .noneMatch(s -> around.binders().contains(s) || derivations.isLocal(s));
    boolean isApart =
        scale.bases().stream()
            .flatMap(e -> derivations.latentsOf(e).stream())
            .noneMatch(latents::contains);
    if (!isKnown || !isShared || !isApart) return Optional.empty();
    Expr target = left.offset().map(t::negative).orElse(t.real(0));
    return Optional.of(
        new NormalRow(term.statement(), around, left.pieces(), target, known.power(-1), scale));
  }
}
