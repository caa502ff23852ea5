package bayes.compiler.plan.chain;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A term of the log density that reads one element of a latent, or two that follow each other.
 *
 * @param value the log density that it adds, in which the elements are named
 * @param prior that part of it which is not of observations, if there is one
 * @param element the indices of the element, of two the later one
 * @param isPair whether it reads the element before, too
 */
record ChainTerm(
    Term term, Kind kind, Expr value, Optional<Expr> prior, List<Expr> element, boolean isPair) {
  ChainTerm {
    element = List.copyOf(element);
  }

  enum Kind {
    /** The draw of the latent itself. */
    DRAW,
    /** The draw of another latent. */
    OTHER_DRAW,
    /** An observation, a factor, or what another latent has left. */
    OTHER
  }

  ModelStatement statement() {
    return term.statement();
  }

  /** The loops around it, from the outside in. */
  List<Expr.Binder> loops() {
    List<Expr.Binder> loops = new ArrayList<>();
    for (Step step : term.path()) {
      if (step instanceof Step.Loop loop) loops.add(loop.loop().binder());
    }
    return loops;
  }

  boolean isInBranch() {
    return term.path().stream().anyMatch(Step.Branch.class::isInstance);
  }
}
