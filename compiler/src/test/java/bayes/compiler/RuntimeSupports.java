package bayes.compiler;

import bayes.compiler.model.Constraint;
import bayes.runtime.support.CorrelationMatrix;
import bayes.runtime.support.CovarianceMatrix;
import bayes.runtime.support.Ordered;
import bayes.runtime.support.SumToZero;
import bayes.runtime.support.Support;
import bayes.runtime.support.UnitVector;

/** The runtime's maps, to compare those of programs with. */
final class RuntimeSupports {
  private RuntimeSupports() {}

  /** Of a vector or matrix over a set of {@code n} members. */
  static Support of(Constraint constraint, int n) {
    return switch (constraint) {
      case SIMPLEX -> new Support.Simplex(n);
      case ORDERED -> new Ordered(n, false);
      case POSITIVE_ORDERED -> new Ordered(n, true);
      case UNIT_VECTOR -> new UnitVector(n);
      case SUM_TO_ZERO -> new SumToZero(n);
      case CHOLESKY_CORR -> new CorrelationMatrix(n, true);
      case CHOLESKY_COV -> new CovarianceMatrix(n, true);
      case CORR -> new CorrelationMatrix(n, false);
      case COV -> new CovarianceMatrix(n, false);
    };
  }
}
