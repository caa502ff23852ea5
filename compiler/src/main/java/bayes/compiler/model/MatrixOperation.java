package bayes.compiler.model;

import java.util.List;
import java.util.Locale;

/** The functions of matrices that are no formulas of their elements. */
public enum MatrixOperation {
  CHOLESKY("the lower triangle l with l @ l' = a, of a positive definite a", "a"),
  SOLVE_TRIANGULAR(
      "x with t @ x = b, of the lower triangle of t, or of the upper one", "t", "b", "upper"),
  SOLVE("x with a @ x = b, for a square matrix a", "a", "b"),
  INVERSE("the matrix whose product with a is the identity", "a"),
  DET("the determinant", "a"),
  LOG_DET("the logarithm of the absolute value of the determinant", "a"),
  EIGEN_SYMMETRIC("the eigenvalues, ascending, and the eigenvectors, as columns", "a"),
  QR("q with orthonormal columns and the upper triangle r, with q @ r = a", "a"),
  SVD("u, s and v with a = u @ diag(s) @ v'", "a"),
  MATRIX_EXP("the exponential of a square matrix", "a"),
  KRONECKER("the blocks a[i, j] * b", "a", "b"),
  /** Of the library alone: the log probabilities of 0 to n successes. */
  SUCCESS_COUNTS("the log probabilities of the numbers of successes of trials", "p"),
  /** Of the library alone: {@code PCFG} is what users see of it. */
  LOG_INSIDE(
      "the logarithm of the probability of a sentence", "rules", "lexicon", "words", "start"),
  /** Of plans alone: the rows of n numbers each, column by column, that are equal. */
  DISTINCT_ROWS("the numbers of rows, equal for equal rows", "columns", "n"),
  /** Of plans alone: tuples of indices, those of each list one after the other. */
  TUPLES("the tuples of all rows", "n", "lists"),
  /** Of plans alone: the numbers of n tuples in their order, without gaps. */
  NUMBER_TUPLES("the numbers of tuples, equal for equal tuples", "tuples", "n"),
  /** Of plans alone: how often tuples occur that begin with these indices. */
  COUNT_TUPLES("the counts of tuples that begin alike", "keys", "sums", "first"),
  /** Of plans alone: the counts of all cells of the row with these indices. */
  TUPLE_ROW("the counts of a row", "keys", "sums", "row"),
  /** Of plans alone: a draw that is the same for the same key and indices. */
  KEYED_DIRICHLET("a row of a table that is drawn where it is read", "key", "row", "a"),
  /** Of plans alone: see {@code bayes.runtime.math.SquaredResiduals}. */
  SQUARES_FACTOR(
      "what sums of squared residuals are computed by",
      "columns",
      "group",
      "n",
      "groups",
      "own",
      "width"),
  /** Of plans alone: the sum of all groups, or, if each column is of groups, of each. */
  SQUARED_RESIDUALS(
      "the sum of squared residuals", "factor", "own", "shared", "groups", "owned", "width"),
  /** Of plans alone: the logarithm of the sum over the paths of a hidden chain. */
  LOG_PATHS("the logarithm of the sum over all paths", "weights", "transitions"),
  /** Of plans alone: the probabilities of the states of a hidden chain. */
  PATH_MARGINALS("the probability of each state at each step", "weights", "transitions");

  private final String doc;
  private final List<String> parameters;

  MatrixOperation(String doc, String... parameters) {
    this.doc = doc;
    this.parameters = List.of(parameters);
  }

  /** Whether distributions of the library or plans are made of it, and users do not call it. */
  public boolean isOfLibrary() {
    return this == SUCCESS_COUNTS || this == LOG_INSIDE || isOfPlans();
  }

  /** Whether only plans make calls of it. */
  public boolean isOfPlans() {
    return switch (this) {
      case DISTINCT_ROWS, SQUARES_FACTOR, SQUARED_RESIDUALS, LOG_PATHS, PATH_MARGINALS -> true;
      case TUPLES, NUMBER_TUPLES, COUNT_TUPLES, TUPLE_ROW, KEYED_DIRICHLET -> true;
      default -> false;
    };
  }

  /** As users call it: {@code solve_triangular}. */
  public String function() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One line on its value. */
  public String doc() {
    return doc;
  }

  /** The names of its parameters, with those that may be left out. */
  public List<String> parameters() {
    return parameters;
  }
}
