package bayes.compiler.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the elements of a vector or matrix must fulfil together. Vectors are the last dimension of a
 * variable, matrices the last two, which are over the same set. Densities on them are with respect
 * to the measure that is given with each; n is the size of the set.
 */
public enum Constraint {
  /** Nonnegative with sum one; the density is over the first n - 1 elements. */
  SIMPLEX(1, 1, "not negative, with sum 1"),
  /** Each element above the one before; over all elements. */
  ORDERED(1, 0, "each element above the one before"),
  /** Ordered and positive; over all elements. */
  POSITIVE_ORDERED(1, 0, "positive, and each element above the one before"),
  /** Of length one; with respect to the area of the sphere. */
  UNIT_VECTOR(1, 1, "with squares that sum to 1"),
  /** With sum zero; with respect to the volume of the plane of these vectors. */
  SUM_TO_ZERO(1, 0, "with sum 0"),
  /**
   * Lower triangular, with a positive diagonal and rows of length one: Cholesky factors of
   * correlation matrices; over the elements below the diagonal.
   */
  CHOLESKY_CORR(2, 0, "lower triangular with a positive diagonal and rows of length 1"),
  /**
   * Lower triangular with a positive diagonal: Cholesky factors of covariance matrices; over the
   * elements below and on the diagonal.
   */
  CHOLESKY_COV(2, 0, "lower triangular with a positive diagonal"),
  /**
   * Symmetric, positive definite, with a diagonal of ones; over the elements below the diagonal.
   */
  CORR(2, 0, "symmetric and positive definite with a diagonal of ones"),
  /** Symmetric and positive definite; over the elements below and on the diagonal. */
  COV(2, 0, "symmetric and positive definite");

  private final int rank;
  private final int leastSize;
  private final String words;

  Constraint(int rank, int leastSize, String words) {
    this.rank = rank;
    this.leastSize = leastSize;
    this.words = words;
  }

  /** The constraint whose type has this name. */
  public static Optional<Constraint> named(String type) {
    return Arrays.stream(values()).filter(c -> c.typeName().equals(type)).findFirst();
  }

  /** The names of all constrained types. */
  public static List<String> typeNames() {
    return Arrays.stream(values()).map(Constraint::typeName).toList();
  }

  /** As users write it: {@code cholesky_corr}. */
  public String typeName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The number of dimensions: 1 of a vector, 2 of a matrix. */
  public int rank() {
    return rank;
  }

  public boolean isMatrix() {
    return rank == 2;
  }

  /** The smallest size of which there is such a value. */
  public int leastSize() {
    return leastSize;
  }

  /** What a value must be, in words that follow "must be". */
  public String words() {
    return words;
  }

  /** Whether all its values also fulfil {@code other}. */
  public boolean isWithin(Constraint other) {
    return this == other
        || (this == POSITIVE_ORDERED && other == ORDERED)
        || (this == CHOLESKY_CORR && other == CHOLESKY_COV)
        || (this == CORR && other == COV);
  }

  /** Between which bounds each element is. */
  public Interval elements() {
    return switch (this) {
      case SIMPLEX -> Interval.UNIT;
      case POSITIVE_ORDERED -> Interval.NONNEGATIVE;
      case UNIT_VECTOR, CHOLESKY_CORR, CORR -> new Interval(-1, 1);
      case ORDERED, SUM_TO_ZERO, CHOLESKY_COV, COV -> Interval.WHOLE;
    };
  }

  /** The number of coordinates of a value on the unconstrained scale. */
  public int coordinates(int n) {
    return switch (this) {
      case SIMPLEX, SUM_TO_ZERO -> Math.max(n - 1, 0);
      case ORDERED, POSITIVE_ORDERED, UNIT_VECTOR -> n;
      case CHOLESKY_CORR, CORR -> n * (n - 1) / 2;
      case CHOLESKY_COV, COV -> n * (n + 1) / 2;
    };
  }

  /** The number of coordinates as a formula of {@code n}, for people. */
  public String coordinates(String n) {
    return switch (this) {
      case SIMPLEX, SUM_TO_ZERO -> n + " - 1";
      case ORDERED, POSITIVE_ORDERED, UNIT_VECTOR -> n;
      case CHOLESKY_CORR, CORR -> n + " (" + n + " - 1) / 2";
      case CHOLESKY_COV, COV -> n + " (" + n + " + 1) / 2";
    };
  }
}
