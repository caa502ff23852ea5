package bayes.compiler;

import bayes.compiler.differentiate.Differentiate;
import bayes.compiler.lower.ModelPrograms;
import bayes.compiler.program.Program;
import bayes.compiler.simplify.Simplify;
import java.util.EnumSet;

/** The programs that a bound model runs. */
enum Executable {
  LOG_DENSITY,
  GRADIENT,
  WITHOUT_JACOBIAN,
  GRADIENT_WITHOUT_JACOBIAN,
  LOG_LIKELIHOOD,
  LIKELIHOOD_GRADIENT,
  LOG_PRIOR,
  PRIOR_GRADIENT,
  POINTWISE_LOG_LIKELIHOOD,
  COUNT_EVENTS,
  COUNT_POINTS,
  LIST_POINTS,
  COUNT_TERMS,
  LIST_TERMS,
  RECORD,
  PRIOR,
  UNCONSTRAIN,
  RECOVER,
  MARGINALS,
  SCALAR_MARGINALS;

  /** The simplified program. */
  Program of(ModelPrograms programs) {
    return switch (this) {
      case LOG_DENSITY -> Simplify.simplify(programs.logDensity());
      case GRADIENT -> gradient(programs.logDensity());
      case WITHOUT_JACOBIAN -> Simplify.simplify(programs.withoutJacobian());
      case GRADIENT_WITHOUT_JACOBIAN -> gradient(programs.withoutJacobian());
      case LOG_LIKELIHOOD -> Simplify.simplify(programs.logLikelihood());
      case LIKELIHOOD_GRADIENT -> gradient(programs.logLikelihood());
      case LOG_PRIOR -> Simplify.simplify(programs.logPrior());
      case PRIOR_GRADIENT -> gradient(programs.logPrior());
      // Its observations are counted as they come: an order that simplifying may change.
      case POINTWISE_LOG_LIKELIHOOD -> programs.pointwiseLogLikelihood();
      case COUNT_EVENTS -> programs.countEvents();
      case COUNT_POINTS -> programs.countPoints();
      case LIST_POINTS -> programs.listPoints();
      // These, too, count as they go.
      case COUNT_TERMS -> programs.countTerms();
      case LIST_TERMS -> programs.listTerms();
      case RECORD -> Simplify.simplify(programs.record());
      case PRIOR -> Simplify.simplify(programs.prior());
      case UNCONSTRAIN -> Simplify.simplify(programs.unconstrain());
      case RECOVER -> Simplify.simplify(programs.recovery());
      case MARGINALS -> Simplify.simplify(programs.marginals());
      case SCALAR_MARGINALS -> Simplify.simplify(programs.scalarMarginals());
    };
  }

  /** Whether it reads or writes coordinates, whose form is to be known, rather than values. */
  boolean readsPositions() {
    return !EnumSet.of(POINTWISE_LOG_LIKELIHOOD, COUNT_EVENTS, COUNT_POINTS, LIST_POINTS)
        .contains(this);
  }

  private static Program gradient(Program program) {
    return Simplify.simplify(Differentiate.gradient(Simplify.simplify(program)));
  }
}
