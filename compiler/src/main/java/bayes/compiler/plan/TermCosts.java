package bayes.compiler.plan;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an evaluation of the log density costs by a latent: the terms that read it, told in words.
 */
final class TermCosts {
  private final Derivations derivations;

  TermCosts(TypedModel model) {
    this.derivations = Derivations.of(model);
  }

  /** The terms that a latent is in: "|School| terms of its prior, |Row| of `y`". */
  String of(Symbol latent) {
    Set<String> costs = new LinkedHashSet<>();
    for (Term term : derivations.terms()) {
      if (reads(term, latent)) costs.add(count(term) + " " + name(term, latent));
    }
    return costs.isEmpty() ? "no terms" : String.join(", ", costs);
  }

  private boolean reads(Term term, Symbol latent) {
    ModelStatement statement = term.statement();
    boolean isDraw = statement instanceof ModelStatement.Draw d && d.symbol().equals(latent);
    return isDraw
        || Reads.of(statement).symbols().stream()
            .anyMatch(s -> derivations.latentsOf(s).contains(latent))
        || term.path().stream().anyMatch(step -> decides(step, latent));
  }

  private boolean decides(Step step, Symbol latent) {
    return step instanceof Step.Branch branch
        && FreeSymbols.of(branch.branch().condition()).stream()
            .anyMatch(s -> derivations.latentsOf(s).contains(latent));
  }

  private static String count(Term term) {
    List<String> sizes = new ArrayList<>();
    for (Step step : term.path()) {
      if (step instanceof Step.Loop loop) {
        sizes.add("|" + ExprText.of(loop.loop().binder().set()) + "|");
      }
    }
    return sizes.isEmpty() ? "1 term" : String.join(" * ", sizes) + " terms";
  }

  private static String name(Term term, Symbol latent) {
    ModelStatement statement = term.statement();
    if (statement instanceof ModelStatement.Draw draw) {
      return draw.symbol().equals(latent) ? "of its prior" : "of `" + draw.symbol().name() + "`";
    }
    if (statement instanceof ModelStatement.Observe observe) {
      return observe.variable().map(v -> "of `" + v.name() + "`").orElse("of what is computed");
    }
    return statement instanceof ModelStatement.Factor
        ? "of the factor at " + statement.span().place()
        : "of what is left of others";
  }
}
