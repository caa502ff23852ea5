package bayes.compiler.program;

import static bayes.compiler.program.Kind.INT;
import static bayes.compiler.program.Kind.REAL;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Operations on pieces of arrays, each a static method of {@code bayes.runtime}: for what is not a
 * short loop over scalars. Its arguments are the generator if it is random, the scalar operands,
 * the inputs as array and offset (and length, if it is random), the outputs as array and offset.
 *
 * <p>An adjoint primitive belongs to a backward evaluation: it adds to its outputs, or uses them
 * up. All others only store to theirs.
 */
public enum Primitive {
  /** (probabilities) -> one int output: a position from 1, drawn with these probabilities. */
  RANDOM_CATEGORICAL("categorical", List.of(), INT),
  /** (log weights) -> one int output: a position from 1. */
  RANDOM_CATEGORICAL_LOGIT("categoricalLogit", List.of(), INT),
  /** (concentrations) -> a simplex. */
  RANDOM_DIRICHLET("dirichlet", List.of(), REAL),
  /** operand n, (probabilities) -> int counts. */
  RANDOM_MULTINOMIAL("multinomial", List.of(INT), INT),

  /**
   * operands n, nonterminals, start and first word, (rules, lexicon) -> int words, a sentence of
   * length n.
   */
  RANDOM_PCFG(
      "bayes.runtime.random.Sentences",
      "sentence",
      List.of(INT, INT, INT, INT),
      List.of(REAL, REAL),
      List.of(INT)),

  /**
   * operands n, states, stride of the matrices; (log weights, log transitions) -> int states, from
   * 1, of a path.
   */
  RANDOM_PATH(
      "bayes.runtime.random.Paths",
      "path",
      List.of(INT, INT, INT),
      List.of(REAL, REAL),
      List.of(INT)),

  /** operand n, (A) -> L with A = L L', and the row, from 1, at which that fails, or 0. */
  CHOLESKY("Cholesky", "factor", 1, 1, 1, true),
  /** operand n, (L) -> adjoint of L, adjoint of A, n x n scratch. */
  CHOLESKY_ADJOINT("Cholesky", "adjoint", 1, 1, 3, false),
  /**
   * operands n, m, upper; (T, B) -> X with T X = B, and the row, from 1, at which T is singular, or
   * 0.
   */
  SOLVE_TRIANGULAR("TriangularSystems", "solve", 3, 2, 1, true),
  /** operands n, m, upper, for T, for B; (T, X) -> adjoint of X, of T, of B. */
  SOLVE_TRIANGULAR_ADJOINT("TriangularSystems", "adjoint", 5, 2, 3, false),
  /**
   * operands n, m; (A, B) -> X with A X = B, the decomposition of A, and the row, from 1, at which
   * A is singular, or 0.
   */
  SOLVE("LinearSystems", "solve", 2, 2, 2, true),
  /** operands n, m, for A, for B; (X, decomposition) -> adjoint of X, of A, of B. */
  SOLVE_ADJOINT("LinearSystems", "adjoint", 4, 2, 3, false),
  /** operand n; (A) -> log |det A| and its sign, the decomposition of A. */
  LOG_DETERMINANT("LinearSystems", "logDeterminant", 1, 1, 2, false),
  /** operand n; (decomposition) -> adjoint of log |det A| and sign, of A, n x n scratch. */
  LOG_DETERMINANT_ADJOINT("LinearSystems", "logDeterminantAdjoint", 1, 1, 3, false),
  /** operand n; (A) -> eigenvalues, eigenvectors, n x n scratch. */
  EIGEN_SYMMETRIC("SymmetricEigen", "decompose", 1, 1, 3, false),
  /** operand n; (values, vectors) -> adjoint of values, of vectors, of A, 2 n x n scratch. */
  EIGEN_SYMMETRIC_ADJOINT("SymmetricEigen", "adjoint", 1, 2, 4, false),
  /** operands n, m; (A) -> Q, R, and the column, from 1, that depends on others, or 0. */
  QR("QrDecomposition", "decompose", 2, 1, 2, true),
  /** operands n, m; (Q, R) -> adjoint of Q, of R, of A, n x m scratch. */
  QR_ADJOINT("QrDecomposition", "adjoint", 2, 2, 4, false),
  /** operands n, m; (A) -> U, s, V, scratch. */
  SINGULAR_VALUES("SingularValues", "decompose", 2, 1, 4, false),
  /** operands n, m; (U, s, V) -> adjoint of U, of s, of V, of A, 2 n x m scratch. */
  SINGULAR_VALUES_ADJOINT("SingularValues", "adjoint", 2, 3, 5, false),
  /** operand n; (A) -> exp A, 2 n x n scratch. */
  MATRIX_EXPONENTIAL("MatrixExponential", "exp", 1, 1, 2, false),
  /** operand n; (A) -> adjoint of exp A, of A, 16 n x n scratch. */
  MATRIX_EXPONENTIAL_ADJOINT("MatrixExponential", "adjoint", 1, 1, 3, false),
  /** operand n; (p) -> log probabilities of 0 to n successes, (n + 1) x (n + 1) table. */
  SUCCESS_COUNTS("SuccessCounts", "logProbabilities", 1, 1, 2, false),
  /** operand n; (p, table) -> adjoint of the log probabilities, of p. */
  SUCCESS_COUNTS_ADJOINT("SuccessCounts", "adjoint", 1, 2, 2, false),

  /**
   * operands n, nonterminals, words that there are, start, first word; (rules, lexicon, words) ->
   * the logarithm of the inside probability, the chart.
   */
  LOG_INSIDE(
      "bayes.runtime.math.Grammars",
      "logInside",
      Collections.nCopies(5, INT),
      List.of(REAL, REAL, INT),
      List.of(REAL, REAL)),
  /**
   * operands as those, for rules, for lexicon, for words; (rules, words, chart) -> adjoint of the
   * logarithm, of the chart, which is scratch, of rules, of lexicon, of words, which there is none.
   */
  LOG_INSIDE_ADJOINT(
      "bayes.runtime.math.Grammars",
      "adjoint",
      Collections.nCopies(8, INT),
      List.of(REAL, INT, REAL),
      Collections.nCopies(5, REAL)),

  /** operands n, m; (m columns of n) -> int numbers of the rows, equal for equal rows. */
  DISTINCT_ROWS(
      "bayes.runtime.math.DistinctRows", "number", List.of(INT, INT), List.of(REAL), List.of(INT)),
  /** operands n, m; (n tuples of m ints) -> int numbers of the tuples, in their order. */
  NUMBER_TUPLES(
      "bayes.runtime.math.Tuples", "number", List.of(INT, INT), List.of(INT), List.of(INT)),
  /**
   * operands n, m; (n tuples of m ints) -> the first places of those that differ, n; how often each
   * occurs, n; how many there are.
   */
  DISTINCT_TUPLES(
      "bayes.runtime.math.Tuples",
      "distinct",
      List.of(INT, INT),
      List.of(INT),
      List.of(INT, INT, INT)),
  /**
   * operands cells, p; (int indices of the cells, sums of their counts, p int indices) -> the
   * counts of the cells that begin with these.
   */
  COUNT_TUPLES(
      "bayes.runtime.math.Tuples",
      "count",
      List.of(INT, INT),
      List.of(INT, REAL, INT),
      List.of(REAL)),
  /**
   * operands cells, p, lowest, n; (int indices of the cells, sums of their counts, p int indices)
   * -> the n counts of the row that begins with these.
   */
  TUPLE_ROW(
      "bayes.runtime.math.Tuples",
      "row",
      Collections.nCopies(4, INT),
      List.of(INT, REAL, INT),
      List.of(REAL)),
  /** operands key, p, n; (p int indices, n concentrations) -> a simplex, the same for the same. */
  KEYED_DIRICHLET(
      "bayes.runtime.random.KeyedDraws",
      "dirichlet",
      List.of(REAL, INT, INT),
      List.of(INT, REAL),
      List.of(REAL)),
  /** operands n, groups, p, m; (m columns of n, int groups of the rows) -> the factor. */
  SQUARES_FACTOR(
      "bayes.runtime.math.SquaredResiduals",
      "factor",
      Collections.nCopies(4, INT),
      List.of(REAL, INT),
      List.of(REAL)),
  /** operands groups, p, m; (factor, c, b) -> sums of squares, residuals. */
  SQUARED_RESIDUALS("SquaredResiduals", "value", 3, 3, 2, false),
  /**
   * operands as those, for factor, for c, for b; (factor, residuals) -> adjoint of the sums, of
   * factor, which there is none, of c, of b.
   */
  SQUARED_RESIDUALS_ADJOINT("SquaredResiduals", "adjoint", 6, 2, 4, false),
  /**
   * operands n, states, stride of the matrices; (log weights, log transitions) -> the logarithm of
   * the sum over all paths, what its adjoint needs.
   */
  LOG_PATHS("HiddenChains", "logMarginal", 3, 2, 2, false),
  /**
   * operands as those, for weights, for transitions; (log weights, log transitions, table) ->
   * adjoint of the logarithm, of the table, which is scratch, of weights, of transitions.
   */
  LOG_PATHS_ADJOINT("HiddenChains", "adjoint", 5, 3, 4, false),
  /** operands and inputs as those of LOG_PATHS -> probabilities, n x states; scratch. */
  PATH_MARGINALS("HiddenChains", "marginals", 3, 2, 2, false),

  /** operands n, k, size, first member; (n tuples of k int members) -> int counts of the tuples. */
  COUNT_TOKENS(
      "bayes.runtime.math.TokenCounts",
      "count",
      List.of(INT, INT, INT, INT),
      List.of(INT),
      List.of(INT)),
  /**
   * operands texts, size, first member; (int starts and lengths of the texts, int members) -> int
   * counts of the texts that have each member; scratch.
   */
  COUNT_TEXTS(
      "bayes.runtime.math.TokenCounts",
      "texts",
      List.of(INT, INT, INT),
      List.of(INT, INT, INT),
      List.of(INT, INT)),
  /** operands n, m; (int members of two texts) -> int distance; m + 1 scratch. */
  EDIT_DISTANCE(
      "bayes.runtime.math.TokenCounts",
      "editDistance",
      List.of(INT, INT),
      List.of(INT, INT),
      List.of(INT, INT)),

  /** operand n, (x) -> int positions, from 0, of the elements in ascending order. */
  FIND_ORDER("order", 1, 1),
  /** operands n, m, (knots, x) -> int numbers, from 0, of the intervals between knots. */
  FIND_INTERVALS("intervals", 2, 2);

  private final String owner;
  private final String method;
  private final List<Kind> operands;
  private final List<Kind> inputs;
  private final List<Kind> outputs;
  private final boolean returnsElement;

  /** A random one, from an array of reals. */
  Primitive(String method, List<Kind> operands, Kind output) {
    this.owner = "bayes.runtime.random.RandomDraws";
    this.method = method;
    this.operands = operands;
    this.inputs = List.of(REAL);
    this.outputs = List.of(output);
    this.returnsElement = method.startsWith("categorical");
  }

  /** One from arrays of reals to arrays of reals, by int operands, that may return an int. */
  Primitive(
      String owner, String method, int operands, int inputs, int outputs, boolean returnsElement) {
    this.owner = "bayes.runtime.math." + owner;
    this.method = method;
    this.operands = Collections.nCopies(operands, INT);
    this.inputs = Collections.nCopies(inputs, REAL);
    this.outputs =
        returnsElement
            ? Stream.concat(Collections.nCopies(outputs, REAL).stream(), Stream.of(INT)).toList()
            : Collections.nCopies(outputs, REAL);
    this.returnsElement = returnsElement;
  }

  /** One from arrays of reals to positions in them, by int operands. */
  Primitive(String method, int operands, int inputs) {
    this.owner = "bayes.runtime.math.Ordering";
    this.method = method;
    this.operands = Collections.nCopies(operands, INT);
    this.inputs = Collections.nCopies(inputs, REAL);
    this.outputs = List.of(INT);
    this.returnsElement = false;
  }

  /** One from arrays to arrays. */
  Primitive(
      String owner, String method, List<Kind> operands, List<Kind> inputs, List<Kind> outputs) {
    this.owner = owner;
    this.method = method;
    this.operands = operands;
    this.inputs = inputs;
    this.outputs = outputs;
    this.returnsElement = false;
  }

  /** Its name in listings: {@code random_categorical}. */
  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The class that has its method. */
  public String owner() {
    return owner;
  }

  /** The name of its method. */
  public String method() {
    return method;
  }

  /** Whether it draws random numbers and so takes the generator first. */
  public boolean isRandom() {
    return name().startsWith("RANDOM_");
  }

  /** Whether it adds to its outputs, or uses them up, instead of storing to them. */
  public boolean isAdjoint() {
    return name().endsWith("_ADJOINT");
  }

  /** Whether the method takes the lengths of its inputs; others know them from their operands. */
  public boolean takesLengths() {
    return isRandom();
  }

  /** Whether the method returns the one element of its last output, and does not take that one. */
  public boolean returnsElement() {
    return returnsElement;
  }

  public List<Kind> operands() {
    return operands;
  }

  /** The kinds of the elements of its input slices. */
  public List<Kind> inputs() {
    return inputs;
  }

  /** The kinds of the elements of its output slices. */
  public List<Kind> outputs() {
    return outputs;
  }

  /** The kinds of those output slices that are arguments of the method. */
  public List<Kind> outputArguments() {
    return returnsElement ? outputs.subList(0, outputs.size() - 1) : outputs;
  }
}
